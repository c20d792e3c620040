using Cardline.Bot.Model.Checking;
using Cardline.Bot.Turns.Reply.Composing;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Reply;

/// <summary>
/// Words that may reach a cardholder. They come from an approved article, from the approved handoff texts, from <see cref="BotLines"/> or, sentence by
/// sentence, out of the check of what a model wrote; an exception's message cannot become one, and a model's text cannot without the check.
/// </summary>
internal sealed record CardholderText
{
    /// <summary>What stands between two paragraphs.</summary>
    public const string ParagraphGap = "\n\n";

    private CardholderText(string markdown) => Markdown = markdown;

    /// <summary>Gets the words in Markdown.</summary>
    public string Markdown { get; }

    /// <summary>The short answer of an article, or its rest.</summary>
    public static CardholderText Of(KnowledgeAnswer answer, bool more) =>
        new((more ? answer.More : null) ?? answer.Text ?? throw new ArgumentException("Only an answer has words to show.", nameof(answer)));

    /// <summary>One of the approved handoff texts (<c>knowledge-base/handoff/texts.*.yml</c>).</summary>
    public static CardholderText OfHandoff(string approved, int? place = null) =>
        new(place is { } number ? approved.Replace("{place}", number.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal) : approved);

    /// <summary>The approved line that says that a right was noted.</summary>
    public static CardholderText OfRight(string approved, string when, string reference) =>
        new(approved.Replace("{when}", when, StringComparison.Ordinal).Replace("{reference}", reference, StringComparison.Ordinal));

    /// <summary>One of the bot's own lines.</summary>
    public static CardholderText OfLine(BotLine line, string lang) => new(BotLines.Get(line, lang));

    /// <summary>The short answer of an article under its title, one of several in a message.</summary>
    public static CardholderText Titled(KnowledgeAnswer answer) => new($"**{answer.Candidates[0].Title}**\n\n{answer.Text}");

    /// <summary>Sentences of a model, each of which passed the check.</summary>
    /// <param name="sentences">At least one.</param>
    /// <param name="lang"><c>en</c> or <c>zh-Hans</c>; says what stands between two of them.</param>
    public static CardholderText OfChecked(IReadOnlyList<CheckedSentence> sentences, string lang) => sentences.Count == 0
        ? throw new ArgumentException("A draft without a sentence has no words to show.", nameof(sentences))
        : new(string.Concat(sentences.Select((sentence, i) => (i == 0 ? "" : SentencePlace.Between(sentences[i - 1], sentence, lang)) + sentence.Text.Trim())));

    /// <summary>Joins two texts as paragraphs.</summary>
    public CardholderText Then(CardholderText next) => new(Markdown + ParagraphGap + next.Markdown);
}

using Cardline.Bot.Turns;
using Cardline.Knowledge;

namespace Cardline.Bot.Tools;

/// <summary>Searching and asking: what the approved articles say, never more.</summary>
internal sealed class KnowledgeActions(IKnowledgeBase knowledge, TimeProvider clock)
{
    /// <summary>Longest text of a candidate, in characters; <c>ask</c> gives an answer whole.</summary>
    public const int TextCharsMax = 2_000;

    private const int DigitsOfProbability = 4;

    /// <summary>Finds candidates, each with its short text.</summary>
    public FoundArticles Search(ToolInput input)
    {
        var (query, now) = (input.Text("query"), clock.GetUtcNow());
        var lang = LangOf(input, query);
        var answer = knowledge.Ask(new Question(query, lang, now));
        var found = answer.Candidates.Take(input.NumberOrNone("top") ?? ToolShapes.TopUsual).Select(candidate =>
        {
            var shown = knowledge.Show(candidate.Article, lang, now);
            return new FoundArticle(candidate.Article, candidate.Title, Rounded(candidate.Probability), Cut(shown?.Text), shown?.Sources ?? []);
        });
        return new FoundArticles(answer.Lang, [.. found], answer.IndexVersion);
    }

    /// <summary>Asks one question, as <c>kb ask --json</c> does.</summary>
    public AnsweredQuestion Ask(ToolInput input)
    {
        var question = input.Text("question");
        var answer = knowledge.Ask(new Question(question, LangOf(input, question), clock.GetUtcNow()));
        return new AnsweredQuestion(
            answer.Outcome.ToString().ToLowerInvariant(),
            [.. answer.Candidates.Select(candidate => candidate with { Probability = Rounded(candidate.Probability) })],
            answer.Lang,
            answer.Text,
            answer.More,
            answer.Sources,
            answer.Chips,
            answer.Handoff.ToString().ToLowerInvariant(),
            answer.Outcome == AnswerOutcome.Answer ? answer.Risk.ToString().ToLowerInvariant() : null,
            answer.IndexVersion);
    }

    private static string LangOf(ToolInput input, string words) => input.TextOrNone("lang") ?? Languages.OfWords(words) ?? Languages.English;

    private static double Rounded(double probability) => Math.Round(probability, DigitsOfProbability);

    private static string? Cut(string? text) => text is null || text.Length <= TextCharsMax ? text
        : char.IsHighSurrogate(text[TextCharsMax - 1]) ? text[..(TextCharsMax - 1)] : text[..TextCharsMax];
}

using Cardline.Bot.Model.Checking;
using Cardline.Bot.Turns.Reply;
using Cardline.Bot.Turns.Reply.Composing;

namespace Cardline.Bot.Tests.Turns.Model;

/// <summary>How what passed is put together again.</summary>
public sealed class SentencesTests : IGroundCheck
{
    private static readonly Passage Source = new("card.use", "abc123", "Agreement", "Words.");
    private static readonly GroundScope Scope = new([Source], "en");

    SentenceVerdict IGroundCheck.Check(string sentence, GroundScope scope) => new(Source, null, null);

    [Theory]
    [InlineData("en", "One.", " Two.", "One. Two.")]
    [InlineData("zh-Hans", "一。", "二。", "一。二。")]
    [InlineData("en", "Steps:\n", "- one", "Steps:\n- one")]
    [InlineData("en", "Steps:", "\n- one", "Steps:\n- one")]
    [InlineData("en", "One.\n", "\nTwo.", "One.\n\nTwo.")]
    public void OfChecked_TwoSentences_AreJoinedAndFoundAgain(string lang, string first, string second, string text)
    {
        List<CheckedSentence> sentences = [CheckedSentence.Of(this, first, Scope).Sentence!, CheckedSentence.Of(this, second, Scope).Sentence!];

        foreach (var lead in (CardholderText?[])[null, CardholderText.OfLine(BotLine.SameForAll, lang)])
        {
            var words = CardholderText.OfChecked(sentences, lang);
            words.Markdown.ShouldBe(text);
            var whole = lead?.Then(words) ?? words;
            SentencePlace.Of(lead, sentences, lang).Select(place => whole.Markdown.Substring(place.At, place.Length)).ShouldBe([first.Trim(), second.Trim()]);
        }
    }

    [Fact]
    public void OfChecked_NoSentence_IsRefused() => Should.Throw<ArgumentException>(() => CardholderText.OfChecked([], "en"));
}

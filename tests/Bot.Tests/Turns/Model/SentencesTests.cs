using Cardline.Bot.Model.Checking;
using Cardline.Bot.Turns.Reply;
using Cardline.Bot.Turns.Reply.Composing;

namespace Cardline.Bot.Tests.Turns.Model;

/// <summary>How a draft is cut, and how what passed is put together again.</summary>
public sealed class SentencesTests : IGroundCheck
{
    private static readonly Passage Source = new("card.use", "abc123", "Agreement", "Words.");
    private static readonly GroundScope Scope = new([Source], "en");

    SentenceVerdict IGroundCheck.Check(string sentence, GroundScope scope) => new(Source, null, null);

    [Theory]
    [InlineData("One. Two! Three?", "One.| Two!| Three?")]
    [InlineData("It is 2.5 percent. Done.", "It is 2.5 percent.| Done.")]
    [InlineData("第一句。第二句！“第三句？”完", "第一句。|第二句！|“第三句？”|完")]
    [InlineData("Steps:\n- one\n- two", "Steps:|\n- one|\n- two")]
    [InlineData("A line\n\nAnother", "A line|\n\nAnother")]
    [InlineData("", "")]
    [InlineData(" \n ", "")]
    public void Cut_AnyPieces_GivesTheSameSentences(string text, string expected)
    {
        foreach (var length in (int[])[1, 2, 3, 7, 100])
        {
            var cutter = new PlainCutters().Begin();
            var sentences = new List<string>();
            for (var at = 0; at < text.Length; at += length)
            {
                sentences.AddRange(cutter.Add(text.Substring(at, Math.Min(length, text.Length - at))));
            }

            sentences.AddRange(cutter.End());
            string.Join('|', sentences).ShouldBe(expected, $"in pieces of {length}");
        }
    }

    [Fact]
    public void Cut_NoEndInSight_IsCutAtTheBound()
    {
        var cutter = new PlainCutters().Begin();

        var sentences = cutter.Add(new string('a', (2 * PlainCutters.SentenceCharsMax) + 1)).ToList();

        sentences.ConvertAll(sentence => sentence.Length).ShouldBe([PlainCutters.SentenceCharsMax, PlainCutters.SentenceCharsMax]);
    }

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

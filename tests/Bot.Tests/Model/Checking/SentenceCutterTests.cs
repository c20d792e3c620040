using Cardline.Bot.Model.Checking;
using FsCheck;
using FsCheck.Fluent;

namespace Cardline.Bot.Tests.Model.Checking;

public sealed class SentenceCutterTests
{
    [Theory]
    [InlineData("It costs CNY 15. It takes 7 days.", "It costs CNY 15.| It takes 7 days.")]
    [InlineData("The rate is 0.05% a day. Pay on time!", "The rate is 0.05% a day.| Pay on time!")]
    [InlineData("Call us, e.g. at noon. Thanks.", "Call us, e.g. at noon.| Thanks.")]
    [InlineData("Open from 9 a.m. to 5 p.m. every day. Closed never.", "Open from 9 a.m. to 5 p.m. every day.| Closed never.")]
    [InlineData("See www.lanternbank.example for more. Bye.", "See www.lanternbank.example for more.| Bye.")]
    [InlineData("He said \"Wait.\" Then he left.", "He said \"Wait.\"| Then he left.")]
    [InlineData("1. Open the app.\n2. Press Cards.\n", "1. Open the app.|\n|2. Press Cards.|\n")]
    [InlineData("年费300元。刷满12次就免！好吗？", "年费300元。|刷满12次就免！|好吗？")]
    [InlineData("他说“好。”然后走了。", "他说“好。”|然后走了。")]
    [InlineData("- one\n- two\n", "- one\n|- two\n")]
    [InlineData("Really?! Yes.", "Really?!| Yes.")]
    [InlineData("no end", "no end")]
    public void Cut_Text_GivesWholeSentences(string text, string expected)
    {
        // A line's end after a full stop belongs to what follows, and blanks at the very end to nothing.
        Cut([text]).ShouldBe(expected.Replace("|\n|", "|\n", StringComparison.Ordinal).Split('|').Where(part => part.Trim().Length > 0));
    }

    [Fact]
    public void Cut_HowTheStreamIsCut_ChangesNothing()
    {
        const string Alphabet = "ab A1.。!?\n\"”)e.g. 0.5%，,";
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll<byte[], byte[]>((letters, cuts) =>
        {
            var text = string.Concat(letters.Select(letter => Alphabet[letter % Alphabet.Length]));
            Cut(Pieces(text, cuts)).ShouldBe(Cut([text]));
        }));
    }

    [Fact]
    public void Cut_AnyText_LosesNothingAndBoundsEach()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll<byte[], byte[]>((letters, cuts) =>
        {
            var text = string.Concat(letters.SelectMany(letter => Enumerable.Repeat(letter % 9 == 0 ? ". " : "word ", 1 + (letter % 40))));
            var sentences = Cut(Pieces(text, cuts));

            string.Concat(sentences).TrimEnd().ShouldBe(text.TrimEnd());
            sentences.ShouldAllBe(sentence => sentence.Length <= SentenceCutter.CharsMax);
        }));
    }

    [Fact]
    public void Cut_NoEndInSight_GivesAPartThatTheCheckRefuses()
    {
        var first = Cut([new string('a', 5_000)])[0];

        first.Length.ShouldBeLessThanOrEqualTo(SentenceCutter.CharsMax);
        first.Length.ShouldBeGreaterThan(GroundCheck.SentenceCharsMax);
        CheckedSentences.Check.Check(first, CheckedSentences.Of("a")).Fault.ShouldBe(SentenceFault.TooLong);
    }

    [Fact]
    public void Add_SentenceNotWhole_GivesNothingYet()
    {
        var cutter = new SentenceCutter();

        cutter.Add("It costs 0.").ShouldBeEmpty();
        cutter.Add("5").ShouldBeEmpty();
        cutter.Add("%. ").ShouldBeEmpty();
        cutter.Add("N").ShouldBe(["It costs 0.5%."]);
        cutter.End().ShouldBe([" N"]);
        cutter.End().ShouldBeEmpty();
    }

    private static List<string> Cut(IEnumerable<string> pieces)
    {
        var cutter = new SentenceCutter();
        var sentences = new List<string>();
        foreach (var piece in pieces) sentences.AddRange(cutter.Add(piece));
        sentences.AddRange(cutter.End());
        return sentences;
    }

    private static IEnumerable<string> Pieces(string text, byte[] cuts)
    {
        var (at, next) = (0, 0);
        while (at < text.Length)
        {
            var length = cuts.Length == 0 ? text.Length : Math.Min(text.Length - at, cuts[next++ % cuts.Length] % 7);
            yield return text.Substring(at, length);
            at += Math.Max(length, 0);
            if (length == 0) yield return text.Substring(at++, 1);
        }
    }
}

using System.Text.RegularExpressions;
using Cardline.Bot.Turns;
using Cardline.Bot.Turns.Context;

namespace Cardline.Bot.Tests.Turns;

/// <summary>What is counted and cleaned by hand for speed is what the patterns say that it stands for.</summary>
public sealed partial class CheapWordsTests
{
    private const int Texts = 20_000;

    private static readonly string[] Pieces =
    [
        "what", "How", "IS", "a", "I", "i", "it's", "don’t", "card", "a'", "I'", "'", "’", "x1", "1", "_", "-", " ", " ", " ", "  ", ".", "?", "，", "。", "！", "\n", "\t", "…", ";", ",",
        "我", "的", "卡", "请问", "年费", "㐀", "é", "É", "İ", "ı", "ſ", "K", "\u200d", "\u200b", "\u0301", "😡", "\ud800", "٣", "ﬁ", "and", "AND", " and ", "also", "plus", "还有", "顺便问", "my", "the",
        "in English please", "English", "用英文说", "用中文", "mandarin", "chinese", "first", "金卡", "白金卡", "和", "多少", "how much is", "tell me",
    ];

    [Fact]
    public void Of_AnyText_WeighsAsThePatternsDo()
    {
        var latin = 0;
        foreach (var text in Random())
        {
            var weight = WordWeight.Of(text);
            weight.Latin.ShouldBe(Latin().Count(text), text);
            weight.LatinFrame.ShouldBe(LatinFrame().Count(text), text);
            weight.HanFrame.ShouldBe(HanFrame().Count(text), text);
            weight.Han.ShouldBe(text.Count(c => c is >= '\u4E00' and <= '\u9FFF' or >= '\u3400' and <= '\u4DBF'), text);
            latin += weight.Latin;
        }

        latin.ShouldBeGreaterThan(Texts);
    }

    [Fact]
    public void Of_EveryCharacterInAndBesideAWord_WeighsAsThePatternsDo()
    {
        for (var c = 0; c <= char.MaxValue; c++)
        {
            foreach (var text in new[] { $"I{(char)c}I", $"{(char)c}is{(char)c} an", $"th{(char)c}s {(char)c}s" })
            {
                var weight = WordWeight.Of(text);
                if (weight.Latin != Latin().Count(text) || weight.LatinFrame != LatinFrame().Count(text))
                {
                    weight.ToString().ShouldBe("as the patterns", $"U+{c:X4} {text}");
                }
            }
        }
    }

    [Fact]
    public void Of_LongText_LooksAtItsBeginning()
    {
        WordWeight.Of(new string('我', WordWeight.CharsMax) + " what is this").LatinFrame.ShouldBe(0);
        WordWeight.Of(new string('我', WordWeight.CharsMax + 5)).Han.ShouldBe(WordWeight.CharsMax);
    }

    [Fact]
    public void Plain_AnyText_IsCleanedAsThePatternDoes()
    {
        foreach (var text in Random())
        {
            var plain = text.Length > FollowWords.CharsMax ? string.Empty : Marks().Replace(text.ToLowerInvariant().Replace('’', '\''), " ").Trim();
            FollowWords.Plain(text).ShouldBe(plain, text);
            if (text.Length <= FollowWords.CharsMax)
            {
                FollowWords.Parted(text, lower: false).ShouldBe(MarksAndSlanted().Replace(text, " ").Trim(), text);
            }
        }
    }

    [Fact]
    public void NameOfALanguage_InAnyCaseThatThePatternsKnow_IsSeenByTheQuickLook()
    {
        const string Letters = "english chinese mandarin and also plus";
        foreach (var letter in Letters.Distinct().Where(char.IsAsciiLetter))
        {
            var pattern = new Regex(letter.ToString(), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            for (var c = 0; c <= char.MaxValue; c++)
            {
                var text = ((char)c).ToString();
                if (pattern.IsMatch(text) && !text.Contains(letter, StringComparison.OrdinalIgnoreCase))
                {
                    text.ShouldBe(letter.ToString(), $"U+{c:X4} is taken for it by the patterns, not by the quick look");
                }
            }
        }
    }

    private static IEnumerable<string> Random()
    {
        var lot = new Random(11);
        return Enumerable.Range(0, Texts).Select(_ => string.Concat(Enumerable.Range(0, lot.Next(1, 12)).Select(_ => Pieces[lot.Next(Pieces.Length)])));
    }

    [GeneratedRegex(@"[A-Za-z](?:[A-Za-z'’]*[A-Za-z])+|\bI\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Latin();

    [GeneratedRegex(
        @"\b(?:what|how|when|where|which|who|why|is|are|was|does|do|did|can|could|should|will|would|the|an?|my|your|i|you|it|this|that|to|of|for|in|on|with|and|or|not|me|mean|please)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LatinFrame();

    [GeneratedRegex(@"[的了问問吗嗎呢吧么麼是我你您在把被给給请請怎什多少哪几幾有没沒不要想能会會还還也就和跟]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HanFrame();

    [GeneratedRegex(@"[^\p{L}\p{Nd}']+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Marks();

    [GeneratedRegex(@"[^\p{L}\p{Nd}'’]+", RegexOptions.None, 1000)]
    private static partial Regex MarksAndSlanted();
}

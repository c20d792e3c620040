using Cardline.Handoff.Detection;
using Cardline.Handoff.Detection.Learned;

namespace Cardline.Handoff.Tests.Detection.Learned;

/// <summary>The file of concepts and what is found by it.</summary>
public sealed class ConceptsTests
{
    private const string File = """
        # Words that mean much the same.
        present:
          en: [gift, gift box, unwrap*]
          zh-Hans: [礼物, 銀行]
        box:
          en: [box, GIFT BOX]
        """;

    private static readonly Variants Variants = new(new Dictionary<char, char> { ['銀'] = '银', ['禮'] = '礼' });
    private static readonly Concepts Concepts = ConceptFile.Read("concepts.yml", File, Variants);

    [Theory]
    [InlineData("a gift", "present:gift")]
    [InlineData("gift", "present:gift")]
    [InlineData("(gift).", "present:gift")]
    [InlineData("gifted", "")]
    [InlineData("regift", "")]
    [InlineData("gift_1", "")]
    [InlineData("unwrapping it", "present:unwrap")]
    [InlineData("unwrap", "present:unwrap")]
    [InlineData("reunwrap", "")]
    [InlineData("我要礼物了", "present:礼物")]
    [InlineData("我要禮物了", "present:礼物")]
    [InlineData("銀行", "present:银行")]
    [InlineData("我的gift呢", "present:gift")]
    [InlineData("ＧＩＦＴ", "present:gift")]
    [InlineData("a gift box", "present:gift box,box:gift box")]
    [InlineData("gift boxes", "present:gift")]
    [InlineData("gift gift", "present:gift,present:gift")]
    [InlineData("the box", "box:box")]
    [InlineData("", "")]
    [InlineData("nothing here", "")]
    public void Find_Text_FindsWholeWordsOfOursAndAnyOfTheirs(string text, string expected)
    {
        var folded = FoldedText.Of(text, Variants).Folded;

        string.Join(',', Found(Concepts, folded, 10).Select(found => $"{Concepts.Names[found.Concept]}:{folded[found.Start..found.End]}")).ShouldBe(expected);
    }

    [Fact]
    public void Find_MoreThanAreWanted_StopsThere()
    {
        Found(Concepts, string.Join(' ', Enumerable.Repeat("gift", 50)), 7).Count.ShouldBe(7);
        Found(Concepts, "gift box", 1).ShouldHaveSingleItem();
    }

    [Fact]
    public void Find_NoConcepts_FindsNothing() => Found(Concepts.None, "a gift", 10).ShouldBeEmpty();

    [Theory]
    [InlineData("a:\n  en: [yes, '']", 2, 13, "HND115")]
    [InlineData("a:\n  en: ['*']", 2, 8, "HND115")]
    [InlineData("a:\n  zh-Hans: ['  ']", 2, 13, "HND115")]
    [InlineData("a:\n  en: [abcdefghijklmnopqrstuvw]", 2, 8, "HND115")]
    [InlineData("a:\n  zh-Hans: [一二三四五六七八九十一二三四五六七八九十一二三四五]", 2, 13, "HND115")]
    [InlineData("a: [yes]", 1, 1, "HND115")]
    [InlineData("a: yes", 1, 1, "HND115")]
    [InlineData("a:\n  english: [yes]", 2, 3, "HND102")]
    [InlineData("a:\n  en: {yes: no}", 2, 7, "HND102")]
    [InlineData("a: [yes", 1, 1, "HND101")]
    [InlineData("- a", 1, 1, "HND101")]
    public void Read_BrokenFile_NamesThePlaceAndTheNumber(string text, int line, int column, string code)
    {
        var fault = Faults(text).ShouldHaveSingleItem();

        (fault.File, fault.Code).ShouldBe(("concepts.yml", code));
        if (code != "HND101")
        {
            (fault.Line, fault.Column).ShouldBe((line, column));
        }

        fault.ToString().ShouldStartWith($"concepts.yml:{fault.Line}:{fault.Column}: {code} ");
    }

    [Fact]
    public void Read_SeveralFaults_NamesAllOfThem() =>
        Faults("a: yes\nb:\n  fr: [oui]\n  en: ['', gift]\nc:\n  en: ['*']\n").Select(fault => (fault.Line, fault.Code)).ShouldBe([(1, "HND115"), (3, "HND102"), (4, "HND115"), (6, "HND115")]);

    [Fact]
    public void Read_LongestWord_IsTaken()
    {
        var word = new string('x', PatternPart.PieceCharsMax - 2);
        var concepts = ConceptFile.Read("concepts.yml", $"a:\n  en: [{word}]", Variants);

        Found(concepts, $"my {word} is", 5).ShouldHaveSingleItem().End.ShouldBe(3 + word.Length);
    }

    [Fact]
    public void Read_MoreConceptsThanThereMayBe_NamesEachOfThem()
    {
        static string Lines(int count) => string.Join('\n', Enumerable.Range(0, count).Select(number => $"c{number}:\n  en: [word{number}]"));

        ConceptFile.Read("concepts.yml", Lines(Concepts.CountMax), Variants).Names.Count.ShouldBe(Concepts.CountMax);
        Faults(Lines(Concepts.CountMax + 2)).Select(fault => (fault.Code, fault.Line)).ShouldBe([("HND115", (2 * Concepts.CountMax) + 1), ("HND115", (2 * Concepts.CountMax) + 3)]);
    }

    [Fact]
    public void Read_WindowsLineEnds_ReadsTheSame() =>
        Found(ConceptFile.Read("concepts.yml", File.ReplaceLineEndings("\r\n"), Variants), "a gift box", 10).ShouldBe(Found(Concepts, "a gift box", 10));

    private static List<(int Concept, int Start, int End)> Found(Concepts concepts, string text, int most)
    {
        List<(int, int, int)> found = [(1, 2, 3)];
        concepts.Find(text, found, most);
        return found;
    }

    private static IReadOnlyList<HandoffFault> Faults(string text) => Should.Throw<HandoffFileException>(() => ConceptFile.Read("concepts.yml", text, Variants)).Faults;
}

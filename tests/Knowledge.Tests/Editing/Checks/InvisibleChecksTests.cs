using Cardline.Knowledge.Editing.Checks;

namespace Cardline.Knowledge.Tests.Editing.Checks;

public sealed class InvisibleChecksTests
{
    [Theory]
    [InlineData(0x200B, "zero-width space")]
    [InlineData(0x200D, "zero-width joiner")]
    [InlineData(0x202E, "change of direction")]
    [InlineData(0x2066, "change of direction")]
    [InlineData(0x00AD, "soft hyphen")]
    [InlineData(0xFEFF, "byte order mark")]
    [InlineData(0xE0041, "tag")]
    [InlineData(0xFE0F, "variation sign")]
    [InlineData(0x3164, "Hangul filler")]
    [InlineData(0x0007, "control character")]
    public void Of_InvisibleBetweenLetters_NamesTheCodePointAndThePlace(int code, string name)
    {
        var finding = InvisibleChecks.Of("f", "one\ntw" + char.ConvertFromUtf32(code) + "o").ShouldHaveSingleItem();

        finding.Number.ShouldBe("KB039");
        finding.Wrong.ShouldContain($"U+{code:X4} ({name})");
        (finding.At.Line, finding.At.Column).ShouldBe((2, 3));
    }

    [Theory]
    [InlineData("👨\u200D👩\u200D👧 family")]
    [InlineData("👩🏽\u200D💻 and ❤\uFE0F\u200D🔥")]
    [InlineData("1\uFE0F⃣ ☎\uFE0F ©\uFE0F")]
    [InlineData("Tab\tand\r\nline, 中文，ü é e\u0301")]
    public void Of_EmojiAndOrdinaryText_IsLeftAlone(string text) => InvisibleChecks.Of("f", text).ShouldBeEmpty();

    [Fact]
    public void Of_RunOfTheSameSign_IsOneFinding() =>
        InvisibleChecks.Of("f", "a" + new string('\u200B', 50) + "b").ShouldHaveSingleItem().Wrong.ShouldContain("50 of them");

    [Fact]
    public void Of_FileFullOfThem_NamesOnlySome() =>
        InvisibleChecks.Of("f", string.Concat(Enumerable.Repeat("a\u200B", 500))).Count().ShouldBe(InvisibleChecks.FindingsMax);

    [Fact]
    public void Lint_EveryFileOfTheEditors_IsLookedThrough()
    {
        using var folder = new CheckedFolder("fee: [{value: 40, unit: CNY}] # a\u200B");
        folder.Write("glossary.yml", "fee: [cha\u00ADrge]").Article("x", "en", "The fee.", title: "T\u202E").Write("articles/t/broken.en.md", "no front matter\u2060");

        folder.Lines("KB039").Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)])
            .ShouldBe(["articles/t/broken.en.md", "articles/t/x.en.md", "facts.yml", "glossary.yml"], ignoreOrder: true);
    }

    [Fact]
    public void Lint_ByteOrderMarkAtTheBeginning_IsFine()
    {
        using var folder = new CheckedFolder();
        folder.Write("articles/t/x.en.md", "\uFEFF---\nid: x\nlang: en\ntitle: T\n---\nText.");

        folder.Lines("KB039").ShouldBeEmpty();
    }
}

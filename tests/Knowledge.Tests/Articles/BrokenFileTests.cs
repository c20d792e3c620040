using System.Text;
using Cardline.Knowledge.Articles;
using FsCheck;
using FsCheck.Fluent;

namespace Cardline.Knowledge.Tests.Articles;

/// <summary>Whatever an editor's program leaves on disk, reading ends in findings and never in an exception.</summary>
public sealed class BrokenFileTests
{
    private static readonly string[] Pieces =
    [
        "---", "\n", "\r\n", "id: x", "lang: en", "title: t", "questions:", "  - a", "[", "]", "{", "}", ": ", "- ", "\"", "'", "|", ">", "&a", "*a", "!!int", "%YAML 9.9", "%TAG",
        "\"\\U00110000\"", "\"\\uD800\"", "? ", "<<: ", "\t", "#", "{{", "}}", "{{fee}}", "> > > ", "* * *", "```", "|a|b|\n|-|-|", "\0", "\u2028", "🙂", "年费", "applies: {product: ", "sources: [", "...", "expires: 2027-01-01",
        "%YAML 99999999999.1", "@", "`",
    ];

    [Fact]
    public void Read_AnyMixOfPieces_NeverThrows()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll<byte[]>(choices => Reads(string.Concat(choices.Select(choice => Pieces[choice % Pieces.Length])))));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll<byte[]>(choices => Reads("---\n" + string.Concat(choices.Select(choice => Pieces[choice % Pieces.Length])) + "\n---\nbody")));
    }

    [Fact]
    public void Read_AnyBytes_NeverThrows()
    {
        Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(bytes =>
        {
            var findings = new List<Finding>();
            return ArticleReader.Read("articles/t/x.en.md", bytes, findings) is not null || findings.Count > 0;
        }));
    }

    [Theory]
    [InlineData("> ", 20_000)]
    [InlineData("- ", 20_000)]
    [InlineData("[", 20_000)]
    [InlineData("*", 20_000)]
    [InlineData("{{ ", 20_000)]
    [InlineData("{{x}}", 20_000)]
    [InlineData("1,", 100_000)]
    [InlineData("`", 20_000)]
    [InlineData("\n", 20_000)]
    [InlineData("```\ncode", 1)]
    public void Read_ManyTimesTheSameSign_EndsAndNeverThrows(string sign, int times)
    {
        var text = "---\nid: x\nlang: en\ntitle: t\n---\n" + string.Concat(Enumerable.Repeat(sign, times));
        var findings = new List<Finding>();

        var article = ArticleReader.Read("articles/t/x.en.md", Encoding.UTF8.GetBytes(text), findings);

        if (article is null) findings.ShouldNotBeEmpty();
        else Should.NotThrow(() => Knowledge.Editing.Checks.BodyChecks.Of(article, FactTable.Empty).Take(10).ToList());
    }

    [Fact]
    public void Read_FactsAndGlossaryOfAnyMix_NeverThrows()
    {
        Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(choices =>
        {
            var text = "a: " + string.Concat(choices.Select(choice => Pieces[choice % Pieces.Length]));
            new FactsReader("facts.yml", []).Read(text);
            Glossary.Read("glossary.yml", text, []);
            return true;
        }));
    }

    private static bool Reads(string text)
    {
        var findings = new List<Finding>();
        return ArticleReader.Read("articles/t/x.en.md", Encoding.UTF8.GetBytes(text), findings) is not null || findings.Count > 0;
    }
}

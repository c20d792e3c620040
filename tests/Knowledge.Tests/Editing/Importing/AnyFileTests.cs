using System.Text;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Editing.Importing;
using FsCheck;
using FsCheck.Fluent;

namespace Cardline.Knowledge.Tests.Editing.Importing;

/// <summary>Whatever another product exported, an import ends in drafts and findings, and a second one changes nothing.</summary>
public sealed class AnyFileTests
{
    private static readonly string[] Pieces =
    [
        "\t", "\n", "\r\n", "\"", "\"\"", "\t\"", "\"\t", "How do I pay?", "paying", "怎么还款", "Press Pay.", "打开App。", "1", "0", "[]", "[{\"qnaId\":1,\"displayText\":\"x\"}]", "[{", "product:gold", "topic:../..|a:b|:", "True",
        "# ? ", "## ?", "- ", "-a=b", "```", "```markdown", "**Filters:**", "**Prompts:**", "- [x](#?How do I pay?)", "- [x](#1)", "<a id = \"1\"></a>", "> !# @qna.pair.source = a", "> !# @x=", "[import](x.qna)",
        "---", "id: x", "questions: [", "# answer imported: ", "{{", "}}", "<br>", "\\n", "\\", "🙂", "\u2028", "\u0007", "\uFEFF", " ", "'", ": ", "&a *a !!x %Y", "> > ", "|a|b|\n|-|-|", "[x]: y",
    ];

    [Fact]
    public void Read_AnyMixOfPieces_EndsInWholePairsOrFindings()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll<byte[]>(choices =>
        {
            var findings = new List<Finding>();
            var pairs = new TsvPairs("x.tsv", findings).Read(ImportScene.Header + Mix(choices)).Concat(new QnaPairs("x.qna", findings).Read(Mix(choices))).ToList();
            return pairs.TrueForAll(pair => pair.Questions.Count > 0 && pair.Questions.TrueForAll(question => question.Text.Length > 0) && pair.Answer.Text.Length > 0);
        }));
    }

    [Theory]
    [InlineData(".tsv")]
    [InlineData(".qna")]
    public void Import_AnyMixOfPiecesTwice_ChangesNothingTheSecondTime(string kind)
    {
        var drafts = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll<byte[], byte[]>((choices, more) =>
        {
            using var scene = new ImportScene();
            var known = kind == ".tsv"
                ? $"{ImportScene.Header}How do I pay?\tPress {Mix(choices)}\nWhy?\tBecause.\n"
                : $"# ? How do I pay?\n```\nPress {Mix(choices)}\n```\n# ? Why?\n```\nBecause.\n```\n";
            var bytes = Encoding.UTF8.GetBytes(known + Mix(more));
            scene.Import("x" + kind, bytes);
            var first = scene.Drafts();
            drafts += first.Count;

            scene.Import("x" + kind, bytes);

            return scene.Drafts().SequenceEqual(first)
                && first.Where(file => !file.Key.Contains(".conflict.", StringComparison.Ordinal)).All(file => ArticleReader.Read(file.Key, Encoding.UTF8.GetBytes(file.Value), []) is not null);
        }));
        drafts.ShouldBeGreaterThan(60);
    }

    [Theory]
    [InlineData("\"", 200_000)]
    [InlineData("\"\n", 100_000)]
    [InlineData("\"a\"\"\n", 100_000)]
    [InlineData("\t", 200_000)]
    [InlineData("\"\t\"\n", 100_000)]
    public void Read_ManyTimesTheSameSigns_Ends(string signs, int times)
    {
        var findings = new List<Finding>();

        new TsvPairs("x.tsv", findings).Read(ImportScene.Header + string.Concat(Enumerable.Repeat(signs, times))).ShouldBeEmpty();

        new QnaPairs("x.qna", findings).Read("# ? q\n" + string.Concat(Enumerable.Repeat(signs, times))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("- [x](#", "](#) ")]
    [InlineData("[](", " ")]
    [InlineData("**filters", " ")]
    [InlineData("<a id = ", " ")]
    [InlineData("> !# @", "x =")]
    [InlineData("#", "# ")]
    public void Read_LongestLineOfAwkwardSigns_EndsInTime(string begin, string signs)
    {
        var line = begin + string.Concat(Enumerable.Repeat(signs, QnaPairs.LineCharsMax))[..(QnaPairs.LineCharsMax - begin.Length - 1)] + "x";
        var findings = new List<Finding>();

        // A match that takes longer than its time limit would throw.
        new QnaPairs("x.qna", findings).Read("# ? q\n```\na\n```\n**Prompts:**\n" + line + "\n" + line + "x\n").Count.ShouldBe(1);

        findings.Count(finding => finding.Wrong.Contains("longer than 4000")).ShouldBe(1);
    }

    [Fact]
    public void Read_CellOrAnswerBeyondTheLimit_IsLeftOutAndTheRestRead()
    {
        var huge = new string('<', TsvTable.CellCharsMax + 1);
        var findings = new List<Finding>();

        new TsvPairs("x.tsv", findings).Read($"{ImportScene.Header}How?\t{huge}\nWhy?\tBecause.\n").ShouldHaveSingleItem().Questions[0].Text.ShouldBe("Why?");
        new QnaPairs("x.qna", findings).Read($"# ? How?\n```\n{huge}\n```\n# ? Why?\n```\nBecause.\n```\n").ShouldHaveSingleItem().Questions[0].Text.ShouldBe("Why?");

        findings.Select(finding => finding.Number).ShouldBe(["KB066", "KB066"]);
    }

    private static string Mix(byte[] choices) => string.Concat(choices.Select(choice => Pieces[choice % Pieces.Length]));
}

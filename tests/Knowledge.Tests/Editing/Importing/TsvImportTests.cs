using System.Text;

namespace Cardline.Knowledge.Tests.Editing.Importing;

public sealed class TsvImportTests : IDisposable
{
    private readonly ImportScene scene = new();

    public void Dispose() => scene.Dispose();

    [Fact]
    public void Import_RowsOfTwoPairs_MakesTwoDraftsAndNothingElse()
    {
        scene.Tsv(
            "How do I unlock my PIN?\tIn the **app**:\\n\\n- open Cards\\n- press Unlock\tpin-guide.docx\tproduct:gold|topic:PIN and codes\t[]\tFalse\t[{\"displayOrder\":1,\"qnaId\":12,\"displayText\":\"怎么挂失\"}]\t11\n" +
            "my pin is locked\tIn the **app**:\\n\\n- open Cards\\n- press Unlock\tpin-guide.docx\tproduct:gold|topic:PIN and codes\t[]\tFalse\t[{\"displayOrder\":1,\"qnaId\":12,\"displayText\":\"怎么挂失\"}]\t11\n" +
            "怎么挂失\t打电话给我们。\tEditorial\t\t[]\tFalse\t[]\t12\n", owner: "cards: content").ShouldBe(0);

        scene.Findings.ShouldBeEmpty();
        scene.Said.ShouldBe($"pairs read: 2; drafts made: 2, extended: 0, unchanged: 0; answers written beside another: 0; failed: 0{Environment.NewLine}");
        var files = scene.Drafts().Keys.ToList();
        files.Count.ShouldBe(2);
        files[0].ShouldStartWith("drafts/imported/import.");
        files[1].ShouldBe("drafts/pin-and-codes/how-do-i-unlock-my-pin.en.md");
        var draft = scene.Draft(files[1]);
        draft.Title.Text.ShouldBe("How do I unlock my PIN?");
        draft.Questions.Select(question => question.Text).ShouldBe(["my pin is locked"]);
        draft.Applies["product"].ShouldBe(["gold"]);
        draft.Cites.ShouldBe(["pin-guide.docx"]);
        draft.Body.Markdown.Trim().ShouldBe("In the **app**:\n\n- open Cards\n- press Unlock");
        scene.Drafts()[files[1]].ShouldContain("owner: \"cards: content\"");
        var lost = scene.Draft(files[0]);
        lost.Lang.ShouldBe("zh-Hans");
        lost.Cites.ShouldBeEmpty();
        draft.Followups.ShouldHaveSingleItem().Text.ShouldBe(lost.Id);
    }

    [Fact]
    public void Import_Drafts_AreNeitherServedNorLinted()
    {
        scene.Folder.Article("pay", "en", "How do I pay?", "In the app.");
        scene.Tsv("Is there a lounge?\tYes, see {{no.such.fact}}.\t\t\t\t\t\t1\n").ShouldBe(0);

        scene.Folder.Read().Articles.ShouldHaveSingleItem().Article.Id.ShouldBe("pay");
        scene.Folder.Read().Findings.ShouldBeEmpty();
        scene.Folder.Open().Ask(new Question("Is there a lounge?", "en", KnowledgeFolder.Today)).Candidates.ShouldNotContain(candidate => candidate.Article == "is-there-a-lounge");
    }

    [Fact]
    public void Import_ColumnsInAnotherOrderWithoutIds_GroupsByAnswer()
    {
        scene.Import("x.tsv", Encoding.UTF8.GetBytes("answer\tQUESTION\r\nPress Pay.\tHow do I pay?\r\nPress Pay.\tpaying\r\nCall us.\tWho helps?\r\n")).ShouldBe(0);

        scene.Draft("drafts/imported/how-do-i-pay.en.md").Questions.ShouldHaveSingleItem().Text.ShouldBe("paying");
        scene.Drafts().Count.ShouldBe(2);
    }

    [Fact]
    public void Import_QuotedCells_KeepTabsQuotesAndLineEnds()
    {
        scene.Tsv("\"What is a \"\"hold\"\"?\"\t\"First line.\n\nA\ttab.\"\t\t\t\t\t\"[{\"\"displayOrder\"\":0,\"\"qnaId\"\":2,\"\"displayText\"\":\"\"More\"\"}]\"\t1\n\"Pay\" does what?\tIt pays.\t\t\t\t\t\t2\nNo answer?\t\n").ShouldBe(1);

        var held = scene.Draft("drafts/imported/what-is-a-hold.en.md");
        held.Title.Text.ShouldBe("What is a \"hold\"?");
        held.Body.Markdown.Trim().ShouldBe("First line.\n\nA\ttab.");
        held.Followups.ShouldHaveSingleItem().Text.ShouldBe("pay-does-what");
        scene.Draft("drafts/imported/pay-does-what.en.md").Title.Text.ShouldBe("\"Pay\" does what?");
        // A cell behind one of three lines stands on the third, and the rows behind it are named rightly, too.
        scene.Findings.Length.ShouldBe(2);
        scene.Findings[0].ShouldContain("export.tsv:4:13: warning KB069");
        scene.Findings[1].ShouldContain("export.tsv:6:12: error KB067");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Import_Utf16WithAMark_IsRead(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        scene.Import("x.tsv", [.. encoding.GetPreamble(), .. encoding.GetBytes(ImportScene.Header + "怎么还款\t打开手机银行。\t\t\t\t\t\t1\n")]).ShouldBe(0);

        scene.Drafts().ShouldHaveSingleItem().Value.ShouldContain("打开手机银行。");
    }

    [Theory]
    [InlineData("Q\tA\n", "1:1", "KB066", "no column Question and no column Answer")]
    [InlineData("Question\tanswers\nx\ty\n", "1:1", "KB066", "no column Answer")]
    [InlineData("Question\tAnswer\tQuestion\nx\ty\tz\n", "1:17", "KB066", "stands twice")]
    [InlineData("Question\tAnswer\nHow?\tSo.\tand more\n", "2:1", "KB066", "3 cells")]
    [InlineData("Question\tAnswer\nHow?\t\"never closed\nWhy?\tBecause.\n", "2:6", "KB066", "never closed")]
    [InlineData("Question\tAnswer\nHow?\t\n", "2:6", "KB067", "no answer")]
    [InlineData("Question\tAnswer\n\tSo.\n", "2:1", "KB067", "no question")]
    [InlineData("Question\tAnswer\n \\n\tSo.\n", "2:1", "KB067", "no question")]
    [InlineData("Question\tAnswer\nHow?\t[x]: y\n", "2:1", "KB067", "makes no article")]
    [InlineData("Question\tAnswer\n", "1:1", "KB067", "no question with an answer")]
    public void Import_BrokenTable_NamesThePlace(string text, string place, string number, string wrong)
    {
        scene.Import("x.tsv", Encoding.UTF8.GetBytes(text)).ShouldBe(1);

        scene.Findings.ShouldContain(finding => finding.Contains($"x.tsv:{place}: error {number}: ") && finding.Contains(wrong));
        scene.Drafts().Keys.ShouldNotContain(file => file.Contains("how"));
    }

    [Fact]
    public void Import_OneBrokenRow_ImportsTheOthers()
    {
        scene.Tsv("How?\t\"never closed\t\t\t\t\t\t1\nWhy?\tBecause.\t\t\t\t\t\t2\n").ShouldBe(1);

        scene.Drafts().ShouldHaveSingleItem().Key.ShouldBe("drafts/imported/why.en.md");
    }

    [Fact]
    public void Import_NotUtf8_SaysSo()
    {
        scene.Import("x.tsv", [.. Encoding.ASCII.GetBytes(ImportScene.Header), 0xC4, 0xE3]).ShouldBe(1);
        scene.Findings.ShouldHaveSingleItem().ShouldContain("x.tsv:1:1: error KB017");

        scene.Import("x.tsv", new UnicodeEncoding(false, byteOrderMark: false).GetBytes(ImportScene.Header)).ShouldBe(1);
        scene.Findings.ShouldHaveSingleItem().ShouldContain("error KB017");
        scene.Drafts().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("x.xlsx", "KB066")]
    [InlineData("x", "KB066")]
    public void Import_UnknownKind_SaysWhichAreKnown(string file, string number)
    {
        scene.Import(file, [1, 2]).ShouldBe(1);

        scene.Findings.ShouldHaveSingleItem().ShouldContain(number);
        scene.Findings[0].ShouldContain(".qna");
    }

    [Fact]
    public void Read_FileLargerThanTheLimit_IsRefusedUnread()
    {
        scene.Folder.Write("big.tsv", new string('x', 1000));
        var findings = new List<Cardline.Knowledge.Articles.Finding>();

        Cardline.Knowledge.Editing.Importing.ImportFile.Read(Path.Combine(scene.Folder.Path, "big.tsv"), 999, findings).ShouldBeNull();
        findings.ShouldHaveSingleItem().Number.ShouldBe("KB017");
        Cardline.Knowledge.Editing.Importing.ImportFile.Read(Path.Combine(scene.Folder.Path, "big.tsv"), 1000, findings).ShouldNotBeNull();
        findings.Count.ShouldBe(1);
        Cardline.Knowledge.Editing.Importing.ImportFile.BytesMax.ShouldBe(104_857_600);
    }

    [Theory]
    [InlineData("Metadata", "tone:formal", "KB068", "tone: formal")]
    [InlineData("Metadata", "nonsense", "KB068", "nonsense")]
    [InlineData("Metadata", "[{\"name\":\"tone\",\"value\":\"formal\"}]", "KB068", "tone: formal")]
    [InlineData("Metadata", "[{", "KB068", "cannot be read")]
    [InlineData("SuggestedQuestions", "[{\"x\":1}]", "KB068", "Suggested")]
    [InlineData("IsContextOnly", "True", "KB068", "only through a prompt")]
    [InlineData("Prompts", "[{\"qnaId\":99,\"displayText\":\"Gone\"}]", "KB069", "not in this file")]
    [InlineData("Prompts", "[{\"qnaId\":1,\"displayText\":\"Again\"}]", "KB069", "its own question")]
    [InlineData("Prompts", "[{\"qnaId\":2,\"displayText\":\"Other words\"}]", "KB069", "Other words")]
    [InlineData("Prompts", "{}", "KB069", "cannot be read")]
    [InlineData("Answer", "Press<br>Pay.", "KB071", "br")]
    [InlineData("Extra", "x", "KB068", "\"Extra\"")]
    public void Import_SomethingLost_IsAWarningAndThePairIsImported(string column, string cell, string number, string wrong)
    {
        var answer = column == "Answer" ? cell : "Press Pay.";
        var header = "Question\tAnswer\tQnaId" + (column == "Answer" ? string.Empty : $"\t{column}");
        var rows = $"How do I pay?\t{answer}\t1" + (column == "Answer" ? string.Empty : $"\t{cell}");

        scene.Import("x.tsv", Encoding.UTF8.GetBytes($"{header}\n{rows}\nWho helps?\tWe do.\t2\n")).ShouldBe(0);

        var finding = scene.Findings.ShouldHaveSingleItem();
        finding.ShouldContain($"warning {number}: ");
        finding.ShouldContain(wrong);
        scene.Drafts().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("Write to <https://bank.example> or <help@bank.example>.")]
    [InlineData("Pay if 3 < 4 and 5 > 4.")]
    public void Import_AngleBracketsThatAreNoHtml_AreLeftAlone(string answer)
    {
        scene.Tsv($"How do I pay?\t{answer}\t\t\t\t\t\t1\n").ShouldBe(0);

        scene.Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("../../etc/passwd", "en")]
    [InlineData("a/b\\c: d?", "en")]
    [InlineData("¿Cómo pago?", "en")]
    [InlineData("？？？", "en")]
    [InlineData("Lost card 🙂 \\ \u0007x", "en")]
    [InlineData("- : {[&*!|>%@`#", "en")]
    public void Import_AwkwardTitleOrTopic_StaysBelowDrafts(string title, string lang)
    {
        scene.Tsv($"{title}\tAn answer: \"yes\" # {{no}} [x] --- \t\ttopic:../{title}\t\t\t\t1\n").ShouldBe(0);

        var file = scene.Drafts().ShouldHaveSingleItem().Key;
        file.Split('/').Length.ShouldBe(3);
        file.ShouldNotContain("..");
        scene.Draft(file).Title.Text.ShouldBe(title);
        scene.Draft(file).Lang.ShouldBe(lang);
        Directory.GetFileSystemEntries(scene.Folder.Path).Length.ShouldBe(2);
    }

    [Fact]
    public void Import_UnknownLanguage_IsRefused()
    {
        scene.Tsv("How?\tSo.\t\t\t\t\t\t1\n", lang: "fr").ShouldBe(1);

        scene.Findings.ShouldHaveSingleItem().ShouldContain("KB065");
        scene.Drafts().ShouldBeEmpty();
    }

    [Fact]
    public void Import_LanguageGiven_CountsMoreThanTheScript()
    {
        scene.Tsv("Apple Pay\t可以用。\t\t\t\t\t\t1\n", lang: "zh-Hans").ShouldBe(0);

        scene.Drafts().ShouldHaveSingleItem().Key.ShouldBe("drafts/imported/apple-pay.zh-Hans.md");
    }
}

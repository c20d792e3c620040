using System.Text;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Editing.Importing;

namespace Cardline.Knowledge.Tests.Editing.Importing;

public sealed class DraftMergeTests : IDisposable
{
    private const string Pay = "drafts/imported/how-do-i-pay.en.md";
    private readonly ImportScene scene = new();

    public void Dispose() => scene.Dispose();

    [Fact]
    public void Import_Twice_ChangesNothing()
    {
        const string Rows =
            "How do I pay?\tPress Pay.\tguide.pdf\tproduct:gold\t\t\t[{\"qnaId\":2,\"displayText\":\"怎么还款\"}]\t1\npaying\tPress Pay.\tguide.pdf\tproduct:gold\t\t\t[]\t1\n" +
            "怎么还款\t打开App。\t\t\t\t\t\t2\n怎么还款\t到网点。\t\t\t\t\t\t3\n";
        scene.Tsv(Rows).ShouldBe(0);
        var first = scene.Drafts();
        first.Count.ShouldBe(3);

        scene.Tsv(Rows).ShouldBe(0);

        scene.Drafts().ShouldBe(first);
        scene.Said.ShouldStartWith("pairs read: 3; drafts made: 0, extended: 0, unchanged: 2; answers written beside another: 0");
        scene.Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("questions: [paying, \"pay, please\"]")]
    [InlineData("questions: []")]
    [InlineData("questions:\n  - paying\n  - \"pay, please\"   # the editor's own")]
    [InlineData("questions:\n- paying\n-   >-\n    pay\n    please\nowner: me")]
    [InlineData("questions:\n    - paying\n\nhandoff: offer")]
    [InlineData("owner: me")]
    public void Import_NewPhrasing_IsAddedAndTheEditorsTextKept(string front)
    {
        var before = $"---\nid: how-do-i-pay\nlang: en\ntitle: How do I pay?   # a note\n{front}\n---\nPress Pay.\n\nThe editor's own words.\n";
        scene.Folder.Write(Pay, before);
        var known = scene.Draft(Pay).Questions.Select(question => question.Text).ToList();

        scene.Tsv("How do I pay?\tPress Pay.\\n\\nThe editor's own words.\t\t\t\t\t\t1\nnew: \"words\"\tPress Pay.\\n\\nThe editor's own words.\t\t\t\t\t\t1\n").ShouldBe(0);

        scene.Findings.ShouldBeEmpty();
        var after = scene.Draft(Pay);
        after.Questions.Select(question => question.Text).ShouldBe([.. known, "new: \"words\""]);
        after.Body.Markdown.ShouldBe("Press Pay.\n\nThe editor's own words.\n");
        foreach (var line in before.Split('\n').Where(line => !line.StartsWith("questions:", StringComparison.Ordinal))) scene.Drafts()[Pay].ShouldContain(line);
        scene.Drafts().ShouldHaveSingleItem();
    }

    [Fact]
    public void Import_PhrasingIntoAFileOfWindowsLines_KeepsThem()
    {
        scene.Folder.Write(Pay, "---\r\nid: how-do-i-pay\r\nlang: en\r\ntitle: How do I pay?\r\nquestions:\r\n  - paying\r\n---\r\nPress Pay.\r\n");

        scene.Tsv("How do I pay?\tPress Pay.\t\t\t\t\t\t1\nsettle it\tPress Pay.\t\t\t\t\t\t1\n").ShouldBe(0);

        scene.Drafts()[Pay].ShouldBe("---\r\nid: how-do-i-pay\r\nlang: en\r\ntitle: How do I pay?\r\nquestions:\r\n  - paying\r\n  - \"settle it\"\r\n---\r\nPress Pay.\r\n");
    }

    [Fact]
    public void Import_QuestionListThatCannotBeExtended_LeavesTheDraftAsItIs()
    {
        const string Before = "---\nid: how-do-i-pay\nlang: en\ntitle: How do I pay?\nquestions: paying\n---\nPress Pay.\n";
        scene.Folder.Write(Pay, Before);

        scene.Tsv("How do I pay?\tPress Pay.\t\t\t\t\t\t1\nsettle it\tPress Pay.\t\t\t\t\t\t1\n").ShouldBe(1);

        scene.Findings.ShouldHaveSingleItem().ShouldContain("error KB073");
        scene.Drafts()[Pay].ShouldBe(Before);
    }

    [Fact]
    public void Import_PhrasingThatTheEditorSentElsewhere_IsNotAdded()
    {
        const string Before = "---\nid: how-do-i-pay\nlang: en\ntitle: How do I pay?\nnot_questions: [pay a friend]\n---\nPress Pay.\n";
        scene.Folder.Write(Pay, Before);

        scene.Tsv("How do I pay?\tPress Pay.\t\t\t\t\t\t1\nPay a friend!\tPress Pay.\t\t\t\t\t\t1\n").ShouldBe(0);

        scene.Drafts()[Pay].ShouldBe(Before);
    }

    [Fact]
    public void Import_AnotherAnswer_IsWrittenBesideAndNeverOver()
    {
        scene.Tsv("How do I pay?\tPress Pay.\t\t\t\t\t\t1\n").ShouldBe(0);

        scene.Tsv("How do I pay?\tCall us.\t\t\t\t\t\t1\n").ShouldBe(0);

        scene.Said.ShouldContain("answers written beside another: 1");
        scene.Findings.ShouldHaveSingleItem().ShouldContain("export.tsv:2:15: warning KB072");
        scene.Draft(Pay).Body.Short.ShouldBe("Press Pay.");
        var beside = scene.Drafts().Keys.Single(file => file.Contains(".conflict."));
        beside.ShouldStartWith("drafts/imported/how-do-i-pay.en.conflict.");
        scene.Drafts()[beside].ShouldContain("Call us.");
    }

    [Fact]
    public void Import_ConflictSettledAndAnswerRewritten_DoNotComeBack()
    {
        scene.Tsv("How do I pay?\tPress Pay.\t\t\t\t\t\t1\n").ShouldBe(0);
        scene.Tsv("How do I pay?\tCall us.\t\t\t\t\t\t1\n").ShouldBe(0);
        var beside = scene.Drafts().Keys.Single(file => file.Contains(".conflict."));
        File.Delete(Path.Combine(scene.Folder.Path, beside));
        scene.Folder.Write(Pay, scene.Drafts()[Pay].Replace("Press Pay.", "Press Pay or call us.", StringComparison.Ordinal));
        var settled = scene.Drafts();

        scene.Tsv("How do I pay?\tPress Pay.\t\t\t\t\t\t1\n").ShouldBe(0);
        scene.Tsv("How do I pay?\tCall us.\t\t\t\t\t\t1\n").ShouldBe(0);

        scene.Drafts().ShouldBe(settled);
        scene.Findings.ShouldBeEmpty();
    }

    [Fact]
    public void Import_DraftRetitledByTheEditor_IsStillTheSame()
    {
        scene.Tsv("How do I pay?\tPress Pay.\t\t\t\t\t\t1\n").ShouldBe(0);
        scene.Folder.Write(Pay, scene.Drafts()[Pay].Replace("How do I pay?", "Paying your bill", StringComparison.Ordinal));

        scene.Tsv("How do I pay?\tPress Pay.\t\t\t\t\t\t1\n").ShouldBe(0);

        scene.Drafts().ShouldHaveSingleItem();
        scene.Draft(Pay).Title.Text.ShouldBe("Paying your bill");
        scene.Draft(Pay).Body.Short.ShouldBe("Press Pay.");
    }

    [Fact]
    public void Import_QuestionOfAnArticle_MakesADraftOfItWithTheNewPhrasings()
    {
        scene.Folder.Write("facts.yml", "fee.gold: [{value: 300, unit: CNY}]");
        scene.Folder.Article("fee.gold", "en", "What is the gold fee?", "It is {{fee.gold}}.", "questions: [gold yearly cost]");
        var article = File.ReadAllText(Path.Combine(scene.Folder.Path, "articles/t/fee.gold.en.md"));

        scene.Tsv("Gold yearly cost\tIt is CNY 300.\t\t\t\t\t\t1\nprice of gold\tIt is CNY 300.\t\t\t\t\t\t1\n").ShouldBe(0);

        scene.Findings.ShouldBeEmpty();
        var draft = scene.Draft("drafts/t/fee.gold.en.md");
        draft.Questions.Select(question => question.Text).ShouldBe(["gold yearly cost", "price of gold"]);
        draft.Body.Markdown.Trim().ShouldBe("It is {{fee.gold}}.");
        scene.Drafts().ShouldHaveSingleItem();
        File.ReadAllText(Path.Combine(scene.Folder.Path, "articles/t/fee.gold.en.md")).ShouldBe(article);
        var first = scene.Drafts();

        scene.Tsv("Gold yearly cost\tIt is CNY 300.\t\t\t\t\t\t1\nprice of gold\tIt is CNY 300.\t\t\t\t\t\t1\n").ShouldBe(0);

        // The draft has the placeholder, too; what it was copied from is compared with its facts filled in.
        scene.Findings.ShouldBeEmpty();
        scene.Drafts().ShouldBe(first);
    }

    [Fact]
    public void Import_QuestionAndAnswerOfAnArticle_MakesNothing()
    {
        scene.Folder.Article("pay", "en", "How do I pay?", "Press Pay.");

        scene.Tsv("how do i pay\tPress Pay.\t\t\t\t\t\t1\n").ShouldBe(0);

        scene.Drafts().ShouldBeEmpty();
        scene.Said.ShouldContain("unchanged: 1");
    }

    [Fact]
    public void Import_AnotherAnswerForAnArticle_IsWrittenBesideIntoDrafts()
    {
        scene.Folder.Article("pay", "en", "How do I pay?", "Press Pay.");

        scene.Tsv("How do I pay?\tCall us.\t\t\t\t\t\t1\n").ShouldBe(0);
        scene.Tsv("How do I pay?\tCall us.\t\t\t\t\t\t1\n").ShouldBe(0);

        scene.Drafts().ShouldHaveSingleItem().Key.ShouldStartWith("drafts/t/pay.en.conflict.");
        scene.Folder.Read().Articles.ShouldHaveSingleItem();
    }

    [Fact]
    public void Import_IdTakenByAnotherArticle_GetsAHash()
    {
        scene.Folder.Article("how-do-i-pay", "en", "Paying abroad", "With the card.");

        scene.Tsv("How do I pay?\tPress Pay.\t\t\t\t\t\t1\n").ShouldBe(0);

        var file = scene.Drafts().ShouldHaveSingleItem().Key;
        file.ShouldStartWith("drafts/imported/how-do-i-pay-");
        scene.Draft(file).Title.Text.ShouldBe("How do I pay?");
    }

    [Fact]
    public void Import_DraftThatCannotBeRead_IsLeftAsItIs()
    {
        scene.Folder.Write(Pay, "---\n[broken\n---\nThe editor's own words.\n");

        scene.Tsv("How do I pay?\tPress Pay.\t\t\t\t\t\t1\nWho helps?\tWe do.\t\t\t\t\t\t2\n").ShouldBe(1);

        scene.Findings.ShouldHaveSingleItem().ShouldContain("error KB073");
        scene.Drafts()[Pay].ShouldContain("The editor's own words.");
        scene.Drafts().Count.ShouldBe(2);
    }

    [Fact]
    public void Write_DraftThatAppearedInTheMeantime_IsLeftAsItIs()
    {
        var findings = new List<Finding>();
        var today = new DateOnly(2026, 6, 1);
        var shelf = new Shelf(scene.Folder.Path, today);
        var plan = new ImportPlan(shelf, scene.Folder.Path, null, findings);
        var pair = new ImportedPair(new Place("x.tsv", 2), "1", new Marked("Press Pay.", new Place("x.tsv", 2, 9)));
        pair.Questions.Add(new Marked("How do I pay?", pair.At));
        plan.Add(pair);
        scene.Folder.Write(Pay, "an editor was quicker");

        new DraftWriter(scene.Folder.Path, shelf, today, null, findings).Write(plan.Touched[0], []);

        findings.ShouldHaveSingleItem().Number.ShouldBe("KB073");
        scene.Drafts()[Pay].ShouldBe("an editor was quicker");
    }

    [Fact]
    public void Import_SameQuestionInAnotherLanguage_IsNotMerged()
    {
        scene.Folder.Article("pay", "zh-Hans", "Apple Pay", "可以。");

        scene.Tsv("Apple Pay\tYes.\t\t\t\t\t\t1\n", lang: "en").ShouldBe(0);

        scene.Drafts().ShouldHaveSingleItem().Key.ShouldBe("drafts/imported/apple-pay.en.md");
    }

    [Fact]
    public void Import_DraftsFolderIsAFile_SaysSo()
    {
        scene.Folder.Write("drafts", "x");

        scene.Tsv("How do I pay?\tPress Pay.\t\t\t\t\t\t1\n").ShouldBe(1);

        scene.Findings.ShouldHaveSingleItem().ShouldContain("error KB064");
        scene.Said.ShouldContain("drafts made: 0");
    }

    [Fact]
    public void Import_ManyFindings_NamesAThousandErrorsFirstAndCountsTheRest()
    {
        var rows = new StringBuilder();
        for (var i = 0; i < 100; i++) rows.Append($"a question {i}\tYes<br>.\t\t\t\t\t\t{i + 5_000}\n");
        for (var i = 0; i < 1_100; i++) rows.Append($"only a question {i}\t\t\t\t\t\t\t{i + 1}\n");

        scene.Tsv(rows.ToString()).ShouldBe(1);

        scene.Findings.Length.ShouldBe(1_001);
        scene.Findings[^1].ShouldBe("and 200 more findings.");
        scene.Findings.Count(finding => finding.Contains("error KB067")).ShouldBe(1_000);
        scene.Drafts().Count.ShouldBe(100);
    }
}

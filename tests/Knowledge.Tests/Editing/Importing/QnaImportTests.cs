namespace Cardline.Knowledge.Tests.Editing.Importing;

public sealed class QnaImportTests : IDisposable
{
    private readonly ImportScene scene = new();

    public void Dispose() => scene.Dispose();

    [Fact]
    public void Import_WholeFile_MakesADraftOfEachPair()
    {
        scene.Qna("""
            > Questions of the card desk

            > !# @qna.pair.source = card-guide.pdf
            <a id = "7"></a>

            # ? How do I freeze my card?
            - freeze card
            * hold my card

            **Filters:**
            - product = gold
            - category = safety

            ```markdown
            Open the app.

              - Cards
              - Freeze
            ```

            **Prompts:**
            - [And unfreeze?](#?how-do-I-unfreeze-it?)
            - [怎么解冻](#8)

            ### ?How do I unfreeze it?
            -unfreeze
            	```
            	Press **Unfreeze**.
            	```

            stray words
            <a id = "8"></a>
            ## ? 怎么解冻
            ```
            点解冻。
            ```
            """).ShouldBe(0);

        var freeze = scene.Draft("drafts/safety/how-do-i-freeze-my-card.en.md");
        freeze.Questions.Select(question => question.Text).ShouldBe(["freeze card", "hold my card"]);
        freeze.Applies["product"].ShouldBe(["gold"]);
        freeze.Cites.ShouldBe(["card-guide.pdf"]);
        freeze.Body.Markdown.Trim().ShouldBe("Open the app.\n\n  - Cards\n  - Freeze");
        var unfreeze = scene.Draft("drafts/imported/how-do-i-unfreeze-it.en.md");
        unfreeze.Questions.ShouldHaveSingleItem().Text.ShouldBe("unfreeze");
        unfreeze.Body.Markdown.Trim().ShouldBe("Press **Unfreeze**.");
        unfreeze.Cites.ShouldBeEmpty();
        scene.Drafts().Count.ShouldBe(3);
        freeze.Followups.Count.ShouldBe(2);
        freeze.Followups[0].Text.ShouldBe(unfreeze.Id);
        scene.Findings.Length.ShouldBe(2);
        scene.Findings.ShouldContain(finding => finding.Contains("warning KB069") && finding.Contains("And unfreeze?"));
        scene.Findings.ShouldContain(finding => finding.Contains("pairs.qna:31:1: warning KB066"));
    }

    [Fact]
    public void Import_FileInsideAFile_IsReportedAndNotFollowed()
    {
        scene.Folder.Write("more.qna", "# ? Another?\n```\nYes.\n```\n");
        scene.Qna("[import](more.qna)\n[guide.pdf](https://bank.example/guide.pdf)\n# ? One?\n```\nYes.\n```\n").ShouldBe(0);

        scene.Findings.Length.ShouldBe(2);
        scene.Findings[0].ShouldContain("pairs.qna:1:1: warning KB070: \"more.qna\"");
        scene.Findings[1].ShouldContain("pairs.qna:2:1: warning KB070");
        scene.Drafts().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("# ? How?\n# ? Why?\n```\nBecause.\n```", "1:5", "error KB067")]
    [InlineData("# ? How?\n```\n```\n# ? Why?\n```\nBecause.\n```", "1:5", "error KB067")]
    [InlineData("# ?\n```\nSo.\n```\n# ? Why?\n```\nBecause.\n```", "1:4", "error KB067")]
    [InlineData("# ? Why?\n```\nBecause.\n```\n# ? How?\n```\nNever closed.", "6:1", "error KB066")]
    [InlineData("```\nNobody asked.\n```\n# ? Why?\n```\nBecause.\n```", "1:1", "error KB066")]
    [InlineData("# ? Why?\n```\nBecause.\n```\n```\nAnother.\n```", "5:1", "error KB066")]
    [InlineData("- lost entry\n# ? Why?\n```\nBecause.\n```", "1:3", "warning KB066")]
    [InlineData("words\n# ? Why?\n```\nBecause.\n```", "1:1", "warning KB066")]
    [InlineData("# ? Why?\n**Filters:**\n- only a key\n```\nBecause.\n```", "3:3", "warning KB068")]
    [InlineData("# ? Why?\n**Filters:**\n- mood = calm\n```\nBecause.\n```", "3:3", "warning KB068")]
    [InlineData("> !# @kb.name = cards\n# ? Why?\n```\nBecause.\n```", "1:1", "warning KB068")]
    [InlineData("# ? Why?\n```\nBecause.\n```\n**Prompts:**\n- no link", "6:3", "warning KB069")]
    [InlineData("# ? Why?\n```\nBecause.\n```\n**Prompts:**\n- [More](#?nobody asks this)", "6:3", "warning KB069")]
    public void Import_SomethingWrong_NamesThePlaceAndImportsTheRest(string text, string place, string number)
    {
        scene.Qna(text).ShouldBe(number.StartsWith("error", StringComparison.Ordinal) ? 1 : 0);

        scene.Findings.ShouldHaveSingleItem().ShouldContain($"pairs.qna:{place}: {number}: ");
        scene.Draft(scene.Drafts().ShouldHaveSingleItem().Key).Body.Short.ShouldBe("Because.");
    }

    [Fact]
    public void Import_SameQuestionForTwoProducts_MakesTwoDrafts()
    {
        const string Text = "# ? What is the fee?\n**Filters:**\n- product = gold\n```\nThree hundred.\n```\n# ? What is the fee?\n**Filters:**\n- product = platinum\n```\nTwo thousand.\n```\n";
        scene.Qna(Text).ShouldBe(0);
        var first = scene.Drafts();

        scene.Qna(Text).ShouldBe(0);

        scene.Findings.ShouldBeEmpty();
        scene.Drafts().ShouldBe(first);
        first.Count.ShouldBe(2);
        first.Values.ShouldContain(text => text.Contains("gold") && text.Contains("Three hundred"));
        first.Values.ShouldContain(text => text.Contains("platinum") && text.Contains("Two thousand"));
    }
}

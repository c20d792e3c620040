namespace Cardline.Knowledge.Tests.Editing.Checks;

public sealed class QuestionChecksTests : IDisposable
{
    private readonly CheckedFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("en", "how do I report a lost card", "how do I report the lost card please")]
    [InlineData("zh-Hans", "信用卡丢了怎么挂失", "请问信用卡丢了怎么挂失啊")]
    public void Lint_NearlyTheSameQuestionInTwoArticles_NamesBothPlaces(string lang, string one, string other)
    {
        Fill(lang);
        folder.Article("lost", lang, "Text.", $"questions: [{one}]").Article("replace", lang, "Text.", $"questions: [\"{other}\"]");

        var line = folder.Lines("KB023").ShouldHaveSingleItem();

        line.ShouldStartWith($"articles/t/replace.{lang}.md:5:13: warning KB023");
        line.ShouldContain($"of \"lost\" (articles/t/lost.{lang}.md:5)");
        folder.Lines("KB013").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("how do I report a lost card", "how do I report a stolen phone")]
    [InlineData("how much is the fee of the gold card", "how much is the fee of the classic card")]
    [InlineData("how do I raise my limit", "how do I lower my limit")]
    [InlineData("信用卡怎么激活", "信用卡怎么注销")]
    public void Lint_QuestionsThatDifferInTheirSubject_AreLeftAlone(string one, string other)
    {
        Fill("en");
        folder.Article("first", "en", "Text.", $"questions: [{one}]").Article("second", "en", "Text.", $"questions: [{other}]");

        folder.Lines("KB023").ShouldBeEmpty();
    }

    [Fact]
    public void Lint_NearQuestionsOfOneArticleOrOfTwoProducts_AreLeftAlone()
    {
        Fill("en");
        folder.Article("own", "en", "Text.", "questions: [how do I report a lost card, how do I report the lost card please]")
            .Article("gold", "en", "Text.", "questions: [what does the lounge visit cost a guest]\napplies: {product: [gold]}")
            .Article("platinum", "en", "Text.", "questions: [what does the lounge visit cost the guest]\napplies: {product: [platinum]}");

        folder.Lines("KB023").ShouldBeEmpty();
    }

    [Fact]
    public void Lint_QuestionThatTheArticleItselfTurnsAway_IsAnError()
    {
        folder.Article("own", "en", "Text.", "questions: [card fee, \"Lost card?\"]\nnot_questions: [lost CARD]");

        folder.Lines("KB024").ShouldHaveSingleItem().ShouldStartWith("articles/t/own.en.md:5:23: error KB024");
    }

    [Fact]
    public void Lint_QuestionThatAnotherArticleTurnsAway_IsFine()
    {
        folder.Article("fee", "en", "Text.", "questions: [card fee]\nnot_questions: [lost card]").Article("lost", "en", "Text.", "questions: [lost card]");

        folder.Lines("KB024").ShouldBeEmpty();
        folder.Lines("KB013").ShouldBeEmpty();
    }

    // Rarity means nothing among three questions, so there are some others, as in any real folder.
    private void Fill(string lang)
    {
        string[] subjects = lang == "en"
            ? ["change the pin", "pay the bill", "see the statement", "redeem points", "block a card", "get a new card", "use the card abroad", "ask for an instalment", "close the account", "update the address"]
            : ["修改密码", "还信用卡账单", "查看账单", "兑换积分", "冻结卡片", "申请新卡", "在境外用卡", "办理分期", "销户", "修改地址"];
        for (var i = 0; i < subjects.Length; i++) folder.Article($"filler{i}", lang, "Text.", $"questions: [{(lang == "en" ? "how do I " : "怎么")}{subjects[i]}]", title: subjects[i]);
    }
}

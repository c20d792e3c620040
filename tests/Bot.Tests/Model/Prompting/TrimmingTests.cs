using Cardline.Bot.Model;
using Cardline.Bot.Model.Prompting;

namespace Cardline.Bot.Tests.Model.Prompting;

/// <summary>What goes when a prompt is too long, and what never does.</summary>
public sealed class TrimmingTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData("fees", 1)]
    [InlineData("annual fee", 3)]
    [InlineData("information", 3)]
    [InlineData("2000", 4)]
    [InlineData("年费", 3)]
    [InlineData("年费多", 5)]
    [InlineData("😀", 3)]
    [InlineData("карта", 5)]
    [InlineData("a, b.", 4)]
    [InlineData("                ", 2)]
    public void Of_Text_IsACarefulEstimate(string text, int tokens) => TokenEstimate.Of(text).ShouldBe(tokens);

    [Fact]
    public void Of_TwoParts_IsNeverLessThanTheWhole()
    {
        const string text = "The annual fee is CNY 2,000. 年费是2000元 😀";
        foreach (var at in Enumerable.Range(0, text.Length).Where(at => !char.IsLowSurrogate(text[at])))
        {
            (TokenEstimate.Of(text[..at]) + TokenEstimate.Of(text[at..])).ShouldBeGreaterThanOrEqualTo(TokenEstimate.Of(text));
        }
    }

    [Fact]
    public void Render_LongTalk_LosesItsOldestLinesAndCountsThem()
    {
        var whole = PromptScene.Library.Render(ModelUse.Rewrite, PromptScene.Talk(60, "How much is the annual fee of the card"), 100_000);

        var prompt = PromptScene.Library.Render(ModelUse.Rewrite, PromptScene.Talk(60, "How much is the annual fee of the card"), 600);

        TokenEstimate.Of(prompt.Messages).ShouldBeLessThanOrEqualTo(600);
        prompt.TokensTrimmed.ShouldBe(TokenEstimate.Of(whole.Messages) - TokenEstimate.Of(prompt.Messages));
        prompt.Messages[1].Text.ShouldContain("bot: 59: How much is the annual fee of the card\n");
        prompt.Messages[1].Text.ShouldContain("And for Gold?");
        prompt.Messages[1].Text.ShouldNotContain(": 0: ");
        prompt.Messages[1].Text.ShouldNotContain("…");
        prompt.Messages[0].Text.ShouldBe(whole.Messages[0].Text);
        whole.TokensTrimmed.ShouldBe(0);
    }

    [Fact]
    public void Render_ManyPassages_LosesTheLastOnes()
    {
        var passages = Enumerable.Range(1, 12).Select(number => new { Number = number, Text = string.Join(' ', Enumerable.Repeat("The fee is waived.", 20)) }).ToList();

        var prompt = PromptScene.Library.Render(ModelUse.Compose, new Dictionary<string, object?>(StringComparer.Ordinal) { ["question"] = "Fee?", ["passages"] = passages, ["lang"] = "en" }, 800);

        prompt.Messages[1].Text.ShouldContain("[1] The fee is waived.");
        prompt.Messages[1].Text.ShouldNotContain("[12]");
        prompt.TokensTrimmed.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Render_OnePassageTooLong_IsCutInTheMiddleAndStays()
    {
        var passages = new[] { new { Number = 1, Text = "Begin. " + string.Join(' ', Enumerable.Repeat("The fee is waived.", 200)) + " End." } };

        var prompt = PromptScene.Library.Render(ModelUse.Compose, new Dictionary<string, object?>(StringComparer.Ordinal) { ["question"] = "Fee?", ["passages"] = passages, ["lang"] = "en" }, 700);

        prompt.Messages[1].Text.ShouldContain("[1] Begin. The fee");
        prompt.Messages[1].Text.ShouldContain(" … ");
        prompt.Messages[1].Text.ShouldContain("waived. End.\n");
        prompt.Messages[1].Text.ShouldContain("\nFee?\n");
        TokenEstimate.Of(prompt.Messages).ShouldBeInRange(500, 700);
    }

    [Fact]
    public void Render_QuestionOverItsMaximum_KeepsBothEnds()
    {
        var question = "第一句。" + new string('长', 5_000) + "最后一句？";

        var prompt = PromptScene.Library.Render(ModelUse.Rewrite, PromptScene.Talk(0, string.Empty, question), 6_000);

        prompt.Messages[1].Text.ShouldContain("第一句。长");
        prompt.Messages[1].Text.ShouldContain("长最后一句？");
        prompt.Messages[1].Text.Length.ShouldBeLessThan(2_100);
        prompt.TokensTrimmed.ShouldBeInRange(4_000, 5_000);
    }

    [Fact]
    public void Render_MoreItemsThanTheMaximum_KeepsTheNewest()
    {
        var prompt = PromptScene.Library.Render(ModelUse.Rewrite, PromptScene.Talk(PromptValues.ItemsMax + 7, "x"), 100_000);

        prompt.Messages[1].Text.ShouldContain(": 7: x");
        prompt.Messages[1].Text.ShouldNotContain(": 6: x");
        prompt.TokensTrimmed.ShouldBeGreaterThan(7);
    }

    [Fact]
    public void Render_LessThanTheRules_IsAnErrorOfOurs() =>
        Should.Throw<ArgumentOutOfRangeException>(() => PromptScene.Library.Render(ModelUse.Rewrite, PromptScene.Talk(3, "x"), 50)).ParamName.ShouldBe("tokensMax");

    [Theory]
    [InlineData("abcdefghijklmnop", 16, "abcdefghijklmnop")]
    [InlineData("abcdefghijklmnop", 11, "abcdef … op")]
    [InlineData("ab😀cdefghijklmnop", 6, "ab … ")]
    [InlineData("abcd😀efghijklmnop", 10, "abcd😀 … p")]
    [InlineData("abcdefgh😀", 7, "abc … ")]
    public void Cut_Text_NeverSplitsACharacter(string text, int charsMax, string cut) => ValueText.Cut(text, charsMax).ShouldBe(cut);
}

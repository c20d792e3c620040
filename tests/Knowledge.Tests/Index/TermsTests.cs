using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Tests.Index;

public sealed class TermsTests
{
    [Fact]
    public void Of_BothScripts_GivesWordsDigitsCharactersAndPairs()
    {
        Terms.Of("Gold卡年费2000yuan").Select(term => term.Text)
            .ShouldBe(["gold", "卡", "卡年", "年", "年费", "费", "2000", "yuan"]);
    }

    [Fact]
    public void Of_Courtesies_AreNoTerms()
    {
        Terms.Of("你好，请问").ShouldBeEmpty();
        Terms.Of("Hello, please!").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("charges", "charged")]
    [InlineData("fees", "fee")]
    [InlineData("cancelled", "canceled")]
    [InlineData("instalments", "installment")]
    [InlineData("unauthorised", "unauthorized")]
    [InlineData("applies", "apply")]
    [InlineData("stopping", "stopped")]
    public void Stem_FormsOfOneWord_AreOne(string left, string right)
    {
        EnglishStem.Of(left).ShouldBe(EnglishStem.Of(right));
    }

    [Theory]
    [InlineData("points", "pint")]
    [InlineData("access", "acces")]
    [InlineData("status", "stat")]
    [InlineData("need", "ne")]
    public void Stem_DifferentWords_StayApart(string left, string right)
    {
        EnglishStem.Of(left).ShouldNotBe(EnglishStem.Of(right));
    }
}

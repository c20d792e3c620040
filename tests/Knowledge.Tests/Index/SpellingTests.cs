using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Tests.Index;

public sealed class SpellingTests
{
    private static readonly string[] Words = ["platinum", "annual", "statement", "pint", "plaza", "card", "cars", "fee", "账单", "is"];

    [Theory]
    [InlineData("platnium", "platinum")]
    [InlineData("anual", "annual")]
    [InlineData("statment", "statement")]
    [InlineData("crd", "card")]
    [InlineData("acrd", "card")]
    [InlineData("feee", "fee")]
    [InlineData("sttemment", "statement")]
    public void Near_MistypedWord_FindsWhatWasMeant(string typed, string meant) =>
        Near(typed).ShouldBe([meant]);

    [Theory]
    [InlineData("pizza")]
    [InlineData("fe")]
    [InlineData("anula")]
    [InlineData("账蛋")]
    [InlineData("")]
    public void Near_WordFurtherAwayOrTooShort_FindsNothing(string typed) => Near(typed).ShouldBeEmpty();

    [Fact]
    public void Near_WordBetweenTwo_FindsBothAndNeverItself()
    {
        Near("carx").Order().ShouldBe(["card", "cars"]);
        Near("card").ShouldBe(["cars"]);
    }

    [Theory]
    [InlineData("crad", "card", (int)SlipKind.Finger, false)]
    [InlineData("cad", "card", (int)SlipKind.Finger, false)]
    [InlineData("caard", "card", (int)SlipKind.Finger, false)]
    [InlineData("carf", "card", (int)SlipKind.Finger, false)]
    [InlineData("acrd", "card", (int)SlipKind.Finger, false)]
    [InlineData("xard", "card", (int)SlipKind.Finger, true)]
    [InlineData("ard", "card", (int)SlipKind.Finger, true)]
    [InlineData("carp", "card", (int)SlipKind.Other, false)]
    [InlineData("catrd", "card", (int)SlipKind.Other, false)]
    [InlineData("sttemment", "statement", (int)SlipKind.Two, false)]
    public void Between_OneOrTwoSlips_TellsWhatHappened(string typed, string meant, int kind, bool atFirst) =>
        Slip.Between(typed, meant).ShouldBe(new Slip(meant, (SlipKind)kind, atFirst));

    private static List<string> Near(string typed) =>
        [.. new Spelling(Words.Select(word => KeyValuePair.Create(word, 1))).Near(typed).Select(slip => slip.Meant)];
}

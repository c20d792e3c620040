using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Tests.Index;

/// <summary>Knowing words beforehand saves time and changes nothing else.</summary>
public sealed class KnownWordsTests
{
    [Theory]
    [InlineData("what's my card's annual fees, 2000yuan a year")]
    [InlineData("the banks' cancelled cards don't '' count’s")]
    [InlineData("年费是2000yuan吗 annual fees呢")]
    [InlineData("please hello 请问 cards")]
    public void OfFolded_WordsKnownOrNot_GivesTheSameTerms(string folded)
    {
        var known = new List<Term>();

        Terms.OfFolded(folded, known, new KnownWords(["fees", "cards", "annual", "cancelled", "whats", "dont", "yuan", "the"]));

        known.ShouldBe(Terms.OfFolded(folded));
        known.ShouldNotBeEmpty();
    }

    [Fact]
    public void Of_WordThatIsNotKnown_IsFormedAsIfItWere()
    {
        new KnownWords(["fees"]).Of("cards").ShouldBe(new KnownWords(["cards"]).Of("cards"));
    }
}

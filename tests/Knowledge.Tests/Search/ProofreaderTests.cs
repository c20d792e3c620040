using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Tests.Search;

public sealed class ProofreaderTests
{
    private static readonly string[] Openings = ["how do i", "can i", "i want to", "where can i", "when may i", "i must", "let me", "please"];
    private static readonly string[] Verbs = ["close", "cancel", "end", "stop", "drop", "shut", "lose", "give back", "part with", "leave"];

    [Theory]
    [InlineData("my crd is lost", "my card is lost")]
    [InlineData("my acrd is lost", "my card is lost")]
    [InlineData("where do i find my statementt?", "where do i find my statement?")]
    [InlineData("smebody stoel my walet", "somebody stole my wallet")]
    [InlineData("plese, how do i reste the pin", "please, how do i reset the pin")]
    [InlineData("我的crad丢了", "我的card丢了")]
    public void Read_MistypedWords_AreReadAsMeant(string typed, string meant) => Made.Ranker(Desk()).Proofreader.Read(typed).ShouldBe(meant);

    [Fact]
    public void Read_SlipThatMakesAnotherKnownWord_IsReadByTheWordsAroundIt()
    {
        var proofreader = Made.Ranker([.. Desk(), .. Strange()]).Proofreader;

        proofreader.Read("get rid of this car").ShouldBe("get rid of this card");
        proofreader.Read("rent a car").ShouldBe("rent a car");
    }

    [Fact]
    public void Read_ShortUnknownWordAmongStrangeNeighbours_StaysAsItStands()
    {
        var proofreader = Made.Ranker(Desk()).Proofreader;

        proofreader.Read("a tip for cars: tin").ShouldBe("a tip for cars: tin");
        proofreader.Read("you may core for it").ShouldBe("you may core for it");
    }

    [Theory]
    [InlineData("i rent a car")]
    [InlineData("a lot of money")]
    [InlineData("netflix")]
    [InlineData("atm qr vpn")]
    [InlineData("")]
    [InlineData("卡丢了怎么办")]
    [InlineData("don't cut café 2000")]
    public void Read_WordsThatWereMeant_StayAsTheyStand(string typed)
    {
        var proofreader = Made.Ranker([.. Desk(), .. Strange()]).Proofreader;

        proofreader.Read(typed).ShouldBeSameAs(typed);
    }

    [Fact]
    public void Read_TwoWordsOneSlipAway_TakesTheOneThatStandsBesideItsNeighbours()
    {
        RankedDocument[] documents = [Made.Document("rate", "The daily rate", "what is the daily rate", "daily rate of interest", "my daily rate"), Made.Document("date", "The due date", "what is the due date", "my due date", "change the due date")];
        var proofreader = Made.Ranker(documents).Proofreader;

        proofreader.Read("daily rtae").ShouldBe("daily rate");
        proofreader.Read("my daily rte").ShouldBe("my daily rate");
        proofreader.Read("the due datte").ShouldBe("the due date");
    }

    [Fact]
    public void Rank_SlipInAWordOfTheGlossary_StillTouchesItsGroup()
    {
        RankedDocument[] documents = [Made.Document("atm.kept", "The cash machine kept my card", "the machine has retained it"), .. Desk()];
        var glossary = Glossary.Read("glossary.yml", "retained: [swallowed, 吞掉]", [])!;
        var ranker = new TrainedRanker(documents, glossary, []);

        ranker.Rank("swalowed").Articles.ShouldBe(ranker.Rank("swallowed").Articles);
    }

    [Fact]
    public void Rank_SlippedQuestion_IsAsSureAsTheSameQuestionWithoutIt()
    {
        var ranker = Made.Ranker(Desk());

        ranker.Rank("cancel this crd now").Articles.ShouldBe(ranker.Rank("cancel this card now").Articles);
        // A sample with a slip is as near as can be, but it is not that sample as it stands.
        ranker.Rank("I forgt my PIN").Articles[0].Probability.ShouldBeLessThan(Certainty.Exact);
    }

    [Fact]
    public void Read_TextOfManySlips_PutsRightNoMoreThanTheLimit()
    {
        var typed = string.Join(' ', Enumerable.Repeat("my crd", 20));

        var read = Made.Ranker(Desk()).Proofreader.Read(typed).Split(' ');
        read.Count(word => word == "card").ShouldBe(6);
        read.Count(word => word == "crd").ShouldBe(14);
    }

    // Samples enough that a word and its neighbours are common, as they are in a real folder.
    private static RankedDocument[] Desk() =>
        [.. Made.Desk(), Made.Document("card.cancel", "Cancel my card", [.. Openings.SelectMany(opening => Verbs.Select(verb => $"{opening} {verb} this card")), "get rid of this card"])];

    private static RankedDocument[] Strange() => [Made.Document("rental", "Rent a car abroad", "a lot of money for a car from you", "rent a car there")];
}

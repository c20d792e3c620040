using Cardline.Benchmarks.Variants;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Editing;
using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Tests.Benchmarks;

public sealed class SlipRoundTests
{
    [Fact]
    public void Ask_EngineThatOnlyKnowsTheWordAsMeant_CountsTheSlippedQuestionAsLost()
    {
        var tally = new SlipTally();

        new SlipRound<Literal>("made", new Literal("statement"), [Row("statement", "right"), Row("a b c", "right"), Row("mortgage", null)]).Ask(1, tally);

        // A question without anything to slip on is counted on neither side.
        var line = SlipTally.Line("made", [tally]);
        line.ShouldBe(["made", "1 + 1", "100.0", "0.0", "100.00", "0.00", "100.0", "100.0", "0.00", "0.0", "0.0", "0.0", "0.0"]);
        var cells = tally.Lost.ShouldHaveSingleItem().Split('\t');
        cells[0].ShouldBe("statement");
        cells[1].ShouldNotBe("statement");
        cells[2..].ShouldBe(["right", "wrong"]);
    }

    [Fact]
    public void Ask_EngineThatNoSlipDisturbs_LosesNothing()
    {
        var tally = new SlipTally();

        new SlipRound<Literal>("made", new Literal(null), [Row("statement", "right")]).Ask(1, tally);

        tally.Lost.ShouldBeEmpty();
        SlipTally.Line("made", [tally])[2..5].ShouldBe(["100.0", "100.0", "0.00"]);
    }

    private static AskedRow Row(string text, string? article) => new(text, article, Languages.English, new Place("made"));

    // Puts the right article first for one text alone, or for every text when that is null.
    private sealed class Literal(string? known) : IRanker
    {
        public Ranking Rank(string question, IReadOnlyDictionary<string, string>? holds = null, ReadOnlyMemory<float> vector = default) =>
            new(known is null || question == known ? [new Ranked("right", 0.9)] : [new Ranked("wrong", 0.8), new Ranked("right", 0.1)], Why: null);
    }
}

using Cardline.Knowledge.Vectors;

namespace Cardline.Knowledge.Tests.Vectors;

public sealed class WeightFitTests
{
    private const int Places = 20;
    private readonly Random random = new(5);

    [Fact]
    public void Of_NearnessSaysNothing_GivesNoWeight()
    {
        // A hundred draws: a weight by chance may come once in four hundred.
        var weighed = Enumerable.Range(0, 100).Count(_ => WeightFit.Of(Rows(200, words: 1.5, near: 0)).TakesPart);

        weighed.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public void Of_NearnessAlone_WeighsMoreThanALittle()
    {
        var weight = WeightFit.Of(Rows(300, words: 0, near: 4));

        weight.Vectors.ShouldBeGreaterThan(1);
        weight.Gain.ShouldBeGreaterThan(WeightFit.GainMin);
    }

    [Fact]
    public void Of_NearnessThatOnlyRepeatsTheWords_DoesNotCountThemTwice()
    {
        var rows = Rows(400, words: 2.5, near: 0).Select(row => row with { Near = row.Words }).ToList();

        var weight = WeightFit.Of(rows);

        // Together the two say what the words said alone, so no answer becomes surer for being said twice.
        (weight.Words + (weight.Vectors / weight.Deviation)).ShouldBeLessThan(1.25);
    }

    [Fact]
    public void Of_BetterNearness_NeverWeighsLess()
    {
        var weights = new[] { 0, 1.5, 3.0 }.Select(near => new WeightFitTests().Weigh(near)).ToList();

        weights.ShouldBeInOrder();
        weights[2].ShouldBeGreaterThan(weights[0]);
    }

    [Fact]
    public void Of_AFewQuestions_GivesNoWeightHoweverClear() =>
        WeightFit.Of(Rows(WeightFit.QuestionsMin - 1, words: 0, near: 8)).TakesPart.ShouldBeFalse();

    [Fact]
    public void Of_NumbersThatAreNone_GivesNoWeight()
    {
        var rows = Rows(100, words: 1, near: 3).Select((row, i) => i == 50 ? row with { Near = [.. row.Near.Select(_ => double.NaN)] } : row).ToList();

        WeightFit.Of(rows).TakesPart.ShouldBeFalse();
    }

    private double Weigh(double near) => WeightFit.Of(Rows(400, words: 1, near)).Vectors;

    // Each place draws from a bell; the right one stands above the others by so much.
    private List<HeldOutRow> Rows(int count, double words, double near) =>
    [
        .. Enumerable.Range(0, count).Select(i => new HeldOutRow(Draw(words, i % Places), Draw(near, i % Places), i % Places)),
    ];

    private double[] Draw(double above, int right) => [.. Enumerable.Range(0, Places).Select(place => Bell() + (place == right ? above : 0))];

    private double Bell() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

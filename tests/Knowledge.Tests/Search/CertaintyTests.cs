using Cardline.Knowledge.Search;
using FsCheck;
using FsCheck.Fluent;

namespace Cardline.Knowledge.Tests.Search;

public sealed class CertaintyTests
{
    [Fact]
    public void Of_AnySigns_GivesProbabilitiesThatSumToAtMostOne()
    {
        var numbers = Gen.Choose(-1_000, 1_000).Select(number => number / 10f).ArrayOf().Where(all => all.Length > 0).ToArbitrary();
        var outside = Gen.OneOf(Gen.Constant((double?)null), Gen.Choose(-200, 200).Select(number => (double?)(number / 10.0))).ToArbitrary();

        Check.QuickThrowOnFailure(Prop.ForAll(numbers, outside, (evidence, refused) =>
        {
            var probabilities = Certainty.Of(Signs(evidence, covered: 0.5, known: 0.7f, refused));
            return probabilities.Length == evidence.Length
                && probabilities.All(one => one is >= 0 and <= 1)
                && probabilities.Sum() <= 1 + 1e-9;
        }));
    }

    [Fact]
    public void Of_MoreEvidence_IsNeverLessSure()
    {
        var before = 0.0;
        for (var evidence = 0f; evidence < 8; evidence += 0.5f)
        {
            var probabilities = Certainty.Of(Signs([evidence, 0, 0, 0], covered: 0.8, known: 0.9f, outside: null));

            probabilities[0].ShouldBeGreaterThanOrEqualTo(before);
            if (evidence < 2) probabilities[0].ShouldBeGreaterThan(before);
            probabilities[0].ShouldBeGreaterThanOrEqualTo(probabilities[1]);
            before = probabilities[0];
        }
    }

    [Fact]
    public void Of_MoreLikeWhatIsOutside_IsLessSureOfEveryArticle()
    {
        var inside = Certainty.Of(Signs([3, 1, 0], covered: 0.8, known: 0.9f, outside: -3));
        var refused = Certainty.Of(Signs([3, 1, 0], covered: 0.8, known: 0.9f, outside: 3));

        for (var place = 0; place < 3; place++) refused[place].ShouldBeLessThan(inside[place] / 2);
        (refused[0] / refused[1]).ShouldBe(inside[0] / inside[1], 1e-6);
    }

    [Fact]
    public void Of_LessOfTheQuestionStandsInTheArticle_IsLessSure()
    {
        foreach (var outside in (double?[])[null, 0])
            Certainty.Of(Signs([3, 1, 0], covered: 0.1, known: 0.9f, outside))[0].ShouldBeLessThan(Certainty.Of(Signs([3, 1, 0], covered: 1, known: 0.9f, outside))[0]);
    }

    [Fact]
    public void Of_NothingKnown_IsSureOfNothing()
    {
        foreach (var count in (int[])[1, 2, 50])
        {
            var nothing = Signs(new float[count], covered: 0, known: 0, outside: null) with { Vector = new SparseVector([], [], 0) };

            Certainty.Of(nothing).ShouldBe(new double[count]);
        }
    }

    private static Signs Signs(float[] evidence, double covered, float known, double? outside) => new(
        "key",
        "key",
        [],
        [],
        new SparseVector([0, 1], [0.7f, 0.7f], known),
        [.. Enumerable.Range(0, evidence.Length)],
        evidence,
        new double[evidence.Length],
        Math.Sqrt(known) - 0.9,
        covered - 0.6,
        Length: 0,
        outside);
}

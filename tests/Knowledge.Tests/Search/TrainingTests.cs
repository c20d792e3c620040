using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Tests.Search;

/// <summary>Both trainings end where the loss they promise to make small has no slope left, found by numerical derivatives.</summary>
public sealed class TrainingTests
{
    private const int Features = 6;
    private const int Articles = 3;
    private const double Smoothing = 0.02;
    private const double Nudge = 1e-3;

    // Feature 5 belongs to all; the others tell the articles apart. One near miss of article 0 looks like article 1.
    private static readonly List<Sample> Samples =
    [
        Of(0, 0, 5), Of(0, 0, 1), Of(0, 1, 5), new Sample(Vector(2, 5), 0, Not: true),
        Of(1, 2, 5), Of(1, 2, 3),
        Of(2, 4, 5), Of(2, 3, 4),
    ];

    [Fact]
    public void Run_AllAtOnce_EndsWhereTheLossHasHardlyAnySlope()
    {
        var classifier = ClassifierTraining.Run(Samples, Features, Articles, CancellationToken.None);

        Slope(WeightsOf(classifier), (_, _) => true).ShouldBeLessThan(0.1 * Slope(new double[Features + 1, Articles], (_, _) => true));
    }

    [Fact]
    public void Run_Sparse_EndsWhereTheLossHasHardlyAnySlope()
    {
        var holders = new FeatureHolders(Samples, Features);
        var classifier = SparseTraining.Run(Samples, holders, Articles, CancellationToken.None);
        bool Held(int feature, int article) => feature < Features && holders.Place(feature, article) >= 0;

        var weights = WeightsOf(classifier);

        Slope(weights, Held).ShouldBeLessThan(0.1 * Slope(new double[Features + 1, Articles], Held));
        for (var feature = 0; feature < Features; feature++)
        {
            for (var article = 0; article < Articles; article++)
            {
                if (!Held(feature, article)) weights[feature, article].ShouldBe(0);
            }
        }
    }

    [Fact]
    public void Run_OnNearMissAlone_SpeaksAgainstThatArticleAndForNoOtherMoreThanAnother()
    {
        var weights = WeightsOf(ClassifierTraining.Run([new Sample(Vector(0), 1, Not: true)], 1, Articles, CancellationToken.None), features: 1);

        weights[0, 1].ShouldBeLessThan(-0.5);
        weights[0, 0].ShouldBe(weights[0, 2], 1e-6);
        weights[0, 0].ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Run_NoSamplesOrOneArticle_GivesNoEvidence(int articles)
    {
        List<Sample> samples = articles == 0 ? [] : [Of(0, 0)];
        var evidence = new float[1];

        ClassifierTraining.Run(samples, Features, 1, CancellationToken.None).Score(Vector(0), evidence);
        evidence[0].ShouldBe(0, 1e-6);
        SparseTraining.Run(samples, new FeatureHolders(samples, Features), 1, CancellationToken.None).Score(Vector(0), evidence);
        evidence[0].ShouldBe(0, 1e-6);
    }

    [Fact]
    public void Run_CancelledBefore_GivesUpInsteadOfGivingHalf()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Should.Throw<OperationCanceledException>(() => ClassifierTraining.Run(Samples, Features, Articles, cancelled.Token));
        Should.Throw<OperationCanceledException>(() => SparseTraining.Run(Samples, new FeatureHolders(Samples, Features), Articles, cancelled.Token));
        Should.Throw<OperationCanceledException>(() => new TrainedRanker(Made.Desk(), Knowledge.Articles.Glossary.Empty, [], cancelled.Token));
    }

    [Fact]
    public void Run_Twice_LearnsExactlyTheSame()
    {
        WeightsOf(ClassifierTraining.Run(Samples, Features, Articles, CancellationToken.None))
            .ShouldBe(WeightsOf(ClassifierTraining.Run(Samples, Features, Articles, CancellationToken.None)));
        var holders = new FeatureHolders(Samples, Features);
        WeightsOf(SparseTraining.Run(Samples, holders, Articles, CancellationToken.None))
            .ShouldBe(WeightsOf(SparseTraining.Run(Samples, holders, Articles, CancellationToken.None)));
    }

    [Fact]
    public void Run_SparseWithMoreArticlesThanRivals_StillTellsEachFromTheOthers()
    {
        const int Many = SparseTraining.RivalsMax * 6;
        // Each article has a feature of its own, one that it shares with a neighbour, and one of all.
        var samples = Enumerable.Range(0, Many).Select(article => Of(article, article, Many + (article / 2), 2 * Many)).ToList();

        var classifier = SparseTraining.Run(samples, new FeatureHolders(samples, (2 * Many) + 1), Many, CancellationToken.None);

        foreach (var sample in samples)
        {
            var evidence = new float[Many];
            classifier.Score(sample.Vector, evidence);
            Array.IndexOf(evidence, evidence.Max()).ShouldBe(sample.Article);
            evidence.Count(one => one >= evidence[sample.Article]).ShouldBe(1);
        }
    }

    private static Sample Of(int article, params int[] ids) => new(Vector(ids), article, Not: false);

    private static SparseVector Vector(params int[] ids)
    {
        int[] known = [.. ids.Distinct().Order()];
        return new SparseVector(known, [.. known.Select(_ => 1 / MathF.Sqrt(known.Length))], 1);
    }

    // The last row is the bias.
    private static double[,] WeightsOf(Classifier classifier, int features = Features)
    {
        var weights = new double[features + 1, Articles];
        var biases = new float[Articles];
        classifier.Score(new SparseVector([], [], 0), biases);
        for (var article = 0; article < Articles; article++)
        {
            for (var feature = 0; feature < features; feature++) weights[feature, article] = classifier.Between(feature, article);
            weights[features, article] = biases[article];
        }

        return weights;
    }

    private static double Slope(double[,] weights, Func<int, int, bool> isLearnt)
    {
        var squares = 0.0;
        for (var feature = 0; feature <= Features; feature++)
        {
            for (var article = 0; article < Articles; article++)
            {
                if (!isLearnt(feature, article)) continue;
                var at = weights[feature, article];
                weights[feature, article] = at + Nudge;
                var above = Loss(weights);
                weights[feature, article] = at - Nudge;
                var below = Loss(weights);
                weights[feature, article] = at;
                squares += Math.Pow((above - below) / (2 * Nudge), 2);
            }
        }

        return Math.Sqrt(squares);
    }

    // Cross-entropy with a smoothed target; of a near miss, the surprise of its not being the article's.
    private static double Loss(double[,] weights)
    {
        var loss = 0.0;
        foreach (var sample in Samples)
        {
            var scores = new double[Articles];
            for (var article = 0; article < Articles; article++)
            {
                scores[article] = weights[Features, article];
                for (var i = 0; i < sample.Vector.Ids.Length; i++) scores[article] += sample.Vector.Values[i] * weights[sample.Vector.Ids[i], article];
            }

            var total = scores.Sum(Math.Exp);
            if (sample.Not) loss -= Math.Log(1 - (Math.Exp(scores[sample.Article]) / total));
            else
            {
                for (var article = 0; article < Articles; article++)
                    loss -= ((Smoothing / Articles) + (article == sample.Article ? 1 - Smoothing : 0)) * (scores[article] - Math.Log(total));
            }
        }

        return loss;
    }
}

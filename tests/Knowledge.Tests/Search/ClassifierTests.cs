using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Tests.Search;

/// <summary>However the weights of a feature are kept, they come to the same sums, to the last bit.</summary>
public sealed class ClassifierTests
{
    private const int Features = 40;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(76)]
    public void Score_FullAndEmptyRows_AreWhatAddingOneByOneGives(int articles)
    {
        var random = new Random(articles);
        var weights = new float[Features, articles];
        var starts = new List<int> { 0 };
        var kept = new List<Weight>();
        for (var feature = 0; feature < Features; feature++)
        {
            for (var article = 0; article < articles; article++)
            {
                // From rows without a weight to rows with one for each article.
                if (random.Next(Features) > feature) continue;
                weights[feature, article] = random.NextSingle() - 0.5f;
                kept.Add(new Weight(article, weights[feature, article]));
            }

            starts.Add(kept.Count);
        }

        float[] biases = [.. Enumerable.Range(0, articles).Select(_ => random.NextSingle())];
        var vector = new SparseVector([.. Enumerable.Range(0, Features)], [.. Enumerable.Range(0, Features).Select(_ => random.NextSingle())], 1);
        var classifier = new Classifier(starts.ToArray(), kept.ToArray(), biases);
        var evidence = new float[articles];

        classifier.Score(vector, evidence);

        for (var article = 0; article < articles; article++)
        {
            var expected = biases[article];
            for (var feature = 0; feature < Features; feature++)
            {
                expected += vector.Values[feature] * weights[feature, article];
                classifier.Between(feature, article).ShouldBe(weights[feature, article]);
            }

            evidence[article].ShouldBe(expected);
        }
    }
}

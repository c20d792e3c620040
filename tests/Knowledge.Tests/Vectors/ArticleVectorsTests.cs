using Cardline.Knowledge.Search;
using Cardline.Knowledge.Tests.Search;
using Cardline.Knowledge.Vectors;

namespace Cardline.Knowledge.Tests.Vectors;

public sealed class ArticleVectorsTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(1536)]
    public void Nearest_AnyDimension_IsTheLargestCosineOfEachArticle(int dimension)
    {
        var documents = Enumerable.Range(0, 5).Select(number => Made.Document($"d{number}", $"title {number}", [.. Enumerable.Range(0, number).Select(i => $"q {number} {i}")])).ToList();
        var vectors = ArticleVectors.Of(documents, text => Unit(text, dimension))!;
        var question = FakeEmbeddings.Noise("asked", dimension: dimension);
        var nearest = new float[5];

        vectors.Nearest(question, nearest).ShouldBeTrue();

        for (var number = 0; number < 5; number++)
            nearest[number].ShouldBe((float)VectorTexts.Of(documents[number]).Max(text => Cosine(Unit(text, dimension), question)), 1e-4f);
    }

    [Fact]
    public void Nearest_ArticleWithoutVectors_IsNeitherNearNorFar()
    {
        RankedDocument[] documents = [Made.Document("a", "one"), Made.Document("b", "two"), Made.Document("c", "three")];
        var vectors = ArticleVectors.Of(documents, text => text == "two" ? null : Unit(text, 8))!;
        var nearest = new float[3];
        vectors.Nearest(Unit("one", 8), nearest).ShouldBeTrue();

        nearest[1].ShouldBe(float.NaN);
        var signs = VectorSense.Standardised(nearest, [0, 1, 2], deviation: 0.5);
        signs[0].ShouldBeGreaterThan(0);
        signs[1].ShouldBe(0);
        signs[2].ShouldBe(-signs[0], 1e-6);
    }

    [Fact]
    public void Of_DimensionsDiffer_IsNothing() =>
        ArticleVectors.Of([Made.Document("a", "one", "three")], text => Unit(text, text.Length)).ShouldBeNull();

    [Fact]
    public void Texts_OfALargeIndex_TakeEveryTitleBeforeAnyQuestion()
    {
        RankedDocument[] documents = [Made.Document("a", "A", "a1", "a2", "a3"), Made.Document("b", "B", "b1"), Made.Document("c", "C", "c1")];

        VectorTexts.Of(documents, max: 5).ShouldBe(["A", "B", "C", "a1", "b1"]);
    }

    [Fact]
    public void Sent_TextTooLong_IsCutBetweenSigns()
    {
        VectorTexts.Sent("  a ").ShouldBe("a");
        var sent = VectorTexts.Sent(new string('x', Knowledge.Index.Folding.CharsMax - 1) + "\U0001F600 and more");
        sent.Length.ShouldBe(Knowledge.Index.Folding.CharsMax - 1);
    }

    private static float[] Unit(string text, int dimension)
    {
        var unit = new float[dimension];
        UnitVector.TryOf(FakeEmbeddings.Noise(text, dimension: dimension), unit).ShouldBeTrue();
        return unit;
    }

    private static double Cosine(float[] unit, float[] other) =>
        unit.Zip(other, (a, b) => (double)a * b).Sum() / Math.Sqrt(other.Sum(one => (double)one * one));
}

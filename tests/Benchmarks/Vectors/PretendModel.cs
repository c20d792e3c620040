using Cardline.Knowledge.Vectors;
using Microsoft.Extensions.AI;

namespace Cardline.Benchmarks.Vectors;

/// <summary>Stands in for a model for embeddings: no real one can be part of a run that must give the same figures everywhere.</summary>
internal sealed class PretendModel(string name, Func<string, float[]> vectorOf) : IEmbeddingGenerator<string, Embedding<float>>
{
    private const int Dimension = 256;
    private const int LettersTogether = 3;

    internal string Name => name;

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(text => new Embedding<float>(vectorOf(text)))));

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    /// <summary>Knows nothing: a direction by the text's hash.</summary>
    internal static PretendModel Chance(int seed) => new($"chance, seed {seed}", text => Direction($"chance {seed}", text));

    /// <summary>Knows the letters of a text and no meaning: less than the engine knows itself.</summary>
    internal static PretendModel Letters() => new("letters, hashed", text =>
    {
        var vector = new float[Dimension];
        var folded = $" {text.ToLowerInvariant()} ";
        for (var at = 0; at < folded.Length; at++)
        {
            for (var length = 1; length <= LettersTogether && at + length <= folded.Length; length++)
            {
                var key = VectorKey.Of("letters", folded.Substring(at, length));
                vector[key.First % Dimension] += key.Second % 2 == 0 ? 1 : -1;
            }
        }

        return vector;
    });

    /// <summary>Knows which article each text is about, as well as its noise lets it; a text that is about none has a direction of its own.</summary>
    /// <param name="articleOf">The article of each sample and question; null for out of scope.</param>
    /// <param name="noise">How much of a direction is the text's own; 1 is as much as the article's.</param>
    internal static PretendModel Oracle(Func<string, string?> articleOf, double noise) => new($"oracle, noise {noise:0.0}", text =>
    {
        var own = Direction("own", text);
        if (articleOf(text) is not { } article) return own;
        var about = Direction("article", article);
        for (var i = 0; i < Dimension; i++) about[i] += (float)(noise * own[i]);
        return about;
    });

    private static float[] Direction(string kind, string text)
    {
        var random = new Random((int)(VectorKey.Of(kind, text).First & int.MaxValue));
        var vector = new float[Dimension];
        for (var i = 0; i < Dimension; i++) vector[i] = (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5);
        return vector;
    }
}

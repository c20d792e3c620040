using System.Collections.Concurrent;
using Cardline.Knowledge.Vectors;
using Microsoft.Extensions.AI;

namespace Cardline.Knowledge.Tests.Vectors;

/// <summary>A model for embeddings that does what a test says, and counts.</summary>
internal sealed class FakeEmbeddings(Func<string, float[]> vectorOf) : IEmbeddingGenerator<string, Embedding<float>>
{
    internal const int Dimension = 48;

    /// <summary>Runs before each call is answered; may throw or never end.</summary>
    internal Func<CancellationToken, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Changes what a call gives.</summary>
    internal Func<List<float[]>, List<float[]>> After { get; set; } = made => made;

    internal ConcurrentQueue<string> Texts { get; } = new();

    internal int Calls => calls;

    private int calls;

    internal EmbeddingSource Source(string model = "fake") => new(this, model);

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref calls);
        var asked = values.ToList();
        foreach (var text in asked) Texts.Enqueue(text);
        await Before(cancellationToken);
        return new(After(asked.ConvertAll(text => vectorOf(text))).Select(vector => new Embedding<float>(vector)));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    /// <summary>A direction that depends on the text and on nothing that it means.</summary>
    internal static float[] Noise(string text, int seed = 0, int dimension = Dimension)
    {
        var key = VectorKey.Of("noise" + seed, text);
        var random = new Random((int)(key.First & 0x7FFFFFFF));
        var vector = new float[dimension];
        for (var i = 0; i < dimension; i++) vector[i] = (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5);
        return vector;
    }

    /// <summary>The article's own direction with some noise: what a model that understands gives.</summary>
    internal static float[] About(string article, string text, double noise)
    {
        var (centre, around) = (Noise(article, seed: 7), Noise(text, seed: 8));
        var vector = new float[Dimension];
        for (var i = 0; i < Dimension; i++) vector[i] = (float)(centre[i] + (noise * around[i]));
        return vector;
    }
}

using System.Globalization;
using Cardline.Knowledge.Index;
using Cardline.Knowledge.Vectors;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cardline.Knowledge.Editing;

/// <summary>Vectors in a command of an editor: the same as in the server, but waited for, and every failure said on the error stream.</summary>
internal sealed class CommandVectors
{
    private readonly Workbench bench;
    private readonly Embedder embedder;
    private readonly VectorSense? sense;

    private CommandVectors(Workbench bench, Embedder embedder, VectorSense? sense)
    {
        this.bench = bench;
        this.embedder = embedder;
        this.sense = sense;
    }

    /// <summary>Gets what the vectors weigh, for the reports.</summary>
    internal VectorFigures Figures => sense is null ? new VectorFigures(bench.Embeddings!.Model, 0, 0, 0, 1) : new VectorFigures(bench.Embeddings!.Model, sense.Articles.Rows, sense.Articles.Dimension, sense.Weight.Vectors, sense.Weight.Words);

    /// <summary>Brings vectors into an index. When the model fails, the error stream says so and the words answer alone, as in the server.</summary>
    internal static CommandVectors Of(Workbench bench, string? file, KnowledgeIndex index, DateOnly day)
    {
        var source = bench.Embeddings!;
        var cache = new VectorCache(source.Model);
        if (file is not null) VectorFile.Read(file, cache);
        var before = cache.Count;
        // What there is without vectors: making it trains the engine, and only a trained one is given vectors.
        index.At(day);
        var round = new VectorRound(source, cache, bench.Time, NullLogger.Instance);
        try
        {
            round.RunAsync(index, [day], CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (EmbeddingFault fault)
        {
            Say(bench, fault);
        }

        if (file is not null && cache.Count != before) VectorFile.Write(file, cache);
        return new CommandVectors(bench, round.Embedder, index.At(day).Ranker.Vectors);
    }

    /// <summary>Questions as vectors, batch by batch; those that could not be had are missing, and the error stream says so once.</summary>
    internal IReadOnlyDictionary<string, ReadOnlyMemory<float>> Of(IEnumerable<string> texts)
    {
        var found = new Dictionary<string, ReadOnlyMemory<float>>(StringComparer.Ordinal);
        if (sense is not { Weight.TakesPart: true }) return found;
        List<string> wanted = [.. texts.Where(text => !string.IsNullOrWhiteSpace(text)).Distinct(StringComparer.Ordinal)];
        try
        {
            foreach (var batch in wanted.Chunk(Embedder.BatchMax))
            {
                var vectors = embedder.CallAsync([.. batch.Select(VectorTexts.Sent)], Embedder.CallMax, CancellationToken.None).GetAwaiter().GetResult();
                for (var i = 0; i < batch.Length; i++)
                {
                    if (vectors[i] is { } vector) found[batch[i]] = vector;
                }

                bench.Progress.Report(found.Count, wanted.Count, "questions turned into vectors");
            }
        }
        catch (EmbeddingFault fault)
        {
            Say(bench, fault);
        }

        return found;
    }

    private static void Say(Workbench bench, EmbeddingFault fault) =>
        bench.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The model for embeddings gave no usable vectors ({fault.Kind}): the words answer alone. Check Model:Endpoint, Model:Key and Model:Embedding."));
}

/// <summary>What vectors had to do with a run.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Rows">Titles and sample questions that have vectors; 0 when the model failed.</param>
/// <param name="Dimension">Numbers of one vector.</param>
/// <param name="Weight">What nearness weighs; 0 when the vectors take no part.</param>
/// <param name="Words">What the evidence of the words is multiplied by beside it.</param>
internal sealed record VectorFigures(string Model, int Rows, int Dimension, double Weight, double Words)
{
    /// <summary>In one sentence, for an editor to read.</summary>
    internal string Sentence() => string.Create(CultureInfo.InvariantCulture, $"{(Weight > 0
        ? $"took part: {Rows} vectors of {Model} weigh {Weight:0.00} beside words at {Words:0.00}"
        : Rows > 0 ? $"took no part: {Rows} vectors of {Model} add nothing to the words" : $"took no part: {Model} gave none")}");
}

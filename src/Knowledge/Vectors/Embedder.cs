using System.Runtime.InteropServices;

namespace Cardline.Knowledge.Vectors;

/// <summary>Asks the model for the vectors of texts that are not known yet: batch by batch, each tried a bounded number of times, never longer than its time.</summary>
internal sealed class Embedder(EmbeddingSource source, VectorCache cache, TimeProvider time)
{
    /// <summary>Most texts in one call.</summary>
    internal const int BatchMax = 64;

    /// <summary>Most characters in one call; a single text may be as long as this room looks at, which is less.</summary>
    internal const int BatchCharsMax = 40_000;

    /// <summary>Calls made for one batch at most. The host's client may try again inside each.</summary>
    internal const int TriesMax = 2;

    /// <summary>One call takes no longer.</summary>
    internal static readonly TimeSpan CallMax = TimeSpan.FromSeconds(30);

    /// <summary>Share of the texts for which the model may give nothing usable; with more it is taken to be broken.</summary>
    internal const double UnusableMax = 0.02;

    /// <summary>Sees to it that texts have vectors, all of one dimension.</summary>
    /// <param name="texts">The texts as they are sent, each once.</param>
    /// <param name="cancel">Gives up: something newer is waiting.</param>
    /// <exception cref="EmbeddingFault">The model failed. What came before is kept and not asked for again.</exception>
    internal async Task<Embedded> EnsureAsync(IReadOnlyList<string> texts, CancellationToken cancel)
    {
        var first = await FillAsync(texts, cancel);
        var dimensions = texts.Select(text => cache.Find(text)?.Length).OfType<int>().Distinct().ToList();
        if (dimensions.Count < 2) return first;
        // The model behind the name was changed: what it gave before means nothing beside what it gives now.
        cache.Forget();
        var second = await FillAsync(texts, cancel);
        if (texts.Select(text => cache.Find(text)?.Length).OfType<int>().Distinct().Skip(1).Any()) throw new EmbeddingFault(EmbeddingFaultKind.Dimension);
        return second with { New = first.New + second.New, Calls = first.Calls + second.Calls };
    }

    /// <summary>One call for a few questions, tried once.</summary>
    /// <param name="texts">The texts as they are sent.</param>
    /// <param name="limit">The call takes no longer.</param>
    /// <param name="cancel">The turn is over.</param>
    /// <returns>A vector of length one for each text; null where the model gave nothing usable.</returns>
    /// <exception cref="EmbeddingFault">The model failed, or took too long.</exception>
    internal async Task<IReadOnlyList<float[]?>> CallAsync(IReadOnlyList<string> texts, TimeSpan limit, CancellationToken cancel)
    {
        using var timer = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancel);
        try
        {
            // Waited for from outside too: a model's client that does not listen must not hold up a turn.
            var made = await source.Generator.GenerateAsync(texts, options: null, either.Token).WaitAsync(either.Token);
            if (made is null || made.Count != texts.Count) throw new EmbeddingFault(EmbeddingFaultKind.Malformed);
            return [.. made.Select(one => Unit(one?.Vector ?? default))];
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested)
        {
            throw new EmbeddingFault(EmbeddingFaultKind.Late);
        }
        catch (Exception fault) when (fault is not EmbeddingFault)
        {
            // Whatever a stranger's client throws; of its text nothing is kept, for it may quote what was sent.
            throw new EmbeddingFault(EmbeddingFaultKind.Failed);
        }
    }

    private async Task<Embedded> FillAsync(IReadOnlyList<string> texts, CancellationToken cancel)
    {
        var wanted = texts.Where(text => cache.Find(text) is null).ToList();
        var (done, unusable, calls) = (0, 0, 0);
        foreach (var batch in Batches(wanted))
        {
            var (vectors, tries) = await TriedAsync(batch, cancel);
            calls += tries;
            for (var i = 0; i < batch.Count; i++)
            {
                if (vectors[i] is { } vector) cache.Keep(batch[i], vector);
                else unusable++;
            }

            done += batch.Count;
            // Looked at after every batch: a model that gives nothing usable is not asked for all the rest.
            if (unusable > UnusableMax * Math.Max(done, texts.Count)) throw new EmbeddingFault(EmbeddingFaultKind.Malformed);
        }

        return new Embedded(texts.Count, wanted.Count - unusable, unusable, calls);
    }

    private async Task<(IReadOnlyList<float[]?> Vectors, int Tries)> TriedAsync(IReadOnlyList<string> batch, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return (await CallAsync(batch, CallMax, cancel), tries);
            }
            catch (EmbeddingFault) when (tries < TriesMax)
            {
                cancel.ThrowIfCancellationRequested();
            }
        }
    }

    private static float[]? Unit(ReadOnlyMemory<float> vector)
    {
        if (vector.Length > UnitVector.DimensionsMax) return null;
        var unit = new float[vector.Length];
        return UnitVector.TryOf(vector.Span, unit) ? unit : null;
    }

    private static IEnumerable<IReadOnlyList<string>> Batches(List<string> texts)
    {
        var batch = new List<string>();
        var chars = 0;
        foreach (var text in texts)
        {
            if (batch.Count == BatchMax || (batch.Count > 0 && chars + text.Length > BatchCharsMax))
            {
                yield return batch;
                (batch, chars) = ([], 0);
            }

            batch.Add(text);
            chars += text.Length;
        }

        if (batch.Count > 0) yield return batch;
    }
}

/// <summary>What became of the texts.</summary>
/// <param name="Texts">How many there were.</param>
/// <param name="New">For how many the model was asked and gave a vector.</param>
/// <param name="Unusable">For how many it gave nothing usable.</param>
/// <param name="Calls">Calls made.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Embedded(int Texts, int New, int Unusable, int Calls);

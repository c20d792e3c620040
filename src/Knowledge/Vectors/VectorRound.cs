using Cardline.Knowledge.Index;
using Cardline.Knowledge.Search;
using Microsoft.Extensions.Logging;

namespace Cardline.Knowledge.Vectors;

/// <summary>Brings vectors into one index: those of its texts are fetched, weighed against the words, and put beside them.</summary>
internal sealed class VectorRound(EmbeddingSource source, VectorCache cache, TimeProvider time, ILogger logger)
{
    private readonly Embedder embedder = new(source, cache, time);

    internal Embedder Embedder => embedder;

    /// <summary>Does it for some days. A day whose ranker has them already, or is not trained yet, costs nothing.</summary>
    /// <param name="index">The index; questions are answered from it all the while.</param>
    /// <param name="days">The days that are asked about: today and tomorrow.</param>
    /// <param name="cancel">Gives up: something newer is waiting.</param>
    /// <returns>How many vectors the model was asked for.</returns>
    /// <exception cref="EmbeddingFault">The model failed; the index is as it was.</exception>
    internal async Task<int> RunAsync(KnowledgeIndex index, IReadOnlyList<DateOnly> days, CancellationToken cancel)
    {
        var asked = 0;
        foreach (var day in days)
        {
            var period = index.At(day);
            if (period.Ranker is not TrainedRanker ranker || ranker.Vectors?.Generation == cache.Generation) continue;
            var began = time.GetTimestamp();
            var documents = DocumentsOf(period);
            var embedded = await embedder.EnsureAsync(VectorTexts.Of(documents), cancel);
            asked += embedded.New;
            if (Sense(index, documents, cancel) is not { } sense || !index.Join(day, ranker, sense)) continue;
            KnowledgeLog.VectorsJoined(logger, index.Version, sense.Articles.Rows, embedded.New, sense.Weight.Vectors, sense.Weight.Words, sense.Weight.Questions, time.GetElapsedTime(began).TotalMilliseconds);
        }

        return asked;
    }

    // In the order in which the ranker numbers them.
    private static List<RankedDocument> DocumentsOf(Period period) =>
        [.. period.Articles.Select(article => article.Document()).OrderBy(document => document.Id, StringComparer.Ordinal)];

    // Null when there is no text at all.
    private VectorSense? Sense(KnowledgeIndex index, List<RankedDocument> documents, CancellationToken cancel)
    {
        // Read before the vectors are: if they are forgotten meanwhile, the next round sees that these are of the past.
        var generation = cache.Generation;
        if (ArticleVectors.Of(documents, cache.Find) is not { } articles) return null;
        return new VectorSense(articles, WeightFit.Of(new HeldOutQuestions(index.Glossary, index.Outside, cache.Find).Ask(documents, cancel)), generation);
    }
}

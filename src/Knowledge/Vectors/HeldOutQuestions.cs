using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;
using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Vectors;

/// <summary>Asks sample questions of an engine that has not learnt them, so that words and vectors can be weighed against each other honestly.</summary>
/// <remarks>
/// A question the engine has learnt is sure by its words alone; fitted on those, vectors would never count. So a fifth is held out, of words
/// and vectors alike, and asked; then another fifth, until there are enough. Samples in the other language are not compared: most are a
/// translation of one another, which a cardholder's question is not.
/// </remarks>
internal sealed class HeldOutQuestions(Glossary glossary, IReadOnlyList<string> outside, Func<string, float[]?> vectorOf)
{
    /// <summary>The questions are held out in so many parts.</summary>
    internal const int Parts = 5;

    /// <summary>With so many held out, no further part is.</summary>
    internal const int Wanted = 400;

    /// <summary>Most articles that are trained once more; of a larger index some are taken, spread evenly.</summary>
    internal const int ArticlesMax = 1_000;

    /// <param name="all">The articles, in the order in which they are numbered.</param>
    /// <param name="cancel">Gives up: something newer is waiting.</param>
    internal IReadOnlyList<HeldOutRow> Ask(IReadOnlyList<RankedDocument> all, CancellationToken cancel)
    {
        var every = Math.Max(1, (all.Count + ArticlesMax - 1) / ArticlesMax);
        var documents = all.Where((_, number) => number % every == 0).ToList();
        var rows = new List<HeldOutRow>();
        for (var part = 0; part < Parts && rows.Count < Wanted; part++) AskPart(documents, part, rows, cancel);
        return rows;
    }

    private void AskPart(List<RankedDocument> documents, int part, List<HeldOutRow> rows, CancellationToken cancel)
    {
        var asked = new List<(string Text, int Article)>();
        var kept = new List<RankedDocument>();
        var place = 0;
        for (var number = 0; number < documents.Count; number++)
        {
            var document = documents[number];
            var heldOut = document.Questions.Where(_ => place++ % Parts == part).ToList();
            var left = document with { Questions = [.. document.Questions.Except(heldOut, StringComparer.Ordinal)] };
            var keys = left.Titles.Concat(left.Questions).Select(Folding.Key).ToHashSet(StringComparer.Ordinal);
            kept.Add(left);
            // What stands in the article once more, but for its signs, is not unknown to the engine.
            asked.AddRange(heldOut.Where(text => !keys.Contains(Folding.Key(text))).Select(text => (text, number)));
        }

        if (asked.Count == 0) return;
        var ranker = new TrainedRanker(kept, glossary, outside, cancel);
        var english = ArticleVectors.Of(kept, text => IsChinese(text) ? null : vectorOf(text));
        var chinese = ArticleVectors.Of(kept, text => IsChinese(text) ? vectorOf(text) : null);
        foreach (var (text, article) in asked)
        {
            cancel.ThrowIfCancellationRequested();
            if ((IsChinese(text) ? chinese : english) is { } own && Row(ranker, own, text, article) is { } row) rows.Add(row);
        }
    }

    // Null when words or vectors have nothing to say of it.
    private HeldOutRow? Row(TrainedRanker ranker, ArticleVectors vectors, string text, int article)
    {
        var nearest = new float[vectors.Articles];
        if (vectorOf(VectorTexts.Sent(text)) is not { } vector || !vectors.Nearest(vector, nearest) || float.IsNaN(nearest[article])) return null;
        var signs = ranker.Measure(text);
        var place = Array.IndexOf(signs.Articles, article);
        if (place < 0) return null;
        var mean = VectorSense.MeanOf(nearest);
        return new HeldOutRow(
            Certainty.Logits(signs, Certainty.PerEvidence, Certainty.PerWords),
            Array.ConvertAll(signs.Articles, number => float.IsNaN(nearest[number]) ? 0 : nearest[number] - mean),
            place);
    }

    private static bool IsChinese(string text) => text.Any(Folding.IsHan);
}

/// <summary>One held-out question.</summary>
/// <param name="Words">What the words say for each article that is near, as logarithms of odds.</param>
/// <param name="Near">The nearness of each, less the mean.</param>
/// <param name="Right">The place of the right one.</param>
internal sealed record HeldOutRow(double[] Words, double[] Near, int Right);

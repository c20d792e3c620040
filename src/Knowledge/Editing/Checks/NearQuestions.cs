using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Editing.Checks;

/// <summary>Finds questions of two articles that are nearly the same words, so that the engine cannot tell the articles apart by them.</summary>
/// <remarks>
/// Two phrases are compared by the cosine of their terms, each weighted by how rare it is. Pairs are found through an inverted index of
/// each phrase's rarest terms alone: phrases that share none of those cannot reach the threshold, so nothing is missed and no phrase is
/// compared with all others.
/// </remarks>
internal static class NearQuestions
{
    /// <summary>From this cosine on two questions count as nearly the same. Found by looking at the pairs of the shipped articles.</summary>
    internal const double NearFrom = 0.88;

    /// <summary>A term in more phrases than this leads to no pairs: it is part of how people ask, not of what.</summary>
    private const int HoldersMax = 400;

    /// <summary>No more pairs are named in one run.</summary>
    internal const int FindingsMax = 2_000;

    internal static IEnumerable<Finding> Of(IReadOnlyList<AskedPhrase> asked)
    {
        var vectors = Vectors(asked);
        var holders = new Dictionary<int, List<int>>();
        var found = 0;
        for (var i = 0; i < asked.Count && found < FindingsMax; i++)
        {
            if (Nearest(i, asked, vectors, holders) is { } near)
            {
                found++;
                yield return Near(asked[i], asked[near.Phrase], near.Cosine);
            }

            foreach (var (term, _) in Prefix(vectors[i]))
            {
                if (!holders.TryGetValue(term, out var list)) holders[term] = list = [];
                if (list.Count < HoldersMax) list.Add(i);
            }
        }
    }

    private static (int Phrase, double Cosine)? Nearest(int phrase, IReadOnlyList<AskedPhrase> asked, (int Term, double Weight)[][] vectors, Dictionary<int, List<int>> holders)
    {
        (int Phrase, double Cosine)? best = null;
        var seen = new HashSet<int>();
        foreach (var (term, _) in Prefix(vectors[phrase]))
        {
            if (!holders.TryGetValue(term, out var list)) continue;
            foreach (var other in list)
            {
                if (!seen.Add(other) || !Rival(asked[phrase], asked[other])) continue;
                var cosine = Cosine(vectors[phrase], vectors[other]);
                if (cosine >= NearFrom && cosine > (best?.Cosine ?? 0)) best = (other, cosine);
            }
        }

        return best;
    }

    // Products tell two articles apart before their words do; the same words are reported by another number.
    private static bool Rival(AskedPhrase phrase, AskedPhrase other) =>
        phrase.Article != other.Article && phrase.Key != other.Key
        && (phrase.Products.Count == 0 || other.Products.Count == 0 || phrase.Products.Intersect(other.Products, StringComparer.Ordinal).Any());

    private static Finding Near(AskedPhrase phrase, AskedPhrase other, double cosine)
    {
        var at = other.Question.At;
        return Finding.Warning(
            FindingNumber.NearQuestion,
            phrase.Question.At,
            $"\"{phrase.Question.Text}\" is nearly \"{other.Question.Text}\" of \"{other.Article}\" ({at.File}:{at.Line}): {(int)(cosine * 100)} of 100 parts in common.",
            "Keep the question in the article that answers it, or say in it what makes the difference.") with { Also = at };
    }

    // Rarest first, and of length one. Terms are numbered so that comparing two phrases is one walk along both.
    private static (int Term, double Weight)[][] Vectors(IReadOnlyList<AskedPhrase> asked)
    {
        var terms = asked.Select(phrase => Terms.Of(Placeholders.Drop(phrase.Question.Text)).DistinctBy(term => term.Text).ToArray()).ToArray();
        var counts = terms.SelectMany(list => list).CountBy(term => term.Text, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var order = counts.OrderBy(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select((pair, number) => (pair.Key, number)).ToDictionary(StringComparer.Ordinal);
        double Rarity(string term) => Math.Log(1 + ((asked.Count - counts[term] + 0.5) / (counts[term] + 0.5)));
        return
        [
            .. terms.Select(list =>
            {
                var weights = list.Select(term => (Number: order[term.Text], Weight: term.Weight * Rarity(term.Text))).OrderBy(term => term.Number).ToArray();
                var length = Math.Sqrt(weights.Sum(term => term.Weight * term.Weight));
                return weights.Select(term => (term.Number, term.Weight / length)).ToArray();
            }),
        ];
    }

    // What is left out weighs so little that two phrases which share only that stay below the threshold.
    private static IEnumerable<(int Term, double Weight)> Prefix((int Term, double Weight)[] vector)
    {
        var left = 1.0;
        foreach (var term in vector)
        {
            if (Math.Sqrt(Math.Max(0, left)) < NearFrom) yield break;
            yield return term;
            left -= term.Weight * term.Weight;
        }
    }

    private static double Cosine((int Term, double Weight)[] left, (int Term, double Weight)[] right)
    {
        var (i, j, sum) = (0, 0, 0.0);
        while (i < left.Length && j < right.Length)
        {
            if (left[i].Term == right[j].Term) sum += left[i++].Weight * right[j++].Weight;
            else if (left[i].Term < right[j].Term) i++;
            else j++;
        }

        return sum;
    }
}

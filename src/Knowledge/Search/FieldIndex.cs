using System.Runtime.InteropServices;
using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>BM25F over title, sample questions and body: how well an article as a whole fits the words of a question.</summary>
internal sealed class FieldIndex
{
    private const double TitleWeight = 3.0;
    private const double QuestionsWeight = 0.3;
    private const double BodyWeight = 0.4;
    private const double AskedLengthShare = 0.3;
    private const double BodyLengthShare = 0.5;
    private const double Saturation = 1.2;
    private readonly int[] starts;
    private readonly Posting[] postings;

    internal FieldIndex(IReadOnlyList<DocumentTerms> documents, Vocabulary vocabulary)
    {
        var lists = new List<Posting>[vocabulary.Count];
        for (var i = 0; i < lists.Length; i++) lists[i] = [];
        var titleMean = Mean(documents, document => document.Title.Count);
        var questionsMean = Mean(documents, document => document.Questions.Count);
        var bodyMean = Mean(documents, document => document.Body.Count);
        for (var number = 0; number < documents.Count; number++)
        {
            var frequency = new Dictionary<int, double>();
            Add(frequency, documents[number].Title, TitleWeight, AskedLengthShare, titleMean, vocabulary);
            Add(frequency, documents[number].Questions, QuestionsWeight, AskedLengthShare, questionsMean, vocabulary);
            Add(frequency, documents[number].Body, BodyWeight, BodyLengthShare, bodyMean, vocabulary);
            foreach (var (term, count) in frequency) lists[term].Add(new Posting(number, (float)(count / (Saturation + count))));
        }

        starts = new int[vocabulary.Count + 1];
        for (var term = 0; term < lists.Length; term++) starts[term + 1] = starts[term] + lists[term].Count;
        postings = [.. lists.SelectMany(list => list)];
    }

    /// <summary>Adds each article's share of the question's weight, 0 to 1, to <paramref name="scores"/>.</summary>
    internal void Score(QueryTerms query, Span<double> scores)
    {
        if (query.WrittenWeight <= 0) return;
        foreach (var (term, weight) in query.Known)
        {
            var share = weight / query.WrittenWeight;
            foreach (ref readonly var posting in postings.AsSpan(starts[term], starts[term + 1] - starts[term])) scores[posting.Document] += share * posting.Share;
        }
    }

    private static void Add(Dictionary<int, double> frequency, List<Term> terms, double weight, double lengthShare, double mean, Vocabulary vocabulary)
    {
        var norm = 1 - lengthShare + (lengthShare * terms.Count / mean);
        foreach (var term in terms)
        {
            var number = vocabulary.Number(term.Text)!.Value;
            frequency[number] = frequency.GetValueOrDefault(number) + (weight / norm);
        }
    }

    private static double Mean(IReadOnlyList<DocumentTerms> documents, Func<DocumentTerms, int> length) =>
        Math.Max(1, documents.Count == 0 ? 1 : documents.Average(length));
}

/// <summary>An article that holds a term, and how fully, 0 to 1.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Posting(int Document, float Share);

/// <summary>The terms of one article, field by field.</summary>
internal sealed record DocumentTerms(List<Term> Title, List<Term> Questions, List<Term> Body)
{
    internal static DocumentTerms Of(RankedDocument document) => new(
        [.. document.Titles.SelectMany(Terms.Of)],
        [.. document.Questions.SelectMany(Terms.Of)],
        [.. document.Bodies.SelectMany(BodyTerms)]);

    internal IEnumerable<string> All => Title.Concat(Questions).Concat(Body).Select(term => term.Text);

    // Folding looks at a question's length only, so a body is folded line by line.
    private static IEnumerable<Term> BodyTerms(string markdown) => markdown.Split('\n').SelectMany(Terms.Of);
}

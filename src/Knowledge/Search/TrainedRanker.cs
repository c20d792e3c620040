using System.Buffers;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;
using Cardline.Knowledge.Vectors;

namespace Cardline.Knowledge.Search;

/// <summary>The engine: a classifier trained on the sample questions, joined by BM25F over the whole articles, as one probability for each article.</summary>
/// <remarks>
/// Evidence is added as logarithms of odds with fitted weights (<see cref="Certainty"/>), never as raw scores; what is out of scope is
/// told by how much of the question the first article knows. Named products and questions typed as they stand are rules on top.
/// </remarks>
internal sealed class TrainedRanker : IRanker
{
    /// <summary>Articles named in a ranking; nobody reads further.</summary>
    internal const int RankedMax = 100;

    /// <summary>Articles of one ranking that are put in order without memory of their own; a few more than are looked at closely.</summary>
    private const int OrderedOnStackMax = Shortlist.LengthMax + 56;

    private readonly string[] ids;
    private readonly FeatureSpace space;
    private readonly Classifier classifier;
    private readonly OutsideSense? outsideSense;
    private readonly FeatureHolders holders;
    private readonly Usual usualEnglish;
    private readonly Usual usualChinese;
    private readonly QueryReader queries;
    private readonly FieldIndex fields;
    private readonly ProductRule products;
    private readonly Synonyms synonyms;
    private readonly SampleQuestions samples;

    /// <param name="unordered">The articles.</param>
    /// <param name="glossary">Words for the same thing.</param>
    /// <param name="outside">Questions that no article is meant to answer.</param>
    /// <param name="cancel">Gives the training up.</param>
    /// <exception cref="OperationCanceledException">The training was given up.</exception>
    internal TrainedRanker(IReadOnlyList<RankedDocument> unordered, Glossary glossary, IReadOnlyList<string> outside, CancellationToken cancel = default)
    {
        // The order of the files must not show in any figure.
        var documents = unordered.OrderBy(document => document.Id, StringComparer.Ordinal).ToList();
        ids = [.. documents.Select(document => document.Id)];
        synonyms = new Synonyms(glossary);
        var terms = documents.ConvertAll(DocumentTerms.Of);
        var vocabulary = new Vocabulary(terms.Select(document => document.All));
        fields = new FieldIndex(terms, vocabulary);
        var applies = new AppliesSignal(documents, glossary);
        products = new ProductRule(applies);
        var lessons = new Lessons(documents, outside, synonyms, applies, cancel);
        space = lessons.Space;
        samples = new SampleQuestions(documents, space);
        // Not left to the first mistyped question: its writer would wait.
        Proofreader = new Proofreader(documents, outside, glossary, space);
        queries = new QueryReader(vocabulary, synonyms, Proofreader.Words);
        // Beside the others: what is outside is learnt from the same lessons and from nothing that they find.
        var sense = Task.Run(() => OutsideSense.Of(lessons.Samples, lessons.Outside, space.Count, cancel), cancel);
        holders = new FeatureHolders(lessons.Samples, space.Count);
        classifier = (long)space.Count * ids.Length <= ClassifierTraining.WeightsMax
            ? ClassifierTraining.Run(lessons.Samples, space.Count, ids.Length, cancel)
            : SparseTraining.Run(lessons.Samples, holders, ids.Length, cancel);
        usualEnglish = Usual.Of(lessons.Samples, space, holders, chinese: false);
        usualChinese = Usual.Of(lessons.Samples, space, holders, chinese: true);
        outsideSense = sense.GetAwaiter().GetResult();
    }

    // Shares everything that was trained.
    private TrainedRanker(TrainedRanker trained)
    {
        (ids, space, classifier, outsideSense, holders) = (trained.ids, trained.space, trained.classifier, trained.outsideSense, trained.holders);
        (usualEnglish, usualChinese, queries, fields) = (trained.usualEnglish, trained.usualChinese, trained.queries, trained.fields);
        (products, synonyms, samples, Proofreader) = (trained.products, trained.synonyms, trained.samples, trained.Proofreader);
    }

    /// <summary>What puts slips right; <c>Benchmarks fit</c> asks it for its readings.</summary>
    internal Proofreader Proofreader { get; }

    public VectorSense? Vectors { get; private init; }

    /// <summary>The same engine with vectors beside the words. Everything else is shared.</summary>
    internal TrainedRanker With(VectorSense vectors) => new(this) { Vectors = vectors };

    public Ranking Rank(string question, IReadOnlyDictionary<string, string>? holds = null, ReadOnlyMemory<float> vector = default)
    {
        if (ids.Length == 0) return Ranking.Empty;
        var signs = Measure(question, vector.Span);
        var probabilities = Certainty.Of(signs);
        var filters = products.Apply(signs, probabilities, holds);
        ByWording(signs, probabilities);
        var ranked = Ordered(signs, probabilities, out var first, out var second);
        return new Ranking(ranked, () => Explain(signs, ranked, first, second, filters));
    }

    // The most probable first, and of equal ones the first in order of id. The numbers of the first two are for their reasons; -1 when there is no second.
    private Ranked[] Ordered(Signs signs, double[] probabilities, out int first, out int second)
    {
        Span<double> less = stackalloc double[OrderedOnStackMax];
        Span<int> order = stackalloc int[OrderedOnStackMax];
        var count = probabilities.Length;
        less = count <= less.Length ? less[..count] : new double[count];
        order = count <= order.Length ? order[..count] : new int[count];
        for (var place = 0; place < count; place++) (less[place], order[place]) = (-probabilities[place], place);
        less.Sort(order);
        // Sorting may have mixed up equal ones. Bare numbers are sorted in a third of the time that a comparison of both would take.
        for (var (from, to) = (0, 1); to <= count; to++)
        {
            if (to < count && less[to] == less[from]) continue;
            if (to - from > 1) order[from..to].Sort();
            from = to;
        }

        var ranked = new Ranked[Math.Min(RankedMax, count)];
        for (var rank = 0; rank < ranked.Length; rank++) ranked[rank] = new Ranked(ids[signs.Articles[order[rank]]], probabilities[order[rank]]);
        first = signs.Articles[order[0]];
        second = count > 1 ? signs.Articles[order[1]] : -1;
        return ranked;
    }

    /// <summary>What <see cref="Certainty"/> is fitted on.</summary>
    internal Signs Measure(string question, ReadOnlySpan<float> embedding = default)
    {
        var folded = Folding.Fold(question);
        // Folding lengthens some signs; what is then too long is cut once more, as it was when the samples were read.
        var key = folded.Length > Folding.CharsMax ? Folding.Key(folded) : Folding.KeyOfFolded(folded);
        var work = Workspace.OfThread();
        var reader = work.Features;
        var meant = Proofreader.Read(folded, reader.Tokens);
        var groups = synonyms.GroupsIn(ReferenceEquals(meant, folded) ? key : Folding.Key(meant));
        var features = reader.ReadTokens(groups);
        var places = ArrayPool<int>.Shared.Rent(features.Count);
        var vector = space.Vector(features, places.AsSpan(0, features.Count));
        var known = KnownFeature.Of(features, places, vector.Ids.Length);
        ArrayPool<int>.Shared.Return(places);
        var usual = reader.IsChinese ? usualChinese : usualEnglish;
        var near = Near(vector, queries.Read(meant, groups, work), samples.Same(key), embedding);
        return new Signs(
            key,
            meant,
            known,
            [.. reader.Tokens],
            vector,
            near.Articles,
            near.Evidence,
            near.Words,
            Math.Sqrt(vector.Known) - usual.Known,
            holders.Covered(vector, near.Articles[First(near.Evidence)]) - usual.Covered,
            (Math.Min(Usual.FeaturesMax, vector.Ids.Length) - usual.Features) / 100,
            outsideSense?.Of(vector)) { Vectors = near.Vectors };
    }

    // Scores every article, and keeps the scores of those that are near.
    private (int[] Articles, float[] Evidence, double[] Words, VectorSigns? Vectors) Near(SparseVector vector, QueryTerms query, ReadOnlySpan<int> same, ReadOnlySpan<float> embedding)
    {
        // Rented: of a large index these are hundreds of kilobytes, and nearly all of them are dropped at once.
        var rentedEvidence = ArrayPool<float>.Shared.Rent(ids.Length);
        var rentedWords = ArrayPool<double>.Shared.Rent(ids.Length);
        var evidence = rentedEvidence.AsSpan(0, ids.Length);
        var words = rentedWords.AsSpan(0, ids.Length);
        classifier.Score(vector, evidence);
        words.Clear();
        fields.Score(query, words);
        var nearest = Vectors is { Weight.TakesPart: true } && !embedding.IsEmpty ? new float[ids.Length] : [];
        if (nearest.Length > 0 && !Vectors!.Articles.Nearest(embedding, nearest)) nearest = [];
        var articles = Shortlist.Of(evidence, words, nearest.Length == 0 ? same : [.. same, .. VectorSense.First(nearest)]);
        var (evidenceOfNear, wordsOfNear) = (new float[articles.Length], new double[articles.Length]);
        for (var place = 0; place < articles.Length; place++) (evidenceOfNear[place], wordsOfNear[place]) = (evidence[articles[place]], words[articles[place]]);
        ArrayPool<float>.Shared.Return(rentedEvidence);
        ArrayPool<double>.Shared.Return(rentedWords);
        return (articles, evidenceOfNear, wordsOfNear, nearest.Length == 0 ? null : Vectors!.Of(nearest, articles));
    }

    private static int First(float[] evidence)
    {
        var first = 0;
        for (var place = 1; place < evidence.Length; place++)
        {
            if (evidence[place] > evidence[first]) first = place;
        }

        return first;
    }

    // A title or sample question typed as it stands is its article's, whatever the other signs say.
    private void ByWording(Signs signs, double[] probabilities)
    {
        var same = samples.Same(signs.Key);
        if (same.IsEmpty) return;
        for (var place = 0; place < probabilities.Length; place++)
            probabilities[place] = same.BinarySearch(signs.Articles[place]) >= 0 ? Certainty.Exact / same.Length : Math.Min(probabilities[place], 1 - Certainty.Exact);
    }

    private Explanation Explain(Signs signs, Ranked[] ranked, int first, int second, IReadOnlyList<AppliedFilter> filters) => new(
        Reasons.Of(signs, classifier, first, second),
        samples.Nearest(first, signs.Tokens),
        second < 0 ? null : ids[second],
        ranked[0].Probability - (second < 0 ? 0 : ranked[1].Probability),
        filters)
    {
        Vectors = signs.Vectors is { } vectors ? new VectorShare(vectors.Cosines[Array.IndexOf(signs.Articles, first)], vectors.Weight.Vectors) : null,
    };
}

using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;

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

    private readonly string[] ids;
    private readonly FeatureSpace space;
    private readonly Classifier classifier;
    private readonly OutsideSense? outsideSense;
    private readonly FeatureHolders holders;
    private readonly Usual usualEnglish;
    private readonly Usual usualChinese;
    private readonly Vocabulary vocabulary;
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
        vocabulary = new Vocabulary(terms.Select(document => document.All));
        fields = new FieldIndex(terms, vocabulary);
        var applies = new AppliesSignal(documents, glossary);
        products = new ProductRule(applies);
        var lessons = new Lessons(documents, outside, synonyms, applies, cancel);
        space = lessons.Space;
        samples = new SampleQuestions(documents, space);
        // Not left to the first mistyped question: its writer would wait.
        Proofreader = new Proofreader(documents, outside, glossary, space);
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

    /// <summary>What puts slips right; <c>Benchmarks fit</c> asks it for its readings.</summary>
    internal Proofreader Proofreader { get; }

    public Ranking Rank(string question, IReadOnlyDictionary<string, string>? holds = null)
    {
        if (ids.Length == 0) return Ranking.Empty;
        var signs = Measure(question);
        var probabilities = Certainty.Of(signs);
        var filters = products.Apply(signs, probabilities, holds);
        ByWording(signs, probabilities);
        var order = Ordered(probabilities);
        return new Ranking(
            Array.ConvertAll(order, place => new Ranked(ids[signs.Articles[place]], probabilities[place])),
            () => Explain(signs, order, probabilities, filters));
    }

    // The most probable first, and of equal ones the first in order of id.
    private static int[] Ordered(double[] probabilities)
    {
        var order = new int[probabilities.Length];
        for (var place = 0; place < order.Length; place++) order[place] = place;
        order.AsSpan().Sort((left, right) => probabilities[left] != probabilities[right] ? probabilities[right].CompareTo(probabilities[left]) : left - right);
        return order.Length > RankedMax ? order[..RankedMax] : order;
    }

    /// <summary>What <see cref="Certainty"/> is fitted on.</summary>
    internal Signs Measure(string question)
    {
        var folded = Folding.Fold(question);
        // Folding lengthens some signs; what is then too long is cut once more, as it was when the samples were read.
        var key = folded.Length > Folding.CharsMax ? Folding.Key(folded) : Folding.KeyOfFolded(folded);
        var meant = Proofreader.Read(folded);
        var groups = synonyms.GroupsIn(ReferenceEquals(meant, folded) ? key : Folding.Key(meant));
        var query = QueryTerms.Of(meant, groups.SelectMany(synonyms.TermsOf), vocabulary);
        var words = new double[ids.Length];
        fields.Score(query, words);
        var reader = new FeatureReader();
        var features = reader.Read(meant, groups);
        var numbers = new int[features.Count];
        var vector = space.Vector(features, numbers);
        var evidence = new float[ids.Length];
        classifier.Score(vector, evidence);
        var articles = Shortlist.Of(evidence, words, samples.Same(key));
        var usual = reader.IsChinese ? usualChinese : usualEnglish;
        var near = Array.ConvertAll(articles, number => evidence[number]);
        return new Signs(
            key,
            meant,
            features,
            numbers,
            reader.Tokens,
            vector,
            articles,
            near,
            Array.ConvertAll(articles, number => words[number]),
            Math.Sqrt(vector.Known) - usual.Known,
            holders.Covered(vector, articles[Array.IndexOf(near, near.Max())]) - usual.Covered,
            (Math.Min(Usual.FeaturesMax, vector.Ids.Length) - usual.Features) / 100,
            outsideSense?.Of(vector));
    }

    // A title or sample question typed as it stands is its article's, whatever the other signs say.
    private void ByWording(Signs signs, double[] probabilities)
    {
        var same = samples.Same(signs.Key);
        if (same.IsEmpty) return;
        for (var place = 0; place < probabilities.Length; place++)
            probabilities[place] = same.BinarySearch(signs.Articles[place]) >= 0 ? Certainty.Exact / same.Length : Math.Min(probabilities[place], 1 - Certainty.Exact);
    }

    private Explanation Explain(Signs signs, int[] order, double[] probabilities, IReadOnlyList<AppliedFilter> filters)
    {
        var first = signs.Articles[order[0]];
        var second = order.Length > 1 ? signs.Articles[order[1]] : -1;
        return new Explanation(
            Reasons.Of(signs, classifier, first, second),
            samples.Nearest(first, signs.Tokens),
            second < 0 ? null : ids[second],
            probabilities[order[0]] - (second < 0 ? 0 : probabilities[order[1]]),
            filters);
    }
}

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

    private const double WrongProductFactor = 0.05;

    // How near another product's article must come to raise the question which product is meant, and how evenly they then share: 0 is wholly.
    private const double OtherProductShare = 0.05;
    private const double SharingPower = 0.2;

    private readonly string[] ids;
    private readonly FeatureSpace space;
    private readonly Classifier classifier;
    private readonly OutsideSense? outsideSense;
    private readonly FeatureHolders holders;
    private readonly Vocabulary vocabulary;
    private readonly FieldIndex fields;
    private readonly AppliesSignal applies;
    private readonly Synonyms synonyms;
    private readonly SampleQuestions samples;

    internal TrainedRanker(IReadOnlyList<RankedDocument> unordered, Glossary glossary, IReadOnlyList<string> outside)
    {
        // The order of the files must not show in any figure.
        var documents = unordered.OrderBy(document => document.Id, StringComparer.Ordinal).ToList();
        ids = [.. documents.Select(document => document.Id)];
        synonyms = new Synonyms(glossary);
        var terms = documents.ConvertAll(DocumentTerms.Of);
        vocabulary = new Vocabulary(terms.Select(document => document.All));
        fields = new FieldIndex(terms, vocabulary);
        applies = new AppliesSignal(documents, glossary);
        samples = new SampleQuestions(documents);
        var reader = new FeatureReader(synonyms);
        var asked = documents.ConvertAll(document => (IReadOnlyList<string>)[.. document.Titles.Concat(document.Questions).Select(Folding.Fold)]);
        IReadOnlyList<string> beyond = [.. outside.Select(Folding.Fold)];
        space = FeatureSpace.Of([.. asked, beyond], reader);
        List<Sample> learnt = [.. Samples(documents, asked, reader)];
        classifier = ClassifierTraining.Run(learnt, space.Count, ids.Length);
        holders = new FeatureHolders(learnt, space.Count);
        outsideSense = OutsideSense.Of(learnt, [.. beyond.Select(text => space.Vector(reader.Read(text)))], space.Count);
    }

    public Ranking Rank(string question, IReadOnlyDictionary<string, string>? holds = null)
    {
        if (ids.Length == 0) return Ranking.Empty;
        var signs = Measure(question);
        var probabilities = Certainty.Of(signs);
        var filters = ByProduct(probabilities, applies.For(signs.Query.Corrected, holds));
        ByWording(probabilities, samples.Same(signs.Key));
        var ranked = Best(probabilities);
        return new Ranking(ranked.ConvertAll(number => new Ranked(ids[number], probabilities[number])), () => Explain(signs, ranked, probabilities, filters));
    }

    /// <summary>What <see cref="Certainty"/> is fitted on.</summary>
    internal Signs Measure(string question)
    {
        var folded = Folding.Fold(question);
        var query = QueryTerms.Of(folded, synonyms.For(folded), vocabulary);
        var words = new double[ids.Length];
        fields.Score(query, words);
        var reader = new FeatureReader(synonyms);
        var features = reader.Read(folded, Meant);
        var vector = space.Vector(features);
        var evidence = new float[ids.Length];
        classifier.Score(vector, evidence);
        return new Signs(Folding.Key(folded), query, features, reader.Tokens, vector, evidence, words, holders.Covered(vector, Array.IndexOf(evidence, evidence.Max())), outsideSense?.Of(vector));
    }

    // A word that no sample question holds is read as the word it was probably meant to be.
    private string? Meant(Token token) => space.Knows(FeatureReader.WordKey(token)) ? null : vocabulary.Corrected(token.Stem);

    /// <returns>The filters that decided.</returns>
    private List<AppliedFilter> ByProduct(double[] probabilities, IReadOnlyList<AppliedFilter> touched)
    {
        // What is only known of the cardholder decides nothing when no article for that card is near: the question is not about what cards differ in.
        var filters = touched.Where(filter => filter.Origin == FilterOrigin.Question || HasNear(probabilities, filter)).ToList();
        if (touched.All(filter => filter.Origin != FilterOrigin.Question) && filters.Count == 0) ShareAmongProducts(probabilities);
        if (filters.Count == 0) return filters;
        var (freed, agreeing, rest) = (0.0, 0.0, 0.0);
        for (var number = 0; number < ids.Length; number++)
        {
            var agrees = applies.Agrees(number, filters);
            if (agrees == false)
            {
                freed += probabilities[number] * (1 - WrongProductFactor);
                probabilities[number] *= WrongProductFactor;
            }
            else if (agrees == true) agreeing += probabilities[number];
            else rest += probabilities[number];
        }

        // What was taken goes to the articles for the named product, or else to those for all products: the question is as much in scope as before.
        var heir = agreeing >= Verdict.ChipFrom * freed ? true : (bool?)null;
        var heirs = heir == true ? agreeing : rest;
        for (var number = 0; number < ids.Length && heirs > 0; number++)
        {
            if (applies.Agrees(number, filters) == heir) probabilities[number] *= 1 + (freed / heirs);
        }

        return filters;
    }

    private bool HasNear(double[] probabilities, AppliedFilter filter)
    {
        for (var number = 0; number < ids.Length; number++)
        {
            if (probabilities[number] >= Verdict.ChipFrom && applies.Agrees(number, [filter]) == true) return true;
        }

        return false;
    }

    // A question that names no product cannot choose between articles that differ by product alone: they share what they have, and the cardholder is asked.
    private void ShareAmongProducts(double[] probabilities)
    {
        var first = Array.IndexOf(probabilities, probabilities.Max());
        List<int> alike = [first];
        for (var other = 0; other < ids.Length; other++)
        {
            if (applies.Differ(first, other) && probabilities[other] >= OtherProductShare * probabilities[first]) alike.Add(other);
        }

        if (alike.Count == 1) return;
        var shared = alike.Sum(number => probabilities[number]);
        var roots = alike.ConvertAll(number => Math.Pow(probabilities[number], SharingPower));
        for (var i = 0; i < alike.Count; i++) probabilities[alike[i]] = shared * roots[i] / roots.Sum();
    }

    private static void ByWording(double[] probabilities, IReadOnlySet<int>? same)
    {
        if (same is null) return;
        for (var number = 0; number < probabilities.Length; number++)
            probabilities[number] = same.Contains(number) ? Certainty.Exact / same.Count : Math.Min(probabilities[number], 1 - Certainty.Exact);
    }

    private static List<int> Best(double[] probabilities)
    {
        // Rounded only in comparing: the last digits of two machines must not change the order.
        var numbers = Enumerable.Range(0, probabilities.Length);
        return [.. numbers.OrderByDescending(number => probabilities[number]).Take(RankedMax)];
    }

    private Explanation Explain(Signs signs, List<int> ranked, double[] probabilities, IReadOnlyList<AppliedFilter> filters)
    {
        var first = ranked[0];
        var second = ranked.Count > 1 ? ranked[1] : -1;
        return new Explanation(
            Reasons.Of(signs, classifier, space, first, second),
            samples.Nearest(first, signs.Tokens, token => space.Number(FeatureReader.WordKey(token)) is { } number ? space.Rarity(number) : 0),
            second < 0 ? null : ids[second],
            second < 0 ? probabilities[first] : probabilities[first] - probabilities[second],
            filters);
    }

    private IEnumerable<Sample> Samples(List<RankedDocument> documents, List<IReadOnlyList<string>> asked, FeatureReader reader)
    {
        for (var number = 0; number < documents.Count; number++)
        {
            foreach (var text in asked[number]) yield return new Sample(space.Vector(reader.Read(text)), number, Not: false);
            foreach (var text in documents[number].NotQuestions) yield return new Sample(space.Vector(reader.Read(Folding.Fold(text))), number, Not: true);
        }
    }
}

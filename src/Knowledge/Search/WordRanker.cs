using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>The plain engine: BM25F over whole articles, cosine to the nearest phrasing, near misses and named products.</summary>
internal sealed class WordRanker : IRanker
{
    private const double PhraseShare = 0.2;
    private const double WrongProductFactor = 0.25;
    private const double RightProductBonus = 0.05;
    private const double NearMissPenalty = 0.4;
    private const double SameNearMissFactor = 0.25;

    // Below the certainty that is answered, and how near another product's article must come to raise the question.
    private const double UndecidedProductMax = 0.5;
    private const double OtherProductShare = 0.5;

    private readonly string[] ids;
    private readonly Vocabulary vocabulary;
    private readonly FieldIndex fields;
    private readonly PhraseIndex phrases;
    private readonly PhraseIndex nearMisses;
    private readonly AppliesSignal applies;
    private readonly Synonyms synonyms;
    private readonly Dictionary<string, HashSet<int>> exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<int>> exactNearMiss = new(StringComparer.Ordinal);

    internal WordRanker(IReadOnlyList<RankedDocument> unordered, Glossary glossary)
    {
        // The order of the files must not show in any figure.
        var documents = unordered.OrderBy(document => document.Id, StringComparer.Ordinal).ToList();
        ids = [.. documents.Select(document => document.Id)];
        var terms = documents.ConvertAll(DocumentTerms.Of);
        vocabulary = new Vocabulary(terms.Select(document => document.All));
        fields = new FieldIndex(terms, vocabulary);
        phrases = new PhraseIndex([.. documents.Select(document => document.Titles.Concat(document.Questions))], vocabulary);
        nearMisses = new PhraseIndex([.. documents.Select(document => document.NotQuestions)], vocabulary);
        applies = new AppliesSignal(documents, glossary);
        synonyms = new Synonyms(glossary);
        for (var number = 0; number < documents.Count; number++)
        {
            Remember(exact, number, documents[number].Titles.Concat(documents[number].Questions));
            Remember(exactNearMiss, number, documents[number].NotQuestions);
        }
    }

    public IReadOnlyList<Ranked> Rank(string question)
    {
        var (measured, same, namesProduct) = Measure(question);
        var alone = Array.ConvertAll(measured, Certainty.Of);
        // One article is the right one: where several look it, they share the certainty, and the cardholder is asked.
        var shared = Math.Max(1, alone.Sum());
        var ranked = new Ranked[ids.Length];
        for (var number = 0; number < ids.Length; number++)
        {
            var probability = alone[number] / shared;
            if (probability > UndecidedProductMax && !namesProduct && IsGuessOfProduct(number, measured)) probability = UndecidedProductMax;
            if (same is not null) probability = same.Contains(number) ? Certainty.Exact / same.Count : Math.Min(probability, 1 - Certainty.Exact);
            ranked[number] = new Ranked(ids[number], probability);
        }

        Array.Sort(ranked, static (left, right) =>
        {
            var byProbability = right.Probability.CompareTo(left.Probability);
            return byProbability != 0 ? byProbability : string.CompareOrdinal(left.Article, right.Article);
        });
        return ranked;
    }

    /// <summary>What <see cref="Certainty"/> is fitted on, article by article in order of id, and the articles that hold this very question.</summary>
    internal (Measure[] Measured, HashSet<int>? Same, bool NamesProduct) Measure(string question)
    {
        var folded = Folding.Fold(question);
        var key = Folding.Key(folded);
        var query = QueryTerms.Of(folded, synonyms.For(folded), vocabulary);
        var named = applies.NamedIn(query.Corrected);
        var scores = Scores(query, key, named);
        var (best, second) = BestTwo(scores);
        var measured = new Measure[ids.Length];
        for (var number = 0; number < ids.Length; number++)
        {
            var rival = number == best ? second : best;
            measured[number] = new Measure(
                scores[number],
                scores[number] - (rival < 0 ? 0 : scores[rival]),
                query.Coverage,
                Math.Log(1 + (scores[number] * query.WrittenWeight)));
        }

        return (measured, exact.GetValueOrDefault(key), named.Count > 0);
    }

    // A question that names no product cannot choose between articles that differ by product alone: the cardholder is asked.
    private bool IsGuessOfProduct(int number, Measure[] measured)
    {
        for (var other = 0; other < measured.Length; other++)
        {
            if (applies.Differ(number, other) && measured[other].Score >= OtherProductShare * measured[number].Score) return true;
        }

        return false;
    }

    private double[] Scores(QueryTerms query, string key, HashSet<string> named)
    {
        var whole = new double[ids.Length];
        fields.Score(query, whole);
        var nearest = phrases.Nearest(query, ids.Length);
        var missed = nearMisses.Nearest(query, ids.Length);
        var sameMiss = exactNearMiss.GetValueOrDefault(key);
        var scores = new double[ids.Length];
        for (var number = 0; number < ids.Length; number++)
        {
            var score = (PhraseShare * nearest[number]) + ((1 - PhraseShare) * whole[number]);
            // A near miss counts by how much nearer it is than the article's own phrasings.
            score -= NearMissPenalty * Math.Max(0, missed[number] - nearest[number]);
            if (sameMiss?.Contains(number) == true) score *= SameNearMissFactor;
            score = applies.Agrees(number, named) switch { false => score * WrongProductFactor, true => score + RightProductBonus, null => score };
            scores[number] = Math.Max(0, score);
        }

        return scores;
    }

    private static (int Best, int Second) BestTwo(double[] scores)
    {
        int best = -1, second = -1;
        for (var number = 0; number < scores.Length; number++)
        {
            if (best < 0 || scores[number] > scores[best]) (best, second) = (number, best);
            else if (second < 0 || scores[number] > scores[second]) second = number;
        }

        return (best, second);
    }

    private static void Remember(Dictionary<string, HashSet<int>> keys, int number, IEnumerable<string> texts)
    {
        foreach (var key in texts.Select(Folding.Key).Where(key => key.Length > 0))
        {
            if (!keys.TryGetValue(key, out var set)) keys[key] = set = [];
            set.Add(number);
        }
    }
}

using Cardline.Benchmarks.Sets;
using Cardline.Benchmarks.Variants;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Editing;
using Cardline.Knowledge.Index;
using Cardline.Knowledge.Search;

namespace Cardline.Benchmarks.Fitting;

/// <summary>Fits how a typed word is read: a conditional logit on the words of questions without and with a slip.</summary>
internal static class SlipFit
{
    private const int Steps = 400;
    private const double Rate = 0.3;
    private const double Ridge = 1e-5;
    private const int Seeds = 3;

    /// <summary>Seeds of their own, so that <c>slips</c> does not measure the very slips that were fitted on.</summary>
    private const int FirstSeed = 1_001;

    /// <summary>How much an unspoilt question counts beside a slipped one: most questions are typed well.</summary>
    private const double UnspoiltWeight = 1;

    internal static double[] Run(string? own, DataFolder data)
    {
        var sets = SlipRounds.Of(own, data).GroupBy(round => round.Set, StringComparer.Ordinal)
            .Select(set => set.SelectMany(round => RowsOf(round.Ranker, [.. round.Rows.Where(row => row.Lang == Languages.English)])).ToList()).Where(rows => rows.Count > 0).ToList();
        var weights = new double[Proofreader.Weights.Length];
        var squares = new double[weights.Length];
        for (var step = 0; step < Steps; step++)
        {
            var gradient = Array.ConvertAll(weights, weight => Ridge * weight);
            foreach (var set in sets)
            {
                var total = set.Sum(row => row.Weight);
                foreach (var row in set) AddGradient(row, weights, row.Weight / total, gradient);
            }

            for (var i = 0; i < weights.Length; i++)
            {
                squares[i] += gradient[i] * gradient[i];
                weights[i] -= Rate * gradient[i] / Math.Sqrt(squares[i] + 1e-12);
            }
        }

        return weights;
    }

    private static IEnumerable<Row> RowsOf(TrainedRanker ranker, IReadOnlyList<AskedRow> asked)
    {
        foreach (var row in asked)
        {
            foreach (var read in Words(ranker, row.Text, row.Text)) yield return read with { Weight = UnspoiltWeight };
        }

        for (var seed = FirstSeed; seed < FirstSeed + Seeds; seed++)
        {
            var slips = new Slips(seed);
            foreach (var row in asked)
            {
                if (slips.In(row.Text, chinese: false) is not { } typed) continue;
                foreach (var read in Words(ranker, row.Text, typed)) yield return read with { Weight = 1.0 / Seeds };
            }
        }
    }

    private static IEnumerable<Row> Words(TrainedRanker ranker, string meant, string typed)
    {
        var (right, words) = (Proofreader.TokensOf(Folding.Fold(meant)), Proofreader.TokensOf(Folding.Fold(typed)));
        // A slip in a word that only greets makes a word more; there is nothing to hold it against.
        if (right.Count != words.Count) yield break;
        for (var place = 0; place < words.Count; place++)
        {
            var readings = ranker.Proofreader.Readings(words, place);
            if (readings.Count == 0) continue;
            // Where the word that was meant is unknown, the best reading is the word as it stands.
            var truth = readings.ToList().FindIndex(reading => reading.Word == right[place].Written);
            yield return new Row(readings, Math.Max(0, truth), 1);
        }
    }

    private static void AddGradient(Row row, double[] weights, double share, double[] gradient)
    {
        var scores = row.Readings.Select(reading => reading.Score(weights)).ToArray();
        var largest = scores.Max();
        var total = scores.Sum(score => Math.Exp(score - largest));
        for (var number = 0; number < scores.Length; number++)
        {
            var error = (Math.Exp(scores[number] - largest) / total) - (number == row.Right ? 1 : 0);
            for (var i = 0; i < weights.Length; i++) gradient[i] += share * error * row.Readings[number].Measures[i];
        }
    }

    private sealed record Row(IReadOnlyList<Reading> Readings, int Right, double Weight);
}

using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;
using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Editing;

/// <summary>Asks every row of a question set and judges the replies.</summary>
internal sealed class Evaluation(KnowledgeIndex index, Workbench bench)
{
    // The first questions pay for compiling the code; they are asked once beforehand and not counted.
    private const int WarmUpMax = 200;

    /// <param name="rows">The question set.</param>
    /// <param name="vectors">The questions as vectors, as far as there are any.</param>
    internal (EvaluationReport Report, IReadOnlyList<JudgedRow> Rows) Run(IReadOnlyList<AskedRow> rows, IReadOnlyDictionary<string, ReadOnlyMemory<float>>? vectors = null)
    {
        var time = bench.Time;
        var now = time.GetUtcNow();
        var knowledge = new IndexedAnswers(() => index, bench.Zone);
        var period = index.At(Dates.DayOf(now, bench.Zone));
        foreach (var row in rows.Take(WarmUpMax)) knowledge.Ask(new Question(row.Text, row.Lang, now) { Embedding = VectorOf(row, vectors) });
        var judged = new List<JudgedRow>(rows.Count);
        var microseconds = new List<double>(rows.Count);
        foreach (var row in rows)
        {
            var vector = VectorOf(row, vectors);
            var began = time.GetTimestamp();
            var answer = knowledge.Ask(new Question(row.Text, row.Lang, now) { Embedding = vector });
            microseconds.Add(time.GetElapsedTime(began).TotalMicroseconds);
            judged.Add(Judge(row, answer, period, vector));
            bench.Progress.Report(judged.Count, rows.Count, "questions asked");
        }

        return (Report(judged, microseconds), judged);
    }

    internal static JudgedRow Judge(AskedRow row, KnowledgeAnswer answer, Period period, ReadOnlyMemory<float> vector = default)
    {
        var rank = 0;
        if (row.Article is not null)
        {
            var place = answer.Candidates.Select(candidate => candidate.Article).ToList().IndexOf(row.Article);
            // Beyond the candidates named in a reply the whole ranking is asked, so that the mean reciprocal rank is exact.
            if (place < 0) place = period.Ranker.Rank(row.Text, vector: vector).Articles.Select(ranked => ranked.Article).ToList().IndexOf(row.Article);
            rank = place + 1;
        }

        var first = answer.Candidates.Count > 0 ? answer.Candidates[0] : new Candidate("-", string.Empty, 0);
        return new JudgedRow(row, rank, first.Article, first.Probability, answer.Outcome, answer.Why?.NearestQuestion);
    }

    private static ReadOnlyMemory<float> VectorOf(AskedRow row, IReadOnlyDictionary<string, ReadOnlyMemory<float>>? vectors) =>
        vectors is not null && vectors.TryGetValue(row.Text, out var vector) ? vector : default;

    private EvaluationReport Report(List<JudgedRow> judged, List<double> microseconds)
    {
        var all = Figures.Of(judged);
        return new EvaluationReport(
            judged.Count,
            all.HitAt1,
            all.HitAt3,
            all.Mrr,
            all.OutOfScopeAuroc,
            all.OutOfScopeRecallAt95,
            all.OutOfScopeRecall,
            all.FalseRejection,
            all.CalibrationError,
            Figures.Latencies(microseconds),
            judged.GroupBy(row => row.Row.Lang, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => Figures.Of([.. group]), StringComparer.Ordinal),
            Figures.Confusions(judged))
        {
            AnswerPrecision = all.AnswerPrecision,
            Answered = all.Answered,
            Offered = all.Offered,
            Refused = all.Refused,
            PerArticle = Figures.PerArticle(judged),
            QuestionSet = QuestionSet.HashOf(judged.Select(row => row.Row)),
            IndexVersion = index.Version,
        };
    }
}

using Cardline.Knowledge;
using Cardline.Knowledge.Editing;

namespace Cardline.Benchmarks.Speed;

/// <summary>Asks every question of a set again and again: what a question costs at the middle and at the slow end, and how many bytes.</summary>
internal sealed class WholeSet(TimeProvider time)
{
    private const int WarmUps = 6;
    private const int Rounds = 5;

    internal string Measure(SpeedSubject subject)
    {
        var table = new Table("all questions", "p50 us", "p99 us", "allocated bytes per question");
        Add(table, "Rank", subject, text => subject.Ranker.Rank(text));
        Add(table, "Rank and say why", subject, text => subject.Ranker.Rank(text).Why?.Invoke());
        Add(table, "Ask", subject, text => subject.Knowledge.Ask(new Question(text, "en", subject.Moment)));
        return table.ToMarkdown();
    }

    private void Add(Table table, string name, SpeedSubject subject, Action<string> ask)
    {
        for (var round = 0; round < WarmUps; round++)
        {
            foreach (var text in subject.Questions) ask(text);
        }

        var microseconds = new double[Rounds * subject.Questions.Count];
        var asked = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var text in subject.Questions)
            {
                var began = time.GetTimestamp();
                ask(text);
                microseconds[asked++] = time.GetElapsedTime(began).TotalMicroseconds;
            }
        }

        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Math.Max(1, asked);
        var latency = Figures.Latencies(microseconds);
        table.Add(name, Table.Number(latency.P50), Table.Number(latency.P99), $"{bytes}");
    }
}

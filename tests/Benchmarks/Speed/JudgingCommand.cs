using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Cardline.Handoff.Detection;
using Cardline.Knowledge.Editing;
using Cardline.TestKit;

namespace Cardline.Benchmarks.Speed;

/// <summary>The command <c>judging</c>: what the two judgements of a message cost, over the cases of the repository, and how few patterns are tried.</summary>
internal static class JudgingCommand
{
    private const int WarmUps = 12;
    private const int Rounds = 8;

    internal static Command Make()
    {
        var command = new Command("judging", "Time and bytes of the handoff rules per message, over the cases in knowledge-base/.");
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.WriteLine(Run());
            return 0;
        });
        return command;
    }

    private static string Run()
    {
        var folder = Path.Combine(Repository.Root, "knowledge-base");
        var began = Stopwatch.GetTimestamp();
        var rules = RuleFile.Read("handoff.yml", File.ReadAllText(Path.Combine(folder, "handoff.yml")));
        var read = Stopwatch.GetElapsedTime(began);
        began = Stopwatch.GetTimestamp();
        _ = rules.Sieve;
        var sieve = Stopwatch.GetElapsedTime(began);
        var cases = File.ReadLines(Path.Combine(folder, "tests", "handoff.jsonl")).Where(line => line.Length > 0).Select(Said).ToList();
        var table = new Table("over the cases", "p50 us", "p99 us", "allocated bytes, mean");
        Add(table, "sifted", HandoffPolicy.OfRules(rules), cases);
        Add(table, "every pattern tried", HandoffPolicy.OfRules(rules with { Sifting = new Lazy<Sieve>(Sieve.Open) }), cases);
        return FormattableString.Invariant($"{cases.Count} cases; the rule file was read in {read.TotalMilliseconds:0} ms, its sieve made in {sieve.TotalMilliseconds:0} ms.\n\n{table.ToMarkdown()}");
    }

    private static List<SaidTurn> Said(string line)
    {
        using var parsed = JsonDocument.Parse(line);
        var turns = parsed.RootElement.GetProperty("turns").EnumerateArray()
            .Select(turn => new SaidTurn(turn.GetProperty("from").GetString()!, turn.GetProperty("text").GetString()!, turn.TryGetProperty("outcome", out var outcome) ? outcome.GetString() : null))
            .ToList();
        return turns[..(turns.FindLastIndex(turn => turn.From == "cardholder") + 1)];
    }

    private static void Add(Table table, string name, HandoffPolicy policy, List<List<SaidTurn>> cases)
    {
        var atOnce = new double[Rounds * cases.Count];
        var afterAnswer = new double[Rounds * cases.Count];
        var (atOnceBytes, afterAnswerBytes) = (0L, 0L);
        for (var round = -WarmUps; round < Rounds; round++)
        {
            for (var i = 0; i < cases.Count; i++)
            {
                // As a turn does it: both judgements of one message, one after the other.
                var (bytes, began) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
                var said = new SaidSoFar(cases[i]);
                policy.AtOnce(said);
                var (bytesBetween, between) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
                policy.AfterAnswer(said, "answer");
                var (bytesAfter, ended) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
                if (round < 0)
                {
                    continue;
                }

                atOnce[(round * cases.Count) + i] = Stopwatch.GetElapsedTime(began, between).TotalMicroseconds;
                afterAnswer[(round * cases.Count) + i] = Stopwatch.GetElapsedTime(between, ended).TotalMicroseconds;
                atOnceBytes += bytesBetween - bytes;
                afterAnswerBytes += bytesAfter - bytesBetween;
            }
        }

        Row(table, $"AtOnce, {name}", atOnce, atOnceBytes);
        Row(table, $"AfterAnswer, {name}", afterAnswer, afterAnswerBytes);
    }

    private static void Row(Table table, string name, double[] microseconds, long bytes)
    {
        var latency = Figures.Latencies(microseconds);
        table.Add(name, Table.Number(latency.P50), Table.Number(latency.P99), $"{bytes / microseconds.Length}");
    }
}

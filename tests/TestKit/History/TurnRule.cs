using System.Text.Json.Nodes;

namespace Cardline.TestKit.History;

/// <summary>Every message that the bot owes an outcome has exactly one, and attempts are recorded before they are made.</summary>
internal static class TurnRule
{
    /// <summary>Most attempts at one turn.</summary>
    public const int AttemptsMax = 2;

    public static IEnumerable<Fault> Check(IReadOnlyList<StoredEntry> log)
    {
        var answers = new Dictionary<long, int>();
        var outcomes = new Dictionary<long, int>();
        var attempts = new Dictionary<long, int>();
        var begin = StoredSnapshot.Of(log, log[0].ConversationId);
        if (begin.Head is { TurnSeq: { } open, TurnAttempts: > 0 })
        {
            attempts[open] = begin.Head.TurnAttempts;
        }

        foreach (var entry in begin.Rest(log))
        {
            var value = entry.Activity["value"] as JsonObject;
            switch (entry.EventName)
            {
                case "cardline.turn":
                    var attempted = attempts[Turn(value)] = attempts.GetValueOrDefault(Turn(value)) + 1;
                    if (attempted > AttemptsMax)
                    {
                        yield return new Fault(FaultKind.TooManyAttempts, entry.ConversationId, $"attempt {attempted} at turn {Turn(value)}, at seq {entry.Seq}");
                    }

                    break;
                case "cardline.outcome":
                    outcomes[Turn(value)] = outcomes.GetValueOrDefault(Turn(value)) + 1;
                    foreach (var seq in value!["answers"] as JsonArray ?? [])
                    {
                        answers[(long)seq!] = answers.GetValueOrDefault((long)seq!) + 1;
                    }

                    if (!attempts.ContainsKey(Turn(value)))
                    {
                        yield return new Fault(FaultKind.AttemptNotRecorded, entry.ConversationId, $"outcome of turn {Turn(value)} at seq {entry.Seq}");
                    }

                    break;
            }
        }

        foreach (var entry in log.Where(entry => entry.OpensTurn && answers.GetValueOrDefault(entry.Seq) != 1))
        {
            var count = answers.GetValueOrDefault(entry.Seq);
            yield return new Fault(count == 0 ? FaultKind.WithoutOutcome : FaultKind.TwoOutcomes, entry.ConversationId, $"message at seq {entry.Seq} has {count} outcomes");
        }

        foreach (var (turn, count) in outcomes.Where(outcome => outcome.Value > 1))
        {
            yield return new Fault(FaultKind.TwoOutcomes, log[0].ConversationId, $"turn {turn} has {count} outcomes");
        }
    }

    private static long Turn(JsonObject? value) => (long?)value?["turn"] ?? 0;
}

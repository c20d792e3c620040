using System.Text.Json.Nodes;
using Cardline.Handoff.Queue;
using Microsoft.AspNetCore.Http;

namespace Cardline.Handoff.Desk;

/// <summary>What an agent says became of one right, in the request that closes or returns the case.</summary>
internal sealed record RightSettlement(string? Reference, string? Outcome, string? Note);

/// <summary>The rights that a case still owes an answer to, and what a request says of them (decision 0016).</summary>
internal static class RightSettlements
{
    /// <summary>Longest note, in characters.</summary>
    public const int NoteCharsMax = 500;

    /// <summary>Most rights that one request settles; an append holds 16 entries.</summary>
    public const int SettlementsMax = 8;

    /// <summary>Gets what may become of a right.</summary>
    public static IReadOnlyList<string> Outcomes { get; } = ["handled", "passed_on", "withdrawn"];

    /// <summary>Whether what a request says of rights can be understood.</summary>
    public static bool AreComplete(IReadOnlyList<RightSettlement?>? settlements) => settlements is null || (
        settlements.Count <= SettlementsMax
        && settlements.All(one => one is { Reference.Length: > 0, Note.Length: <= NoteCharsMax, Outcome: { } outcome } && Outcomes.Contains(outcome) && !string.IsNullOrWhiteSpace(one.Note))
        && settlements.Select(one => one!.Reference).Distinct(StringComparer.Ordinal).Count() == settlements.Count);

    /// <summary>Why a case must not end like this; null when nothing is left open.</summary>
    public static IResult? Objection(QueueItem item, IReadOnlyList<RightSettlement> settlements)
    {
        var open = item.Rights.Where(right => right.IsOpen).ToList();
        if (open.Where(right => settlements.All(one => one.Reference != right.Reference)).ToList() is { Count: > 0 } left)
        {
            return DeskProblem.RightOpen(left);
        }

        return settlements.All(one => open.Exists(right => right.Reference == one.Reference)) ? null : DeskProblem.BadRequest;
    }

    /// <summary>Makes the records. A right that was settled by the first try of this request is written the same again, so that the retry is known as one.</summary>
    public static IEnumerable<NewConversationEntry> Entries(QueueItem item, AgentView agent, IReadOnlyList<RightSettlement> settlements) =>
        from settlement in settlements
        let right = item.Rights.FirstOrDefault(right => right.Reference == settlement.Reference)
        where right is not null
        select new NewConversationEntry(
            new JsonObject
            {
                ["type"] = "event",
                ["name"] = "cardline.right.settled",
                ["value"] = new JsonObject
                {
                    ["right"] = right.Right, ["reference"] = right.Reference, ["outcome"] = settlement.Outcome, ["note"] = settlement.Note!.Trim(), ["agentId"] = agent.Id,
                },
            },
            VisibleToCardholder: false);
}

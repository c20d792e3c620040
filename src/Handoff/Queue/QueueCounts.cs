using Cardline.Handoff.Detection;
using Microsoft.Extensions.Options;

namespace Cardline.Handoff.Queue;

/// <summary>How many wait for a person, why and how long: numbers alone, nobody's words, names or ids.</summary>
/// <param name="Waiting">Cases that wait.</param>
/// <param name="Held">Cases that an agent holds.</param>
/// <param name="LongestWaitSeconds">Whole seconds that the longest waiting case has waited; null when none waits.</param>
/// <param name="AgentsOnDuty">Agents on duty; null where that cannot be known.</param>
/// <param name="Priorities">Waiting cases of every priority class, also where there are none.</param>
/// <param name="Reasons">Waiting cases of every reason that any has, in order of precedence.</param>
public sealed record QueueCounts(
    int Waiting, int Held, long? LongestWaitSeconds, int? AgentsOnDuty, IReadOnlyList<PriorityCount> Priorities, IReadOnlyList<ReasonCount> Reasons)
{
    /// <summary>The name under which reasons are counted that are none of <see cref="HandoffReasons.All"/>; an entry that another program wrote may hold anything.</summary>
    public const string OtherReason = "other";

    /// <summary>Counts from the log, without a board: for commands. It does not know who is on duty.</summary>
    /// <param name="conversations">The log.</param>
    /// <param name="time">The clock that waits go by.</param>
    /// <param name="cancel">Stops the read.</param>
    public static async Task<QueueCounts> ReadAsync(IConversations conversations, TimeProvider time, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(conversations);
        ArgumentNullException.ThrowIfNull(time);
        var reader = new CaseReader(conversations, Options.Create(new HandoffOptions()));
        var cases = new List<HandoffCase>();
        foreach (var state in (await conversations.ListOpenAsync(cancel)).Conversations)
        {
            cases.Add(await reader.ReadAsync(state.ConversationId, state.Seq, cancel));
        }

        return Of(cases, agentsOnDuty: null, time.GetUtcNow());
    }

    /// <summary>Counts cases.</summary>
    internal static QueueCounts Of(IEnumerable<HandoffCase> cases, int? agentsOnDuty, DateTimeOffset now)
    {
        var open = cases.Where(found => found.IsOpen).ToList();
        var waiting = open.Where(found => found.Holder.Kind == HolderKind.Queue).ToList();
        var reasons = waiting.CountBy(found => HandoffReasons.PrecedenceOf(found.Reason ?? HandoffReasons.None)).OrderBy(count => count.Key);
        return new QueueCounts(
            waiting.Count,
            open.Count - waiting.Count,
            waiting.Count == 0 ? null : Math.Max(0, (long)(now - waiting.Min(found => found.EnqueuedAt)).TotalSeconds),
            agentsOnDuty,
            [.. Enumerable.Range(0, HandoffPriority.Lowest + 1).Select(priority => new PriorityCount(priority, waiting.Count(found => found.Priority == priority)))],
            [.. reasons.Select(count => new ReasonCount(count.Key < HandoffReasons.All.Count ? HandoffReasons.All[count.Key] : OtherReason, count.Value))]);
    }
}

/// <summary>Waiting cases of one priority class.</summary>
/// <param name="Priority">0 to 3; see <see cref="HandoffPriority"/>.</param>
/// <param name="Waiting">How many.</param>
public sealed record PriorityCount(int Priority, int Waiting);

/// <summary>Waiting cases of one reason.</summary>
/// <param name="Reason">One of <see cref="HandoffReasons.All"/>, or <see cref="QueueCounts.OtherReason"/>.</param>
/// <param name="Waiting">How many.</param>
public sealed record ReasonCount(string Reason, int Waiting);

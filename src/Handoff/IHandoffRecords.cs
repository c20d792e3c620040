using System.Text.Json.Nodes;

namespace Cardline.Handoff;

/// <summary>The port through which reports read what the logs say about handoffs. The host implements it over the log; it writes nothing.</summary>
public interface IHandoffRecords
{
    /// <summary>
    /// Reads the events about handoffs of every conversation with an entry since a moment, one conversation after another, each in the order of
    /// its log: <c>handoff.initiate</c>, <c>handoff.status</c>, <c>handoff.needed</c>, <c>cardline.survey</c>, <c>cardline.snapshot</c>.
    /// </summary>
    /// <param name="since">Conversations that ended before it are left out; of the others everything is read.</param>
    /// <param name="cancel">Stops the read.</param>
    IAsyncEnumerable<HandoffRecord> ReadAsync(DateTimeOffset since, CancellationToken cancel);
}

/// <summary>One event about a handoff.</summary>
/// <param name="ConversationId">Whose log.</param>
/// <param name="At">When it was appended.</param>
/// <param name="FromCardholder">Whether the cardholder sent it. Who reads it must not believe a cardholder more than a survey.</param>
/// <param name="Activity">The event.</param>
public sealed record HandoffRecord(string ConversationId, DateTimeOffset At, bool FromCardholder, JsonObject Activity);

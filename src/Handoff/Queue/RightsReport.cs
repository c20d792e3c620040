using Microsoft.Extensions.Options;

namespace Cardline.Handoff.Queue;

/// <summary>A right that nobody has settled, and where.</summary>
/// <param name="ConversationId">Which conversation.</param>
/// <param name="State"><c>waiting</c> or <c>held</c>.</param>
/// <param name="AgentId">Who holds the case; null while it waits.</param>
/// <param name="Lang"><c>en</c> or <c>zh-Hans</c>.</param>
/// <param name="SignedIn">Whether the bank named the cardholder.</param>
/// <param name="CardholderName">The name on the cardholder's messages; null when anonymous.</param>
/// <param name="Right">Which right.</param>
/// <param name="Reference">The reference that the cardholder was told.</param>
/// <param name="Seq">Number of the message that gave first notice.</param>
/// <param name="At">When that message was written.</param>
/// <param name="AgeSeconds">Whole seconds since then.</param>
/// <param name="Evidence">The cardholder's words.</param>
public sealed record OpenRight(
    string ConversationId, string State, string? AgentId, string Lang, bool SignedIn, string? CardholderName,
    string Right, string Reference, long Seq, DateTimeOffset At, long AgeSeconds, string? Evidence);

/// <summary>Every right that nobody has settled, oldest first.</summary>
/// <remarks>A conversation with an open right stays with the queue or an agent (decision 0016), so the cases that are open hold them all.</remarks>
/// <param name="Open">How many there are.</param>
/// <param name="Rights">The oldest of them, at most <see cref="RightsMax"/>.</param>
public sealed record RightsReport(int Open, IReadOnlyList<OpenRight> Rights)
{
    /// <summary>Most rights in one report.</summary>
    public const int RightsMax = 500;

    /// <summary>Reads them from the log, without a board: for commands.</summary>
    /// <param name="conversations">The log.</param>
    /// <param name="time">The clock that ages go by.</param>
    /// <param name="cancel">Stops the read.</param>
    public static async Task<RightsReport> ReadAsync(IConversations conversations, TimeProvider time, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(conversations);
        ArgumentNullException.ThrowIfNull(time);
        var reader = new CaseReader(conversations, Options.Create(new HandoffOptions()));
        var items = new List<QueueItem>();
        foreach (var state in (await conversations.ListOpenAsync(cancel)).Conversations)
        {
            items.Add((await reader.ReadAsync(state.ConversationId, state.Seq, cancel)).ToItem(place: null));
        }

        return Of(items, time.GetUtcNow());
    }

    /// <summary>Lists the open rights of cases.</summary>
    internal static RightsReport Of(IEnumerable<QueueItem> items, DateTimeOffset now)
    {
        List<OpenRight> open = [.. items.SelectMany(item => item.Rights.Where(right => right.IsOpen).Select(right => new OpenRight(
                item.ConversationId, item.State, item.AgentId, item.Lang, item.SignedIn, item.CardholderName, right.Right, right.Reference, right.Seq, right.At,
                Math.Max(0, (long)(now - right.At).TotalSeconds), right.Evidence)))
            .OrderBy(right => right.At).ThenBy(right => right.ConversationId, StringComparer.Ordinal).ThenBy(right => right.Right, StringComparer.Ordinal)];
        return new RightsReport(open.Count, [.. open.Take(RightsMax)]);
    }
}

using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.Channels;

/// <summary>How far a conversation has been delivered.</summary>
/// <param name="Seq">Last entry that was sent, skipped or given up.</param>
/// <param name="GoneSince">Time of the reference under which the channel said that the conversation is gone; null when it did not.</param>
internal sealed record DeliveryMark(long Seq, DateTimeOffset? GoneSince = null);

/// <summary>
/// Sends what a conversation's log holds beyond its mark, one entry after another. The mark is written after each sending, so a
/// crash repeats at most one message: the protocol has no key that would prevent it.
/// </summary>
internal sealed class ConversationDelivery(
    IConversationLog log, IStateStore store, ChannelReferences references, ConnectorClient connector, IOptions<ChannelOptions> options, ILogger<ConversationDelivery> logger)
    : IDisposable
{
    /// <summary>Name of the staff entry that records an entry given up.</summary>
    public const string NotDeliveredName = "cardline.undelivered";

    private const string MarkKind = "cursor";
    private const int PageMax = 100;
    private const int TranscriptMax = 200;
    private static readonly string[] ShowEventsToClients = ["directline", "webchat", "emulator"];

    private readonly ConcurrentDictionary<string, SemaphoreSlim> lanes = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Delivers everything that is there now.</summary>
    public async Task DeliverAsync(string conversationId, CancellationToken cancel)
    {
        var id = "channel:" + conversationId;
        var mark = await store.GetAsync(MarkKind, id, cancel) is { } json ? JsonSerializer.Deserialize<DeliveryMark>(json)! : new DeliveryMark(0);
        var written = mark;
        while (await references.FindAsync(conversationId, cancel) is { } reference)
        {
            var page = await log.ReadAsync(conversationId, Audience.Staff, mark.Seq, PageMax, cancel);
            foreach (var entry in page)
            {
                if (mark.GoneSince == reference.ReceivedAt || await ActivityOfAsync(reference, entry, cancel) is not { } activity)
                {
                    mark = mark with { Seq = entry.Seq };
                    continue;
                }

                var result = await SendAsync(reference, activity, cancel);
                await RecordAsync(conversationId, entry.Seq, result, cancel);
                written = mark = new DeliveryMark(entry.Seq, result.Outcome == SendOutcome.Gone ? reference.ReceivedAt : null);
                await store.PutAsync(MarkKind, id, JsonSerializer.Serialize(mark), cancel);
            }

            if (page.Count < PageMax)
            {
                break;
            }
        }

        if (written != mark)
        {
            await store.PutAsync(MarkKind, id, JsonSerializer.Serialize(mark), cancel);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var lane in lanes.Values)
        {
            lane.Dispose();
        }
    }

    private async Task<JsonObject?> ActivityOfAsync(ChannelReference reference, LogEntry entry, CancellationToken cancel)
    {
        if (reference.AnswersInRequest || !reference.Authenticated)
        {
            return null;
        }

        if (OutboundActivity.Of(reference, entry) is { } visible)
        {
            return visible;
        }

        if (entry.VisibleSeq is not null || entry.Sender == SenderKind.Cardholder || !entry.Json.Contains(LogEvents.HandoffInitiate, StringComparison.Ordinal)
            || (options.Value.NoHandoffInitiate ?? ShowEventsToClients).Contains(reference.ChannelId, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        var source = JsonNode.Parse(entry.Json)!.AsObject();
        return (string?)source["name"] == LogEvents.HandoffInitiate
            ? OutboundActivity.Initiate(reference, source, await TranscriptAsync(entry, cancel))
            : null;
    }

    /// <summary>The last messages that both sides saw before the handoff.</summary>
    private async Task<IEnumerable<JsonObject>> TranscriptAsync(LogEntry handoff, CancellationToken cancel)
    {
        var entries = await log.ReadAsync(handoff.ConversationId, Audience.Staff, Math.Max(0, handoff.Seq - 1 - (TranscriptMax * 4)), TranscriptMax * 4, cancel);
        return entries
            .Where(entry => entry.Seq < handoff.Seq && entry.VisibleSeq is not null)
            .Select(entry => JsonNode.Parse(entry.Json)!.AsObject())
            .Where(activity => (string?)activity["type"] == "message")
            .TakeLast(TranscriptMax);
    }

    /// <summary>At most so many at a time per host, so that a slow channel holds up only itself.</summary>
    private async Task<SendResult> SendAsync(ChannelReference reference, JsonObject activity, CancellationToken cancel)
    {
        if (!ServiceHosts.Allows(options.Value, reference.ServiceUrl))
        {
            return new SendResult(SendOutcome.Failed, 0);
        }

        // Only listed hosts come this far, so their number is bounded by the list.
        var lane = lanes.GetOrAdd(new Uri(reference.ServiceUrl!).Authority, _ => new SemaphoreSlim(options.Value.SendsPerHostMax));
        await lane.WaitAsync(cancel);
        try
        {
            return await connector.SendAsync(reference, activity, cancel);
        }
        finally
        {
            lane.Release();
        }
    }

    private async Task RecordAsync(string conversationId, long seq, SendResult result, CancellationToken cancel)
    {
        if (result.Outcome == SendOutcome.Sent)
        {
            return;
        }

        if (result.Outcome == SendOutcome.Gone)
        {
            ChannelLog.Undeliverable(logger, conversationId, result.Status);
        }
        else
        {
            ChannelLog.NotDelivered(logger, conversationId, seq, result.Status);
        }

        var record = new JsonObject
        {
            ["type"] = "event", ["name"] = NotDeliveredName, ["from"] = new JsonObject { ["id"] = "cardline", ["role"] = "bot" },
            ["value"] = new JsonObject { ["seq"] = seq, ["undeliverable"] = result.Outcome == SendOutcome.Gone },
        };
        var key = new IdempotencyKey(SenderKind.System, "channel", $"undelivered:{seq}");
        await log.AppendAsync(new AppendRequest(conversationId, SenderKind.System, key, [new NewEntry(record, Visible: false)]), cancel);
    }
}

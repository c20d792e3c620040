using System.Globalization;
using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.Channels;

/// <summary>Waits for the outcome of the turn that answers a message, by reading the log like anyone else, and collects the replies.</summary>
internal sealed class ReplyWait(IConversationLog log, IStateStore store, IOptions<ChannelOptions> options, TimeProvider clock, ILogger<ReplyWait> logger)
{
    private const string CursorKind = "cursor";
    private const int RepliesMax = 100;

    /// <summary>Waits and collects.</summary>
    /// <param name="conversationId">Our id.</param>
    /// <param name="reference">How replies are addressed.</param>
    /// <param name="messageSeq">The message that is answered.</param>
    /// <param name="isRetry">Whether the message had come before: then its own replies are given again, however often.</param>
    /// <param name="cancel">Ends the wait when the caller has gone.</param>
    /// <returns>What was said since the last such answer, the outcome of this turn included unless it took too long.</returns>
    public async Task<JsonArray> CollectAsync(string conversationId, ChannelReference reference, long messageSeq, bool isRetry, CancellationToken cancel)
    {
        var ended = await WaitAsync(conversationId, messageSeq, cancel);
        var id = "replies:" + conversationId;
        var last = isRetry ? null : await store.GetAsync(CursorKind, id, cancel);
        var from = last is null ? messageSeq : long.Parse(last, CultureInfo.InvariantCulture);
        var entries = await log.ReadAsync(conversationId, Audience.Staff, from, RepliesMax * 4, cancel);
        // Who repeats what was trimmed away has been answered long ago; what is left answers others.
        var gone = isRetry && entries is [var oldest, ..] && LogSnapshot.Is(oldest);
        var replies = new JsonArray([.. entries.Where(_ => !gone).Select(entry => OutboundActivity.Of(reference, entry)).OfType<JsonObject>().Take(RepliesMax)]);
        if (entries.Count > 0 && !gone)
        {
            await store.PutAsync(CursorKind, id, entries[^1].Seq.ToString(CultureInfo.InvariantCulture), cancel);
        }

        if (!ended)
        {
            ChannelLog.ReplyLate(logger, conversationId, options.Value.ReplyWaitSeconds, replies.Count);
        }

        return replies;
    }

    private async Task<bool> WaitAsync(string conversationId, long messageSeq, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.ReplyWaitSeconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            await foreach (var page in log.FollowAsync(conversationId, Audience.Staff, messageSeq - 1, either.Token))
            {
                // The log says on the entry itself whether an outcome is owed; while an agent holds the conversation none is.
                if (page.Any(entry => (entry.Seq == messageSeq && !entry.OpensTurn) || Answers(entry, messageSeq) || (entry.Seq > messageSeq && LogSnapshot.Is(entry))))
                {
                    return true;
                }
            }
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return false;
        }

        return false;
    }

    private static bool Answers(LogEntry entry, long messageSeq)
    {
        if (entry.VisibleSeq is not null || !entry.Json.Contains(LogEvents.Outcome, StringComparison.Ordinal))
        {
            return false;
        }

        var activity = JsonNode.Parse(entry.Json)!;
        return (string?)activity["name"] == LogEvents.Outcome && activity["value"]?["answers"] is JsonArray answers && answers.Any(seq => (long?)seq == messageSeq);
    }
}

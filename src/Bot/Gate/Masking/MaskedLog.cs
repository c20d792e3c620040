using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;

namespace Cardline.Bot.Gate.Masking;

/// <summary>
/// The one door to the log: whatever a cardholder, an agent or a channel appends is masked before it is written. It is the only
/// <see cref="IConversationLog"/> that the container gives out, so that no room can write around it.
/// </summary>
/// <remarks>
/// What a message continues is known only while its predecessors stand in the log. A retry may come after they were redacted, so
/// an append refused as a conflict is tried again in each form that the first try may have had; a conflict writes nothing.
/// </remarks>
internal sealed class MaskedLog(IConversationLog inner, ActivityMask mask, SplitNumbers splits) : IConversationLog
{
    private static readonly string[] RetryContexts = ["cvv\n", "otp\n", "pin\n"];

    /// <inheritdoc/>
    public async Task<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancel)
    {
        if (request.Sender is not (SenderKind.Cardholder or SenderKind.Agent))
        {
            return await inner.AppendAsync(request, cancel);
        }

        var masked = request with { Key = MaskKey(request.Key), Entries = [.. request.Entries.Select(entry => MaskEntry(entry, request.Sender, null, null))] };
        var at = request.Entries.ToList().FindIndex(entry => SplitNumbers.TextOf(entry.Activity) is not null);
        var text = at < 0 ? null : SplitNumbers.TextOf(request.Entries[at].Activity);
        if (text is null || !SplitNumbers.MayContinue(text))
        {
            return await inner.AppendAsync(masked, cancel);
        }

        return await AppendContinuedAsync(request, masked, at, text, cancel);
    }

    /// <inheritdoc/>
    public Task<ConversationHead?> FindAsync(string conversationId, CancellationToken cancel) => inner.FindAsync(conversationId, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LogEntry>> ReadAsync(string conversationId, Audience audience, long after, int limit, CancellationToken cancel) =>
        inner.ReadAsync(conversationId, audience, after, limit, cancel);

    /// <inheritdoc/>
    public IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAsync(string conversationId, Audience audience, long after, CancellationToken cancel) =>
        inner.FollowAsync(conversationId, audience, after, cancel);

    /// <inheritdoc/>
    public IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAllAsync(long afterPosition, CancellationToken cancel) => inner.FollowAllAsync(afterPosition, cancel);

    /// <inheritdoc/>
    public Task<(long Position, IReadOnlyList<ConversationHead> Heads)> ListOpenAsync(CancellationToken cancel) => inner.ListOpenAsync(cancel);

    /// <inheritdoc/>
    public Task<ConversationHead?> TakeTurnAsync(string conversationId, CancellationToken cancel) => inner.TakeTurnAsync(conversationId, cancel);

    /// <inheritdoc/>
    public Task ReleaseTurnAsync(string conversationId, CancellationToken cancel) => inner.ReleaseTurnAsync(conversationId, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ConversationHead>> ListOpenTurnsAsync(CancellationToken cancel) => inner.ListOpenTurnsAsync(cancel);

    /// <inheritdoc/>
    public Task<bool> RedactAsync(string conversationId, long seq, string reason, CancellationToken cancel) =>
        inner.RedactAsync(conversationId, seq, reason, cancel);

    private async Task<AppendResult> AppendContinuedAsync(AppendRequest request, AppendRequest masked, int at, string text, CancellationToken cancel)
    {
        AppendRequest With(string? context, string? splitKind) => masked with
        {
            Entries = [.. request.Entries.Select((entry, index) => index == at ? MaskEntry(entry, request.Sender, context, splitKind) : MaskEntry(entry, request.Sender, null, null))],
        };

        var split = await splits.FindAsync(masked, text, beforeSeq: 0, cancel);
        var result = await inner.AppendAsync(split is null ? masked : With(split.Cue, split.Kind), cancel);
        if (result is AppendResult.KeyConflict)
        {
            result = await RetryAsync([masked, With(null, MaskKinds.Card), .. RetryContexts.Select(context => With(context, null))], cancel);
            split = result is AppendResult.Repeated repeated ? await splits.FindAsync(masked, text, repeated.FirstSeq, cancel) : null;
        }

        if (split is null && result is AppendResult.Appended appended)
        {
            split = await MissedAsync(masked, appended, at, text, cancel);
        }

        if (split is not null && result is AppendResult.Appended or AppendResult.Repeated)
        {
            foreach (var seq in split!.Earlier)
            {
                await inner.RedactAsync(request.ConversationId, seq, "split_" + split.Kind, cancel);
            }

            // The record of it stands behind what was appended, and what was remembered of the message before is no more.
            return result is AppendResult.Appended last ? last with { OpensTurnHere = false } : result;
        }

        return result;
    }

    /// <summary>Looks again after the append: the other piece may have come in between the first look and the write. Then both go.</summary>
    private async Task<SplitFinding?> MissedAsync(AppendRequest request, AppendResult.Appended appended, int at, string text, CancellationToken cancel)
    {
        var own = appended.Entries.Where(entry => entry.Sender == request.Sender).ElementAtOrDefault(at)?.Seq;
        return own is { } seq && await splits.FindAsync(request, text, seq, cancel) is { Kind: not null } missed
            ? missed with { Earlier = [.. missed.Earlier, seq] }
            : null;
    }

    private async Task<AppendResult> RetryAsync(IReadOnlyList<AppendRequest> forms, CancellationToken cancel)
    {
        foreach (var form in forms)
        {
            var result = await inner.AppendAsync(form, cancel);
            if (result is not AppendResult.KeyConflict)
            {
                return result;
            }
        }

        return new AppendResult.KeyConflict();
    }

    private NewEntry MaskEntry(NewEntry entry, SenderKind sender, string? context, string? splitKind)
    {
        var source = entry.Activity;
        if (SplitNumbers.TextOf(source) is { } text && (context is not null || splitKind is not null))
        {
            source = (JsonObject)source.DeepClone();
            source["text"] = splitKind is null ? text : SplitNumbers.MaskHead(text);
        }

        var activity = mask.Mask(source, out var kinds);
        if (context is not null && SplitNumbers.TextOf(source) is { } continued)
        {
            var masked = mask.Mask(continued, context);
            activity["text"] = masked.Text;
            kinds = [.. kinds.Union(masked.Kinds, StringComparer.Ordinal)];
        }

        kinds = splitKind is null ? kinds : [.. kinds.Union([splitKind], StringComparer.Ordinal)];
        if (sender == SenderKind.Cardholder)
        {
            Say(activity, kinds);
        }

        return entry with { Activity = activity };
    }

    /// <summary>Writes what was masked where the widget reads it. What the sender put there is dropped: it is the server's place.</summary>
    private static void Say(JsonObject activity, IReadOnlyList<string> kinds)
    {
        (activity["channelData"] as JsonObject)?.Remove("cardline");
        if (kinds.Count == 0 || (string?)activity["type"] != "message")
        {
            return;
        }

        if (activity["channelData"] is not JsonObject channelData)
        {
            activity["channelData"] = channelData = [];
        }

        channelData["cardline"] = new JsonObject { ["masked"] = new JsonArray([.. kinds.Select(kind => (JsonNode)kind)]) };
    }

    /// <summary>The key is stored too. An id that holds something secret becomes its hash, which names the same request just as well.</summary>
    private IdempotencyKey? MaskKey(IdempotencyKey? key) => key is null
        ? null
        : key with { SenderId = MaskId(key.SenderId), ClientId = MaskId(key.ClientId) };

    private string MaskId(string id) => IdShapes.IsClientId(id) || IdShapes.IsAccountId(id) || mask.Mask(id).Kinds.Count == 0
        ? id
        : "h-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}

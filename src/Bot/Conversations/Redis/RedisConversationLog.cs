using System.Text.Json.Nodes;
using Cardline.Handoff;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>The log over Redis, for any number of nodes. What stands where: <c>docs/redis.md</c>.</summary>
internal sealed class RedisConversationLog(
    RedisAppends appends, RedisReads reads, RedisTurns turns, RedisFeed feed, RedisWatch watch, ConversationFollower follower, Tails tails) : IConversationLog
{
    /// <inheritdoc/>
    public async Task<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancel)
    {
        var result = await Operations.Instruments.AppendAsync("redis", () => appends.AppendAsync(request));
        Tell(result);
        return result;
    }

    /// <inheritdoc/>
    public async Task<ConversationHead?> FindAsync(string conversationId, CancellationToken cancel)
    {
        var head = await reads.HeadAsync(conversationId);
        if (head is not null)
        {
            appends.Remember(head);
        }

        return head?.Head;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LogEntry>> ReadAsync(string conversationId, Audience audience, long after, int limit, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 1000);
        if (audience == Audience.Staff)
        {
            return await reads.EntriesAfterAsync(conversationId, after, limit, cancel);
        }

        var seen = await reads.VisibleAfterAsync(conversationId, after, limit, cancel);
        if (seen.Count > 0)
        {
            await appends.SettleAsync();
        }

        return seen;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAsync(string conversationId, Audience audience, long after, CancellationToken cancel) =>
        follower.FollowAsync(conversationId, audience, after, cancel);

    /// <inheritdoc/>
    public IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAllAsync(long afterPosition, CancellationToken cancel) => feed.FollowAsync(afterPosition, cancel);

    /// <inheritdoc/>
    public async Task<(long Position, IReadOnlyList<ConversationHead> Heads)> ListOpenAsync(CancellationToken cancel)
    {
        var position = await feed.PositionAsync();
        var heads = await reads.HeadsAsync(await reads.OpenIdsAsync());
        return (position, [.. heads.Select(head => head.Head).Where(head => head.Holder.Kind is HolderKind.Queue or HolderKind.Agent)]);
    }

    /// <inheritdoc/>
    public async Task<ConversationHead?> TakeTurnAsync(string conversationId, CancellationToken cancel)
    {
        var head = await turns.TakeAsync(conversationId);
        if (head is not null)
        {
            appends.Remember(head);
        }

        return head?.Head is { TurnSeq: not null } taken ? taken : null;
    }

    /// <inheritdoc/>
    public Task ReleaseTurnAsync(string conversationId, CancellationToken cancel) => turns.ReleaseAsync(conversationId);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ConversationHead>> ListOpenTurnsAsync(CancellationToken cancel) =>
        [.. (await reads.HeadsAsync(await turns.AbandonedAsync())).Select(head => head.Head).Where(head => head.TurnSeq is not null)];

    /// <inheritdoc/>
    public async Task<bool> RedactAsync(string conversationId, long seq, string reason, CancellationToken cancel)
    {
        if (await reads.EntriesAfterAsync(conversationId, seq - 1, 1, cancel) is not [var entry] || entry.Seq != seq || LogSnapshot.Is(entry))
        {
            return false;
        }

        var record = new JsonObject
        {
            ["type"] = "event", ["name"] = LogEvents.Redacted, ["value"] = new JsonObject { ["seq"] = seq, ["reason"] = reason },
        };
        var request = new AppendRequest(conversationId, SenderKind.System, Key: null, [new NewEntry(record, Visible: false)]);
        var result = await appends.OverwriteAsync(request, seq, Redaction.Of(entry.Json));
        tails.Forget(conversationId);
        Tell(result);
        return result is AppendResult.Appended;
    }

    private void Tell(AppendResult result)
    {
        if (result is not AppendResult.Appended { Entries: [var first, ..] entries })
        {
            return;
        }

        tails.Publish(entries);
        if (entries.Any(entry => entry.Holder.Kind is HolderKind.Queue or HolderKind.Agent) || first.ConversationId.StartsWith(RedisKeys.ChannelIdPrefix, StringComparison.Ordinal))
        {
            watch.TakeSoon(RedisKeys.BucketOf(first.ConversationId));
        }
    }
}

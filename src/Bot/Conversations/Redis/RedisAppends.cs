using System.Globalization;
using Cardline.Handoff;
using Microsoft.Extensions.Caching.Memory;
using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>
/// Appends by comparing: the rules compute from the head that this node knows, and one script writes if that head still stands. When
/// it does not, the script says what stands and the rules compute again.
/// </summary>
internal sealed class RedisAppends(RedisNode redis, IRedisWrites writes, ConversationRules rules, ProtectionSwitches switches) : IDisposable
{
    /// <summary>Most computations of one append before it is given up as unavailable; each lost one was another's success.</summary>
    public const int TriesMax = 64;

    /// <summary>Heads remembered by this node. A forgotten or outdated one costs one more round trip, nothing else.</summary>
    public const int HeadsMax = 50_000;

    /// <summary>A seq that no conversation has: a script that compares with it writes nothing and says what stands.</summary>
    private const long NoSeq = -1;

    /// <summary>What the script says of an open turn that this node runs.</summary>
    private const string Ours = "ours";

    private static readonly RedisScript Script = RedisScript.Read("append");
    private readonly MemoryCache heads = new(new MemoryCacheOptions { SizeLimit = HeadsMax });

    private enum Said
    {
        Moved = 0,
        Written = 1,
        KeyKnown = 2,
    }

    /// <summary>Appends; see <see cref="IConversationLog.AppendAsync"/>.</summary>
    public Task<AppendResult> AppendAsync(AppendRequest request) => AppendAsync(
        request.ConversationId,
        request.Key is null || !switches.Idempotency ? null : (FieldOf(request.Key), Convert.ToBase64String(ConversationRules.BodyHash(request.Entries))),
        head => rules.Refuse(head?.Head, request),
        head => rules.Expand(head?.Head, request, from => [.. head?.Owed.Where(seq => seq >= from) ?? []]),
        overwrite: null,
        request.SetsHold);

    /// <summary>Overwrites an entry and appends the record of it.</summary>
    public Task<AppendResult> OverwriteAsync(AppendRequest record, long seq, string json) => AppendAsync(
        record.ConversationId,
        key: null,
        head => head is null ? new AppendResult.NotFound() : null,
        head => rules.Expand(head?.Head, record, _ => []),
        (seq, json),
        hold: null);

    /// <summary>Makes sure that what was read until now is as safe as an acknowledged append.</summary>
    /// <exception cref="LogUnavailableException">It is not, or that is unknown.</exception>
    public Task SettleAsync() => writes.SettleAsync();

    /// <summary>Remembers a head that was read, unless a later one is known. Times grow even when a conversation expires and begins anew; seqs do not.</summary>
    public void Remember(RedisHead head)
    {
        if (Known(head.Head.ConversationId) is not { } known || known.Head.At < head.Head.At)
        {
            heads.Set(head.Head.ConversationId, head, new MemoryCacheEntryOptions { Size = 1 });
        }
    }

    /// <inheritdoc/>
    public void Dispose() => heads.Dispose();

    private async Task<AppendResult> AppendAsync(
        string conversationId, (string Field, string Hash)? key, Func<RedisHead?, AppendResult?> refuse, Func<RedisHead?, WriteBatch> expand, (long Seq, string Json)? overwrite,
        bool? hold)
    {
        var head = Known(conversationId);
        var fresh = false;
        for (var tries = 0; tries < TriesMax; tries++)
        {
            var refused = refuse(head);
            if (refused is not null && fresh)
            {
                return refused;
            }

            // What is refused by what this node remembers is not refused yet: the store is asked first, and it may know the key.
            var batch = refused is null && (head is not null || fresh) ? expand(head) : null;
            var next = batch is null ? null : RedisHead.After(head, batch);
            if (next?.Owed.Count > RedisHead.OwedMax)
            {
                throw new LogUnavailableException($"BOT030: {RedisHead.OwedMax} messages of this conversation wait for an answer; try the same request again.");
            }

            var (said, stands, known) = await RunAsync(conversationId, head, batch, next, key, overwrite, hold);
            if (said == Said.Written)
            {
                Remember(next!);
                if (!writes.TellsAtOnce)
                {
                    redis.Connection.Publish(redis.Keys.Live, $"{redis.Name.Id} {next!.Head.Seq} {conversationId}");
                }

                return new AppendResult.Appended(next!.Head, batch!.Entries) { Follows = batch.Follows, OpensTurnHere = known == Ours };
            }

            if (stands is not null)
            {
                heads.Set(conversationId, stands, new MemoryCacheEntryOptions { Size = 1 });
            }
            else
            {
                // Nothing stands: it never began, or it has expired since this node wrote to it.
                heads.Remove(conversationId);
            }

            if (said == Said.KeyKnown)
            {
                var (firstSeq, hash) = (long.Parse(known.AsSpan(0, known.IndexOf(':', StringComparison.Ordinal)), CultureInfo.InvariantCulture), known[(known.IndexOf(':', StringComparison.Ordinal) + 1)..]);
                return hash == key!.Value.Hash ? new AppendResult.Repeated(stands!.Head, firstSeq) : new AppendResult.KeyConflict();
            }

            (head, fresh) = (stands, true);
        }

        heads.Remove(conversationId);
        throw new LogUnavailableException($"BOT030: {TriesMax} other writes to this conversation came first; try the same request again.");
    }

    /// <summary>Runs the script; without a batch it writes nothing and says what stands.</summary>
    private async Task<(Said Said, RedisHead? Stands, string Known)> RunAsync(
        string conversationId, RedisHead? head, WriteBatch? batch, RedisHead? next, (string Field, string Hash)? key, (long Seq, string Json)? overwrite,
        bool? hold)
    {
        var (keys, bucket) = (redis.Keys, RedisKeys.BucketOf(conversationId));
        RedisKey[] names =
        [
            keys.Head(conversationId), keys.Log(conversationId), keys.Keys(conversationId), keys.Turns(bucket), keys.Open(bucket), keys.Outbox(bucket), keys.Scratch(conversationId),
            keys.Last(bucket),
        ];
        var (before, after) = (WithPeople(head?.Head.Holder), WithPeople(next?.Head.Holder));
        var values = new List<RedisValue>(16 + (3 * (batch?.Entries.Count ?? 0)))
        {
            conversationId,
            batch is null ? NoSeq : head?.Head.Seq ?? 0,
            key?.Field ?? "",
            key is { } given ? $"{batch?.SuppliedFrom ?? 0}:{given.Hash}" : "",
            next?.ToText() ?? "",
            next?.Head.TurnSeq is null ? "" : "open",
            before == after ? "" : after ? "y" : "n",
            before || after || conversationId.StartsWith(RedisKeys.ChannelIdPrefix, StringComparison.Ordinal) ? "feed" : "",
            redis.Name.Id,
            redis.TurnLeaseMilliseconds,
            writes.TellsAtOnce ? (string)keys.Live! : "",
            overwrite?.Seq ?? RedisValue.EmptyString,
            overwrite?.Json ?? "",
            (head?.Head.Seq ?? 0) + 1,
            head?.Head.At.ToUnixTimeMilliseconds() ?? RedisValue.EmptyString,
            hold switch { true => "y", false => "n", null => "" },
        };
        var visible = head?.Head.VisibleSeq ?? 0;
        foreach (var entry in batch?.Entries ?? [])
        {
            visible = entry.VisibleSeq ?? visible;
            values.Add(visible);
            values.Add(RedisEntry.Envelope(entry));
            values.Add(entry.Json);
        }

        var answer = (RedisResult[])(await Script.RunAsync(writes.RunAsync, names, [.. values], switches.Scripts))!;
        var said = (Said)(int)answer[0];
        if (said == Said.Written)
        {
            redis.Clock.Heard((long)answer[1]);
            return (said, null, (string)answer[2]!);
        }

        var stands = (string)answer[1]! is { Length: > 0 } text ? Parse(conversationId, text) : null;
        return (said, stands, said == Said.KeyKnown ? (string)answer[2]! : "");
    }

    private static RedisHead Parse(string conversationId, string text)
    {
        try
        {
            return RedisHead.Parse(conversationId, text);
        }
        catch (FormatException e)
        {
            throw new LogUnavailableException("BOT030: What stands in Redis for this conversation was not written by Cardline.", e);
        }
    }

    private RedisHead? Known(string conversationId) => heads.TryGetValue(conversationId, out RedisHead? head) ? head : null;

    private static bool WithPeople(Holder? holder) => holder?.Kind is HolderKind.Queue or HolderKind.Agent;

    private static string FieldOf(IdempotencyKey key) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)key.Kind}:{key.SenderId.Length}:{key.SenderId}:{key.ClientId}");
}

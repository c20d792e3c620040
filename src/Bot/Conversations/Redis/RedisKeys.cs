using System.Globalization;
using System.Text;
using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>The names of all keys and channels; <c>docs/redis.md</c> says what is in them.</summary>
/// <remarks>Keys with the same text in braces share a slot of a cluster. A conversation's bucket never changes: it is computed from the id alone.</remarks>
internal sealed class RedisKeys(string prefix)
{
    /// <summary>Number of buckets. Part of the stored format: it can never be changed for a store that has conversations.</summary>
    public const int Buckets = 256;

    /// <summary>What the ids of a channel's conversations begin with; each of their entries goes into the feed, because a channel must be told.</summary>
    public const string ChannelIdPrefix = Gate.Channels.ChannelReference.IdPrefix;

    /// <summary>Gets the last position and, for every bucket, the last outbox id that is in the feed.</summary>
    public RedisKey FeedState { get; } = prefix + ":{feed}:state";

    /// <summary>Gets the feed: references to entries in one order over all conversations.</summary>
    public RedisKey FeedLog { get; } = prefix + ":{feed}:log";

    /// <summary>Gets a key that is written to learn whether replicas have what came before.</summary>
    public RedisKey Barrier { get; } = prefix + ":{feed}:barrier";

    /// <summary>Gets the key that says which format is stored here.</summary>
    public RedisKey Format { get; } = prefix + ":{state}:format";

    /// <summary>Gets the channel on which appends are told: <c>ID SEQ</c>.</summary>
    public RedisChannel Live { get; } = new(prefix + ":live", RedisChannel.PatternMode.Literal);

    /// <summary>Gets the channel on which new positions of the feed are told.</summary>
    public RedisChannel Feed { get; } = new(prefix + ":feed", RedisChannel.PatternMode.Literal);

    /// <summary>Gets the channel of passing events, such as typing: <c>NODE ID JSON</c>.</summary>
    public RedisChannel Passing { get; } = new(prefix + ":passing", RedisChannel.PatternMode.Literal);

    /// <summary>Finds the bucket of a conversation: the low byte of the 32-bit FNV-1a hash of its id in UTF-8.</summary>
    public static int BucketOf(string conversationId)
    {
        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(Math.Min(conversationId.Length, 256))];
        var length = Encoding.UTF8.GetBytes(conversationId.AsSpan(0, Math.Min(conversationId.Length, 256)), bytes);
        var hash = 2166136261u;
        foreach (var one in bytes[..length])
        {
            hash = unchecked((hash ^ one) * 16777619u);
        }

        return (int)(hash & 0xff);
    }

    /// <summary>The head of a conversation: a hash with <c>seq</c>, <c>head</c>, while a turn is open <c>owner</c>, and on legal hold <c>hold</c>.</summary>
    public RedisKey Head(string conversationId) => Of(conversationId, "head");

    /// <summary>The entries of a conversation: a stream whose ids are <c>SEQ-0</c>.</summary>
    public RedisKey Log(string conversationId) => Of(conversationId, "log");

    /// <summary>The idempotency keys of a conversation: a hash.</summary>
    public RedisKey Keys(string conversationId) => Of(conversationId, "keys");

    /// <summary>Where a log is written anew when one of its entries is overwritten.</summary>
    public RedisKey Scratch(string conversationId) => Of(conversationId, "scratch");

    /// <summary>The open turns of a bucket: a sorted set by the end of the lease in milliseconds.</summary>
    public RedisKey Turns(int bucket) => Of(bucket, "turns");

    /// <summary>The conversations of a bucket whose holder is the queue or an agent: a set.</summary>
    public RedisKey Open(int bucket) => Of(bucket, "open");

    /// <summary>The conversations of a bucket: a sorted set by the time of the last append in milliseconds.</summary>
    public RedisKey Last(int bucket) => Of(bucket, "last");

    /// <summary>What of a bucket is still to be taken into the feed: a stream.</summary>
    public RedisKey Outbox(int bucket) => Of(bucket, "outbox");

    /// <summary>A kind of the state store: a hash.</summary>
    public RedisKey State(string kind) => $"{prefix}:{{state}}:{kind}";

    /// <summary>A kind of the lease store: a sorted set of ids by their end in milliseconds.</summary>
    public RedisKey LeaseEnds(string kind) => $"{prefix}:{{lease-{kind}}}:ends";

    /// <summary>A kind of the lease store: a hash of the values by id.</summary>
    public RedisKey LeaseValues(string kind) => $"{prefix}:{{lease-{kind}}}:values";

    /// <summary>The places of an agent: a sorted set of <c>EPOCH:ID</c> by their end in milliseconds. It shares the slot of presence.</summary>
    public RedisKey Places(string agentId) => $"{prefix}:{{lease-presence}}:places:{agentId}";

    /// <summary>What an agent has left of late: a sorted set of <c>EPOCH:ID</c> by when that is forgotten, in milliseconds.</summary>
    public RedisKey PlacesLeft(string agentId) => $"{prefix}:{{lease-presence}}:left:{agentId}";

    private RedisKey Of(string conversationId, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}:{{b{BucketOf(conversationId):x2}}}:{what}:{conversationId}");

    private RedisKey Of(int bucket, string what) => string.Create(CultureInfo.InvariantCulture, $"{prefix}:{{b{bucket:x2}}}:{what}");
}

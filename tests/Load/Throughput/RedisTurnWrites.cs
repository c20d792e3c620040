using Cardline.Bot.Conversations.Redis;
using StackExchange.Redis;

namespace Cardline.Load.Throughput;

/// <summary>Writes of the bare endpoint that are a turn's own: Cardline's script and keys, with as many arguments as an append has.</summary>
/// <param name="tellsAtOnce">Whether the script itself tells other nodes, as it does unless a replica must have it first.</param>
internal sealed class RedisTurnWrites(bool tellsAtOnce)
{
    private const string NodeId = "bare";
    private const int LeaseMilliseconds = 3000;

    private static readonly RedisScript Script = RedisScript.Read("append");

    private readonly RedisKeys _keys = new("cardline");
    private readonly BareTurns _turns = new();

    /// <summary>Sends one.</summary>
    public async Task SendAsync(IDatabase database, BareWrite write)
    {
        var append = _turns.Next(write);
        var (id, bucket) = (write.Conversation, RedisKeys.BucketOf(write.Conversation));
        RedisKey[] names =
        [
            _keys.Head(id), _keys.Log(id), _keys.Keys(id), _keys.Turns(bucket), _keys.Open(bucket), _keys.Outbox(bucket), _keys.Scratch(id), _keys.Last(bucket),
        ];
        var (first, turn) = (append.Entries[0].Seq, append.After.TurnSeq);
        var values = new List<RedisValue>(16 + (3 * append.Entries.Count))
        {
            id, first - 1, append.Key is { } key ? $"0:{key.SenderId.Length}:{key.SenderId}:{key.ClientId}" : "",
            append.Key is null ? "" : $"{first}:{Convert.ToBase64String(BareAppend.Hash)}", new RedisHead(append.After, turn is { } open ? [open] : []).ToText(),
            turn is null ? "" : "open", "", "", NodeId, LeaseMilliseconds, tellsAtOnce ? (string)_keys.Live! : "", "", "", first,
            append.Before?.At.ToUnixTimeMilliseconds() ?? RedisValue.EmptyString, "",
        };
        foreach (var entry in append.Entries)
        {
            values.AddRange([entry.VisibleSeq ?? 0, RedisEntry.Envelope(entry), entry.Json]);
        }

        var answer = (RedisResult[])(await Script.RunAsync(run => run(database), names, [.. values]))!;
        if ((int)answer[0] != 1)
        {
            throw new InvalidOperationException($"The script wrote nothing: it said {answer[0]}.");
        }
    }
}

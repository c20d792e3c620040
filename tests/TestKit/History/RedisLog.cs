using System.Globalization;
using System.Text.Json.Nodes;
using Cardline.TestKit.Redis;

namespace Cardline.TestKit.History;

/// <summary>Reads the logs and heads from Redis as <c>docs/redis.md</c> says they stand there, also while servers write them.</summary>
public static class RedisLog
{
    private const int PageEntries = 500;
    private const int ScanAtATime = 1000;

    /// <summary>Reads every entry, by conversation and then by seq.</summary>
    /// <param name="redis">The server.</param>
    /// <param name="prefix">The first part of every key.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<IReadOnlyList<StoredEntry>> ReadAsync(RedisServer redis, string prefix, CancellationToken cancel)
    {
        await using var wire = await redis.ConnectAsync(cancel);
        var entries = new List<StoredEntry>();
        foreach (var key in (await KeysAsync(wire, prefix + ":{b*}:log:*", cancel)).Order(StringComparer.Ordinal))
        {
            var from = "-";
            while (true)
            {
                var page = await AskAsync(wire, ["XRANGE", key, from, "+", "COUNT", PageEntries.ToString(CultureInfo.InvariantCulture)], cancel);
                entries.AddRange(page.Items.Select(item => EntryOf(IdOf(key), item)));
                if (page.Items.Count < PageEntries)
                {
                    break;
                }

                from = "(" + page.Items[^1].Items[0].Text;
            }
        }

        return entries;
    }

    /// <summary>Reads where the store says that each conversation stands.</summary>
    /// <param name="redis">The server.</param>
    /// <param name="prefix">The first part of every key.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<IReadOnlyList<StoredHead>> HeadsAsync(RedisServer redis, string prefix, CancellationToken cancel)
    {
        await using var wire = await redis.ConnectAsync(cancel);
        var heads = new List<StoredHead>();
        foreach (var key in await KeysAsync(wire, prefix + ":{b*}:head:*", cancel))
        {
            if ((await AskAsync(wire, ["HGET", key, "head"], cancel)).Text is { } json)
            {
                heads.Add(HeadOf(IdOf(key), (JsonArray)JsonNode.Parse(json)!));
            }
        }

        return heads;
    }

    private static async Task<IReadOnlyCollection<string>> KeysAsync(RedisWire wire, string pattern, CancellationToken cancel)
    {
        // SCAN may name a key twice; a set forgets that.
        var (keys, cursor) = (new HashSet<string>(StringComparer.Ordinal), "0");
        do
        {
            var page = await AskAsync(wire, ["SCAN", cursor, "MATCH", pattern, "COUNT", ScanAtATime.ToString(CultureInfo.InvariantCulture)], cancel);
            keys.UnionWith(page.Items[1].Texts!);
            cursor = page.Items[0].Text!;
        }
        while (cursor != "0");

        return keys;
    }

    private static async Task<RedisReply> AskAsync(RedisWire wire, string[] command, CancellationToken cancel)
    {
        var reply = await wire.SendAsync(command, cancel);
        return reply.IsError ? throw new RedisErrorException(reply.Text!) : reply;
    }

    /// <summary>The conversation's id is what follows the third colon; it may hold colons itself.</summary>
    private static string IdOf(string key) => key.Split(':', 4)[3];

    private static StoredEntry EntryOf(string conversationId, RedisReply item)
    {
        var fields = item.Items[1].Texts;
        var envelope = (JsonArray)JsonNode.Parse(Field(fields, "e"))!;
        return new StoredEntry
        {
            ConversationId = conversationId,
            Seq = long.Parse(item.Items[0].Text!.Split('-')[0], CultureInfo.InvariantCulture),
            VisibleSeq = (long?)envelope[1],
            Epoch = (long)envelope[2]!,
            Holder = (StoredHolder)(int)envelope[3]!,
            AgentId = Text(envelope[4]),
            At = (long)envelope[5]!,
            Sender = (StoredSender)(int)envelope[6]!,
            OpensTurn = IsTrue(envelope[7]),
            Activity = (JsonObject)JsonNode.Parse(Field(fields, "a"))!,
        };
    }

    private static StoredHead HeadOf(string conversationId, JsonArray head) => new(
        conversationId, (long)head[1]!, (long)head[2]!, (long)head[3]!, (StoredHolder)(int)head[4]!, Text(head[5]), (long?)head[7], (int)head[8]!);

    private static string? Text(JsonNode? node) => (string?)node is { Length: > 0 } text ? text : null;

    private static bool IsTrue(JsonNode? node) => node?.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.True => true,
        System.Text.Json.JsonValueKind.Number => (int)node! == 1,
        _ => false,
    };

    private static string Field(IReadOnlyList<string?> fields, string name) => fields[fields.ToList().IndexOf(name) + 1]!;
}

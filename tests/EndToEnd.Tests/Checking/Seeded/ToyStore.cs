using System.Text.Json.Nodes;
using Cardline.TestKit.History;

namespace Cardline.EndToEnd.Tests.Checking.Seeded;

/// <summary>What a write may be conditional on, and what it changes beside adding entries.</summary>
internal sealed record ToyWrite(StoredSender Sender, IReadOnlyList<JsonObject> Activities)
{
    public string? ClientId { get; init; }

    public long? Epoch { get; init; }

    public long? EndsTurn { get; init; }

    public StoredHolder? NewHolder { get; init; }

    public string? AgentId { get; init; }
}

/// <summary>The log of one conversation in memory, with the rules of a right one and a place to break each.</summary>
internal sealed class ToyStore(SeededBug bug, Random chance)
{
    public const string Id = "toy";
    public const long Began = 1_000_000;
    private const long NodeAheadMilliseconds = 3_600_000;

    private readonly Dictionary<(int Node, string ClientId), StoredEntry> _keys = [];
    private readonly SortedSet<long> _owed = [];
    private long _now = Began;

    public List<StoredEntry> Log { get; } = [];

    public StoredHead Head { get; private set; } = new(Id, 0, 0, 1, StoredHolder.Bot, null, null, 0);

    public StoredHead HeadAsKept { get; private set; } = new(Id, 0, 0, 1, StoredHolder.Bot, null, null, 0);

    public IReadOnlyList<string> VisibleIds => [.. Log.Where(entry => entry.VisibleSeq is not null).Select(entry => entry.Id!)];

    public long Ended => _now + 1000;

    public void ForgetKeys()
    {
        if (bug == SeededBug.KeysDieWithNode)
        {
            _keys.Clear();
        }
    }

    /// <summary>Writes, or finds that it was written before, or refuses.</summary>
    /// <returns>The first entry; null when it was refused.</returns>
    public StoredEntry? Write(int node, ToyWrite write)
    {
        var key = (bug == SeededBug.KeysPerNode ? node : 0, write.ClientId ?? "");
        if (write.ClientId is not null && _keys.TryGetValue(key, out var before))
        {
            return before;
        }

        var stale = (write.Epoch is { } epoch && epoch != Head.Epoch) || (write.EndsTurn is { } turn && turn != Head.TurnSeq);
        if (stale && !MayPass(write))
        {
            return null;
        }

        HeadAsKept = Head;
        var first = Log.Count;
        foreach (var activity in write.Activities)
        {
            Add(node, activity, write.Sender);
        }

        if (write.NewHolder is { } holder)
        {
            Supersede(node, write);
            Head = Head with { Epoch = Head.Epoch + 1, Holder = holder, AgentId = holder == StoredHolder.Agent ? write.AgentId : null };
            Add(node, ToyWords.Event("cardline.holder", new JsonObject()), StoredSender.System);
        }

        if (Head is { TurnSeq: not null, TurnAttempts: 0 })
        {
            Head = Head with { TurnAttempts = 1 };
            Add(node, ToyWords.Event("cardline.turn", new JsonObject { ["turn"] = Head.TurnSeq, ["attempt"] = 1 }), StoredSender.System);
        }

        HeadAsKept = bug == SeededBug.HeadLags && chance.Next(4) == 0 ? HeadAsKept with { Seq = Head.Seq } : Head;
        return write.ClientId is null ? Log[first] : _keys[key] = Log[first];
    }

    private bool MayPass(ToyWrite write) => bug switch
    {
        SeededBug.IgnoresEpoch => write.Sender == StoredSender.Bot,
        SeededBug.TurnWithoutOwner => write.Sender == StoredSender.Bot && write.Epoch == Head.Epoch,
        _ => false,
    };

    private void Supersede(int node, ToyWrite write)
    {
        if (write.EndsTurn is null && Head.TurnSeq is { } open)
        {
            Add(node, ToyWords.Outcome(open, _owed, "Superseded"), StoredSender.System);
        }
    }

    private void Add(int node, JsonObject activity, StoredSender sender)
    {
        var visible = (string?)activity["type"] == "message";
        var opens = visible && sender == StoredSender.Cardholder && (Head.Holder is StoredHolder.Bot or StoredHolder.Queue);
        _now += 1 + chance.Next(5);
        var seq = Head.Seq + (bug == SeededBug.ComparesNothing && Head.Seq > 0 && chance.Next(20) == 0 ? 0 : 1);
        var visibleSeq = !visible ? (long?)null : bug == SeededBug.CountsStaffEntries ? seq : Head.VisibleSeq + 1;
        activity["id"] = visible ? $"{Id}|{visibleSeq:D7}" : $"{Id}|s{seq:D7}";
        Head = Head with { Seq = seq, VisibleSeq = visibleSeq ?? Head.VisibleSeq };
        var entry = new StoredEntry
        {
            ConversationId = Id, Seq = seq, VisibleSeq = visibleSeq, Epoch = Head.Epoch, Holder = Head.Holder, AgentId = Head.AgentId, Sender = sender, OpensTurn = opens,
            At = _now + (bug == SeededBug.BelievesNodeClock && node == 1 ? NodeAheadMilliseconds : 0), Activity = (JsonObject)JsonNode.Parse(activity.ToJsonString())!,
        };
        Log.Add(entry);
        Follow(entry);
    }

    private void Follow(StoredEntry entry)
    {
        if (entry.OpensTurn)
        {
            _owed.Add(entry.Seq);
        }

        if (entry.EventName == "cardline.outcome")
        {
            _owed.ExceptWith(((JsonArray)entry.Activity["value"]!["answers"]!).Select(seq => (long)seq!));
            Head = Head with { TurnAttempts = 0 };
        }

        Head = Head with { TurnSeq = _owed.Count > 0 ? _owed.Min : null };
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cardline.Handoff;

namespace Cardline.Bot.Conversations;

/// <summary>The entries of one append while <see cref="ConversationRules"/> number them. Not shared between threads.</summary>
internal sealed class WriteBatch(ConversationHead head, DateTimeOffset now, Func<long, IReadOnlyList<long>> waitingMessages)
{
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<LogEntry> entries = [];

    /// <summary>Gets the time of the entry before the first of these.</summary>
    public DateTimeOffset Follows { get; } = head.At;

    /// <summary>Gets the head after the entries numbered so far.</summary>
    public ConversationHead Head { get; private set; } = head;

    /// <summary>Gets all entries in order. Positions are the store's to give.</summary>
    public IReadOnlyList<LogEntry> Entries => entries;

    /// <summary>Gets or sets the seq of the first entry the caller supplied.</summary>
    public long SuppliedFrom { get; set; }

    /// <summary>Gets a value indicating whether a turn is open that nobody has begun.</summary>
    public bool OpenTurnHasNoAttempt => Head.TurnSeq is not null && Head.TurnAttempts == 0;

    /// <summary>How a kind of holder is called in an entry.</summary>
    public static string Name(HolderKind kind) => kind switch
    {
        HolderKind.Bot => "bot",
        HolderKind.Queue => "queue",
        HolderKind.Agent => "agent",
        HolderKind.Closed => "closed",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A new holder needs a name here."),
    };

    /// <summary>How a moment is written in an activity.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Adds one supplied entry. An outcome is completed with the messages it answers and the turn that is open after it.</summary>
    public void Supply(NewEntry entry, AppendRequest request)
    {
        var owed = entry.OpensTurn && (Head.Holder.Kind is HolderKind.Bot or HolderKind.Queue);
        if (request.EndsTurn is { } end && (string?)entry.Activity["name"] == LogEvents.Outcome)
        {
            EndTurn(entry.Activity, end.Turn, end.ThroughSeq);
        }

        Add(entry.Activity, entry.Visible, request.Sender, owed);
        Head = Head with { OpenRights = OpenRights.After(Head.OpenRights, request.Sender, entry.Visible, entry.Activity) };
        if (owed)
        {
            Head = Head with { LastMessageSeq = Head.Seq, TurnSeq = Head.TurnSeq ?? Head.Seq };
        }
    }

    /// <summary>Closes the open turn, if any, because the holder is about to change.</summary>
    public void SupersedeOpenTurn()
    {
        if (Head.TurnSeq is not { } turn)
        {
            return;
        }

        var outcome = Event(LogEvents.Outcome, new JsonObject { ["outcome"] = "Superseded" });
        EndTurn(outcome, turn, Head.LastMessageSeq);
        Add(outcome, visible: false, SenderKind.System, opensTurn: false);
    }

    /// <summary>Changes the holder, raises the epoch and records both.</summary>
    public void ChangeHolder(Holder holder)
    {
        var value = new JsonObject { ["from"] = Name(Head.Holder.Kind), ["to"] = Name(holder.Kind), ["agentId"] = holder.AgentId };
        Head = Head with { Holder = holder, Epoch = Head.Epoch + 1 };
        Add(Event(LogEvents.Holder, value), visible: false, SenderKind.System, opensTurn: false);
    }

    /// <summary>Records one more attempt at the open turn.</summary>
    public void RecordAttempt()
    {
        Head = Head with { TurnAttempts = Head.TurnAttempts + 1 };
        var value = new JsonObject { ["turn"] = Head.TurnSeq, ["attempt"] = Head.TurnAttempts };
        Add(Event(LogEvents.Turn, value), visible: false, SenderKind.System, opensTurn: false);
    }

    private static JsonObject Event(string name, JsonObject value) => new()
    {
        ["type"] = "event", ["name"] = name, ["from"] = new JsonObject { ["id"] = "cardline", ["role"] = "bot" }, ["value"] = value,
    };

    private void EndTurn(JsonObject outcome, long turn, long throughSeq)
    {
        var waiting = waitingMessages(turn);
        var value = (JsonObject)(outcome["value"] ??= new JsonObject());
        var next = waiting.FirstOrDefault(seq => seq > throughSeq);
        value["turn"] = turn;
        value["answers"] = new JsonArray([.. waiting.Where(seq => seq <= throughSeq).Select(seq => (JsonNode)seq)]);
        value["next"] = next == 0 ? null : next;
        Head = Head with { TurnSeq = next == 0 ? null : next, TurnAttempts = 0 };
    }

    private void Add(JsonObject activity, bool visible, SenderKind sender, bool opensTurn)
    {
        var seq = Head.Seq + 1;
        var at = Later(now, Head.At);
        long? visibleSeq = visible ? Head.VisibleSeq + 1 : null;
        activity["id"] = ConversationRules.ActivityId(Head.ConversationId, seq, visibleSeq);
        activity["timestamp"] = Time(at);
        activity["conversation"] = new JsonObject { ["id"] = Head.ConversationId };
        Head = Head with { Seq = seq, VisibleSeq = visibleSeq ?? Head.VisibleSeq, At = at };
        entries.Add(new LogEntry(
            Head.ConversationId, Position: 0, seq, visibleSeq, Head.Epoch, Head.Holder, at, sender, opensTurn, activity.ToJsonString(AsWritten)));
    }

    /// <summary>Web Chat sorts by time, so times grow strictly, by at least the millisecond that the wire can carry.</summary>
    private static DateTimeOffset Later(DateTimeOffset now, DateTimeOffset last)
    {
        var whole = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
        return whole > last ? whole : last.AddMilliseconds(1);
    }
}

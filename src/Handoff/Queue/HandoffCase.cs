using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cardline.Handoff.Detection;

namespace Cardline.Handoff.Queue;

/// <summary>One conversation's case: a fold of the entries of its log, from the first one or from the snapshot that stands there.</summary>
/// <remarks>The holder moves at the entry <c>cardline.holder</c> and nowhere else (a snapshot says where he stood), so the order of entries in one write does not matter.</remarks>
internal sealed class HandoffCase(string conversationId, HandoffOptions options)
{
    /// <summary>Most characters of the last message shown on the board.</summary>
    public const int LastTextCharsMax = 120;

    private CaseRights _rights = new();
    private CaseNotes _notes = new();
    private string? _handoffId;
    private string? _evidence;
    private string? _lang;
    private bool _signedIn;
    private string? _cardholderName;
    private DateTimeOffset? _claimedAt;
    private string? _agentName;
    private string? _lastText;
    private string? _lastFrom;
    private DateTimeOffset? _lastAt;
    private bool _leftToBot;
    private string? _lastAgentId;
    private bool? _needed;

    /// <summary>Gets which conversation it is.</summary>
    public string ConversationId => conversationId;

    /// <summary>Gets the number of the last entry folded.</summary>
    public long Seq { get; private set; }

    /// <summary>Gets the epoch after the last entry folded.</summary>
    public long Epoch { get; private set; }

    /// <summary>Gets who holds it.</summary>
    public Holder Holder { get; private set; } = new(HolderKind.Bot);

    /// <summary>Gets the reason; null when no person was ever asked for.</summary>
    public string? Reason { get; private set; }

    /// <summary>Gets the priority class.</summary>
    public int Priority { get; private set; } = HandoffPriority.Lowest;

    /// <summary>Gets when the person was asked for; kept when an agent is lost.</summary>
    public DateTimeOffset EnqueuedAt { get; private set; }

    /// <summary>Gets when it is to be served at the latest.</summary>
    public DateTimeOffset DueAt => EnqueuedAt + HandoffPriority.Target(options, Priority);

    /// <summary>Gets a value indicating whether it is on the board.</summary>
    public bool IsOpen => Holder.Kind is HolderKind.Queue or HolderKind.Agent;

    /// <summary>The same case, to go on folding apart.</summary>
    public HandoffCase Copy()
    {
        var copy = (HandoffCase)MemberwiseClone();
        (copy._rights, copy._notes) = (_rights.Copy(), _notes.Copy());
        return copy;
    }

    /// <summary>Folds one entry; entries folded before are left alone.</summary>
    public void Apply(ConversationEntry entry)
    {
        if (entry.Seq <= Seq)
        {
            return;
        }

        (Seq, Epoch) = (entry.Seq, entry.Epoch);
        var activity = entry.Activity;
        switch (Text(activity["type"]), Text(activity["name"]))
        {
            case ("message", _):
                ApplyMessage(entry);
                break;
            case ("conversationUpdate", _):
                _lang ??= Text(activity["locale"]);
                _signedIn = Flag((activity["value"] as JsonObject)?["signedIn"]) ?? _signedIn;
                break;
            case ("event", "handoff.initiate"):
                ApplyInitiate(entry, activity["value"] as JsonObject ?? []);
                break;
            case ("event", "cardline.right.invoked") when !entry.VisibleToCardholder:
                _rights.Invoke(activity["value"] as JsonObject ?? [], entry.At);
                break;
            case ("event", "cardline.right.settled") when !entry.VisibleToCardholder:
                _rights.Settle(activity["value"] as JsonObject ?? [], entry.At);
                break;
            case ("event", "handoff.status"):
                _agentName = Text((activity["value"] as JsonObject)?["agentName"]) ?? _agentName;
                break;
            case ("event", "handoff.needed"):
                ApplyNeeded(activity["value"] as JsonObject ?? []);
                break;
            case ("event", "handoff.summary") when !entry.VisibleToCardholder:
                _notes.Summed(activity["value"] as JsonObject ?? [], _handoffId);
                break;
            case ("event", "cardline.outcome") when !entry.VisibleToCardholder:
                _notes.Ended(activity["value"] as JsonObject ?? []);
                break;
            case ("event", "cardline.holder"):
                ApplyHolder(entry);
                break;
            case ("event", "cardline.snapshot") when !entry.VisibleToCardholder:
                ApplySnapshot(entry, activity["value"] as JsonObject ?? []);
                break;
        }
    }

    /// <summary>Shows it as the desk sees it.</summary>
    /// <param name="place">Its place in line; null unless waiting.</param>
    public QueueItem ToItem(int? place)
    {
        var held = Holder.Kind == HolderKind.Agent;
        return new QueueItem(
            ConversationId, _handoffId, State(), place, Reason ?? HandoffReasons.None, Priority, _evidence, _lang ?? "en", _signedIn, _cardholderName,
            EnqueuedAt, DueAt, held ? _claimedAt : null, Holder.AgentId, held ? _agentName : null, Seq, _lastText, _lastFrom, _lastAt, Epoch,
            _lastAgentId, _needed)
        {
            Rights = _rights.All,
            Intake = _notes.Intake,
            Matters = _notes.Matters,
            Summary = _notes.Summary,
        };
    }

    private string State() => Holder.Kind switch
    {
        HolderKind.Queue => "waiting",
        HolderKind.Agent => "held",
        HolderKind.Closed => "closed",
        _ => _leftToBot ? "returned" : "waiting",
    };

    private void ApplyMessage(ConversationEntry entry)
    {
        if (!entry.VisibleToCardholder)
        {
            return;
        }

        var from = entry.Activity["from"] as JsonObject;
        var cardholder = Text(from?["role"]) == "user";
        var speaker = cardholder ? "cardholder" : Text((entry.Activity["channelData"] as JsonObject)?["cardline"]?["speaker"]) ?? "bot";
        if (speaker is not ("cardholder" or "agent") && _lastFrom is "cardholder" or "agent")
        {
            // What a person said tells an agent more than the standing lines that answer it.
            return;
        }

        var text = Text(entry.Activity["text"]) ?? string.Empty;
        if (cardholder)
        {
            _notes.Said(entry.Seq, text);
        }

        _lastText = text.Length <= LastTextCharsMax ? text : Cut(text);
        _lastFrom = speaker;
        _lastAt = entry.At;
        if (cardholder && Text(from?["name"]) is { Length: > 0 } name)
        {
            _cardholderName = name;
        }
    }

    private void ApplyInitiate(ConversationEntry entry, JsonObject value)
    {
        var handoffId = Text(value["handoffId"]);
        var again = IsOpen && handoffId is not null && handoffId == _handoffId;
        (_lastAgentId, _needed) = again ? (_lastAgentId, _needed) : (null, null);
        if (!again)
        {
            _notes.Anew();
        }

        _handoffId = handoffId;
        Reason = Text(value["reason"]) ?? "human_request";
        Priority = HandoffPriority.Of(Reason);
        _evidence = Text(value["evidence"]);
        _lang = Text(value["lang"]) ?? _lang;
        _signedIn = Flag(value["signedIn"]) ?? _signedIn;

        // A more urgent reason for a handoff that waits already moves it ahead; the wait so far counts, or it could fall back within its class.
        EnqueuedAt = again ? EnqueuedAt : entry.At;
    }

    /// <summary>A judgement counts for the handoff that it names; one about an earlier handoff is for the reports alone.</summary>
    private void ApplyNeeded(JsonObject value)
    {
        if (Text(value["handoffId"]) == _handoffId)
        {
            _needed = Flag(value["needed"]) ?? _needed;
        }
    }

    private void ApplyHolder(ConversationEntry entry)
    {
        _leftToBot = IsOpen && entry.Holder.Kind == HolderKind.Bot;
        if (entry.Holder.Kind == HolderKind.Closed || (Holder.Kind == HolderKind.Agent && entry.Holder.Kind == HolderKind.Bot))
        {
            _notes.Settled();
        }

        _claimedAt = entry.Holder.Kind == HolderKind.Agent ? entry.At : null;
        _lastAgentId = entry.Holder.AgentId ?? _lastAgentId;
        if (Reason is null && entry.Holder.Kind is HolderKind.Queue or HolderKind.Agent)
        {
            // A holder without a request is not written by this program; it is shown rather than lost.
            (Reason, Priority, EnqueuedAt) = ("human_request", HandoffPriority.Of("human_request"), entry.At);
        }

        Holder = entry.Holder;
    }

    /// <summary>What the entries gave that were taken away: all but words and names.</summary>
    private void ApplySnapshot(ConversationEntry entry, JsonObject value)
    {
        var began = value["began"] as JsonObject;
        _lang = Text(began?["locale"]) ?? _lang;
        _signedIn = Flag(began?["signedIn"]) ?? _signedIn;
        _rights.ApplySnapshot(value["rights"] as JsonArray);
        if (value["handoff"] is JsonObject handoff)
        {
            ApplyInitiate(entry, handoff);
            EnqueuedAt = DateTimeOffset.TryParse(Text(handoff["at"]), CultureInfo.InvariantCulture, out var at) ? at : entry.At;
        }

        Holder = entry.Holder;
        _lastAgentId = entry.Holder.AgentId;
        (_leftToBot, _claimedAt) = (Reason is not null && Holder.Kind == HolderKind.Bot, Holder.Kind == HolderKind.Agent ? entry.At : null);
    }

    private static string Cut(string text) =>
        // Half of a surrogate pair would be shown as a box.
        char.IsHighSurrogate(text[LastTextCharsMax - 1]) ? text[..(LastTextCharsMax - 1)] : text[..LastTextCharsMax];

    private static string? Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static bool? Flag(JsonNode? node) => node is JsonValue value && value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? node.GetValueKind() == JsonValueKind.True : null;
}

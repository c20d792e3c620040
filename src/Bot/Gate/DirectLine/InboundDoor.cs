using System.Text.Json;
using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Protocol;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.DirectLine;

/// <summary>
/// Decides what an activity from a client may be and say. Who sent it comes from the token; what only the channel gives is
/// taken off; what staff systems say about themselves cannot be said by a client.
/// </summary>
/// <remarks>C0 control characters are taken out of every string except in channelData, save newline and tab; a carriage return goes too.</remarks>
internal sealed class InboundDoor(IOptions<GateOptions> options)
{
    /// <summary>The channel of everything that comes in here.</summary>
    public const string Channel = "directline";

    /// <summary>Longest client id and sender id.</summary>
    public const int IdCharsMax = 128;

    private static readonly string[] NotAClients = ["id", "timestamp", "serviceUrl", "conversation", "recipient", "callerId", "relatesTo"];

    /// <summary>Judges one activity. It belongs to the door afterwards.</summary>
    /// <param name="json">As the client sent it.</param>
    /// <param name="caller">Who sent it.</param>
    /// <param name="uploaded">Whether its attachments are files that were checked and stored.</param>
    public Admission Admit(JsonObject json, Caller caller, bool uploaded = false)
    {
        if (FindBreach(json, uploaded) is { } breach)
        {
            return new Admission.Refused(breach);
        }

        var activity = Clean(json, caller);
        return activity.Type switch
        {
            ActivityTypes.Message => AdmitMessage(activity, caller),
            ActivityTypes.Typing => new Admission.Passing(),
            ActivityTypes.Event => AdmitEvent(activity, caller),
            ActivityTypes.EndOfConversation => Store(caller, activity, closes: true, new NewEntry(activity.Json, Visible: false)),
            _ => new Admission.Refused(Refusals.WrongKind),
        };
    }

    private Admission AdmitMessage(Activity activity, Caller caller)
    {
        if (activity.Said?.Length > options.Value.TextCharsMax)
        {
            return new Admission.Refused(Refusals.TextTooLong(options.Value.TextCharsMax));
        }

        if (activity.Value is JsonObject value && value["survey"] is { } survey)
        {
            return AdmitSurveyChip(activity, survey, caller);
        }

        return string.IsNullOrWhiteSpace(activity.Said) && activity.Value is null && activity.Attachments is not { Count: > 0 }
            ? new Admission.Refused(Refusals.EmptyMessage)
            : Store(caller, activity, closes: false, new NewEntry(activity.Json, Visible: true, OpensTurn: true));
    }

    // The chip is shown as what the cardholder said; the event beside it is what reports count, so that both ways of answering look alike to them.
    private Admission AdmitSurveyChip(Activity activity, JsonNode survey, Caller caller)
    {
        if (!IsSurvey(survey))
        {
            return new Admission.Refused(Refusals.BadSurvey);
        }

        var counted = new Activity(new JsonObject { ["value"] = survey.DeepClone() })
        {
            Type = ActivityTypes.Event, Name = EventNames.Survey, ChannelId = Channel,
        };
        counted.Json["from"] = activity.From!.DeepClone();
        return Store(caller, activity, closes: false, new NewEntry(activity.Json, Visible: true), new NewEntry(counted.Json, Visible: false));
    }

    private Admission AdmitEvent(Activity activity, Caller caller)
    {
        var name = activity.Name?.Trim();
        if (string.IsNullOrEmpty(name))
        {
            return new Admission.Refused(Refusals.WrongKind);
        }

        if (name == EventNames.Survey)
        {
            return IsSurvey(activity.Value)
                ? Store(caller, activity, closes: false, new NewEntry(activity.Json, Visible: false))
                : new Admission.Refused(Refusals.BadSurvey);
        }

        // Without regard to case: a reader that compares loosely must not be fooled either.
        var reserved = name.StartsWith(EventNames.HandoffPrefix, StringComparison.OrdinalIgnoreCase)
            || name.StartsWith(EventNames.OwnPrefix, StringComparison.OrdinalIgnoreCase);
        return reserved
            ? new Admission.Refused(Refusals.WrongKind)
            : Store(caller, activity, closes: false, new NewEntry(activity.Json, Visible: options.Value.VisibleEvents.Contains(name)));
    }

    private static Admission.Stored Store(Caller caller, Activity activity, bool closes, params NewEntry[] entries)
    {
        var sender = caller.Claims?.UserId ?? activity.FromId!;
        var key = activity.ClientActivityId is { Length: > 0 } clientId ? new IdempotencyKey(SenderKind.Cardholder, sender, clientId) : null;
        return new Admission.Stored(entries, key, closes);
    }

    private Refusal? FindBreach(JsonObject json, bool uploaded)
    {
        var activity = new Activity(json);
        var most = options.Value.PartsMax;
        if (activity.ClientActivityId?.Length > IdCharsMax || activity.FromId?.Length > IdCharsMax)
        {
            return Refusals.BadClientId;
        }

        foreach (var (list, field) in new[] { (activity.Entities, "entities"), (activity.Attachments, "attachments"), (activity.SuggestedActions, "chips") })
        {
            if (list?.Count > most)
            {
                return Refusals.TooManyParts(field, most);
            }
        }

        // A link in a message would be opened by an agent; a data address would carry a file past the switch for uploads.
        return !uploaded && activity.Attachments?.Any(IsLinked) == true ? Refusals.LinkedFile : null;
    }

    private static bool IsLinked(JsonNode? attachment) =>
        attachment is JsonObject file && (file["contentUrl"] is not null || file["thumbnailUrl"] is not null);

    private static Activity Clean(JsonObject json, Caller caller)
    {
        foreach (var field in NotAClients)
        {
            json.Remove(field);
        }

        // Passed through as it came, except for the one key under which this desk speaks about itself.
        (json["channelData"] as JsonObject)?.Remove("cardline");
        ControlCharacters.Remove(json, except: "channelData");
        var activity = new Activity(json) { ChannelId = Channel };
        var claimed = activity.FromId is { Length: > 0 } id ? id : "cardholder";
        activity.SetFrom(caller.Claims?.UserId ?? claimed, caller.IsBackend ? activity.FromName : caller.Claims!.UserName, "user");
        return activity;
    }

    private bool IsSurvey(JsonNode? value) =>
        value is JsonObject survey
        && Activity.Text(survey, "handoffId") is { Length: > 0 and <= IdCharsMax }
        && survey["score"] is JsonValue score && score.GetValueKind() == JsonValueKind.Number && score.TryGetValue(out int stars) && stars is >= 1 and <= 5
        && (survey["comment"] is null || Activity.Text(survey, "comment")?.Length <= options.Value.TextCharsMax);
}

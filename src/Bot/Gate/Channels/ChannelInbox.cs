using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Turns;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.Channels;

/// <summary>Takes an admitted activity of a channel into the log, and answers the channel.</summary>
internal sealed class ChannelInbox(
    IConversationLog log, ChannelReferences references, ReplyWait replies, ITurnScheduler turns, IOptions<ChannelOptions> options, TimeProvider clock)
{
    /// <summary>Stores what is to be stored; everything else is accepted and forgotten.</summary>
    public async Task<IResult> TakeAsync(InboundActivity activity, bool authenticated, CancellationToken cancel)
    {
        switch (activity.Type)
        {
            case "message":
                return await TakeMessageAsync(activity, authenticated, cancel);
            case "event":
                return await TakeEventAsync(activity, authenticated, cancel);
            case "invoke":
                return ChannelRefusals.NotImplemented;
            case "conversationUpdate":
                await BeginAsync(activity, authenticated, cancel);
                return Done(activity);
            case "endOfConversation":
                await EndAsync(activity, cancel);
                return Done(activity);
            default:
                return Done(activity);
        }
    }

    private static IResult Done(InboundActivity activity) =>
        activity.ExpectsReplies ? Results.Json(new JsonObject { ["activities"] = new JsonArray() }) : Results.Ok();

    private async Task<IResult> TakeMessageAsync(InboundActivity activity, bool authenticated, CancellationToken cancel)
    {
        if (activity.Text("text")?.Length > options.Value.TextCharsMax)
        {
            return ChannelRefusals.TextTooLong;
        }

        var survey = activity.Json["value"] is JsonObject value ? value["survey"] : null;
        var (conversationId, reference) = await BeginAsync(activity, authenticated, cancel);
        NewEntry[] entries = IsSurvey(survey)
            ? [new NewEntry(activity.ToEntry(), Visible: true), new NewEntry(SurveyEvent(activity, survey!), Visible: false)]
            : [new NewEntry(activity.ToEntry(), Visible: true, OpensTurn: true)];
        var result = await log.AppendAsync(new AppendRequest(conversationId, SenderKind.Cardholder, KeyOf(activity), entries), cancel);
        var seq = result switch
        {
            AppendResult.Appended appended => appended.Entries.First(entry => entry.Sender == SenderKind.Cardholder).Seq,
            AppendResult.Repeated repeated => repeated.FirstSeq,
            AppendResult.KeyConflict => 0,
            _ => throw new InvalidOperationException($"The log answered {result.GetType().Name} to a message of {conversationId}, which had begun."),
        };
        if (seq == 0)
        {
            return ChannelRefusals.IdReused;
        }

        if (result is AppendResult.Appended fresh)
        {
            turns.Schedule(fresh);
        }
        else
        {
            // The first try may have ended between its append and this line.
            turns.Schedule(conversationId);
        }

        return activity.ExpectsReplies
            ? Results.Json(new JsonObject { ["activities"] = await replies.CollectAsync(conversationId, reference, seq, result is AppendResult.Repeated, cancel) })
            : Results.Ok();
    }

    private async Task<IResult> TakeEventAsync(InboundActivity activity, bool authenticated, CancellationToken cancel)
    {
        var name = activity.Name?.Trim() ?? "";
        if (name == LogEvents.Survey && IsSurvey(activity.Json["value"]))
        {
            var (conversationId, _) = await BeginAsync(activity, authenticated, cancel);
            NewEntry[] entries = [new NewEntry(SurveyEvent(activity, activity.Json["value"]!), Visible: false)];
            var result = await log.AppendAsync(new AppendRequest(conversationId, SenderKind.Cardholder, KeyOf(activity), entries), cancel);
            return result is AppendResult.KeyConflict ? ChannelRefusals.IdReused : Done(activity);
        }

        return name.StartsWith("handoff.", StringComparison.OrdinalIgnoreCase) || name.StartsWith("cardline.", StringComparison.OrdinalIgnoreCase)
            ? ChannelRefusals.Reserved
            : Done(activity);
    }

    private async Task EndAsync(InboundActivity activity, CancellationToken cancel)
    {
        var conversationId = ChannelReference.ConversationIdOf(activity.ChannelId!, activity.ConversationId!);
        var entry = new JsonObject { ["type"] = "endOfConversation", ["channelId"] = activity.ChannelId, ["from"] = activity.Json["from"]?.DeepClone() };
        await log.AppendAsync(
            new AppendRequest(conversationId, SenderKind.Cardholder, KeyOf(activity), [new NewEntry(entry, Visible: false)])
            {
                NewHolder = new Handoff.Holder(Handoff.HolderKind.Closed),
            },
            cancel);
    }

    /// <summary>Begins the conversation when it has not begun, and keeps where its replies go.</summary>
    private async Task<(string ConversationId, ChannelReference Reference)> BeginAsync(InboundActivity activity, bool authenticated, CancellationToken cancel)
    {
        var conversationId = ChannelReference.ConversationIdOf(activity.ChannelId!, activity.ConversationId!);
        var reference = new ChannelReference(
            activity.ChannelId!, (JsonObject)activity.Json["conversation"]!.DeepClone(), (JsonObject)activity.Json["from"]!.DeepClone(),
            activity.Json["recipient"]?.DeepClone() as JsonObject, authenticated ? activity.ServiceUrl : null, activity.Id, authenticated, activity.ExpectsReplies, clock.GetUtcNow());
        await references.SaveAsync(conversationId, reference, cancel);
        if (await log.FindAsync(conversationId, cancel) is null)
        {
            var began = new JsonObject
            {
                ["type"] = "conversationUpdate", ["channelId"] = activity.ChannelId, ["locale"] = activity.Locale,
                ["value"] = new JsonObject { ["signedIn"] = false, ["channel"] = activity.ChannelId },
            };

            // Two first messages at once begin it once; the second one's difference in locale is of no matter.
            var key = new IdempotencyKey(SenderKind.System, "channel", "begin");
            await log.AppendAsync(new AppendRequest(conversationId, SenderKind.System, key, [new NewEntry(began, Visible: false)]) { Creates = true }, cancel);
        }

        return (conversationId, reference);
    }

    private static IdempotencyKey? KeyOf(InboundActivity activity) => activity.Id is { Length: > 0 and <= InboundActivity.IdCharsMax } id
        ? new IdempotencyKey(SenderKind.Cardholder, activity.ChannelId!, id)
        : null;

    private static bool IsSurvey(JsonNode? survey) =>
        survey is JsonObject value && value["score"] is JsonValue score && score.TryGetValue<int>(out var number) && number is >= 1 and <= 5
        && value["handoffId"] is JsonValue handoff && handoff.TryGetValue<string>(out _);

    private static JsonObject SurveyEvent(InboundActivity activity, JsonNode value) => new()
    {
        ["type"] = "event", ["name"] = LogEvents.Survey, ["channelId"] = activity.ChannelId, ["from"] = activity.Json["from"]?.DeepClone(), ["value"] = value.DeepClone(),
    };
}

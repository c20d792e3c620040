using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Handoff;

namespace Cardline.Bot.Tests.Conversations;

/// <summary>Short ways to write the appends in which rights are invoked and settled.</summary>
internal static class RightEntries
{
    /// <summary>The bot hands over and notes a right in the same append; the turn ends.</summary>
    public static AppendRequest Invokes(ConversationHead head, string right)
    {
        var outcome = Entries.BotAnswers(head, "a person comes");
        return outcome with { Entries = [outcome.Entries[0], Invoked(right, head.LastMessageSeq), outcome.Entries[1]], NewHolder = new Holder(HolderKind.Queue) };
    }

    public static NewEntry Invoked(string right, long seq) => new(
        new JsonObject { ["type"] = "event", ["name"] = LogEvents.RightInvoked, ["value"] = new JsonObject { ["right"] = right, ["seq"] = seq, ["evidence"] = "secret words" } },
        Visible: false);

    public static NewEntry Settled(string right) => new(
        new JsonObject { ["type"] = "event", ["name"] = LogEvents.RightSettled, ["value"] = new JsonObject { ["right"] = right, ["outcome"] = "handled", ["note"] = "done" } },
        Visible: false);

    /// <summary>The cardholder goes.</summary>
    public static AppendRequest Leaves(string id) => new(
        id, SenderKind.Cardholder, Key: null, [new NewEntry(new JsonObject { ["type"] = "endOfConversation" }, Visible: false)]) { NewHolder = new Holder(HolderKind.Closed) };

    /// <summary>A conversation that waits with an open right.</summary>
    public static async Task<ConversationHead> InvokedAsync(this IConversationLog log, string id, string right = "dispute")
    {
        await log.AppendedAsync(Entries.Begin(id));
        return await log.AppendedAsync(Invokes(await log.AppendedAsync(Entries.Says(id, "that payment is not mine")), right));
    }
}

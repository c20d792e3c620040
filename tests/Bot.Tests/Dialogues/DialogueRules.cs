using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;

namespace Cardline.Bot.Tests.Dialogues;

/// <summary>What must be true of every turn of every dialogue, so that no file has to say it.</summary>
internal static class DialogueRules
{
    /// <summary>Messages of one turn that a cardholder can still take in.</summary>
    private const int MessagesMax = 2;

    /// <summary>Checks the entries of a turn, the cardholder's message first.</summary>
    public static void Check(IReadOnlyList<LogEntry> turn)
    {
        var spoken = turn.Where(entry => entry is { Sender: SenderKind.Bot, VisibleSeq: not null }).ToList();
        var outcomes = turn.Where(entry => entry.Name() == LogEvents.Outcome).Select(entry => (string?)entry.Activity()["value"]!["outcome"]).ToList();
        outcomes.Count.ShouldBeLessThanOrEqualTo(1, "A turn has one outcome.");
        spoken.Count.ShouldBeLessThanOrEqualTo(MessagesMax, "The bot says too much at once.");
        spoken.Count(entry => Kind(entry) == "handedOff").ShouldBe(outcomes.Contains("HandedOff") ? 1 : 0, "Exactly one handoff line, and only when handing over.");
        spoken.Select(entry => (string?)entry.Activity()["locale"]).Distinct().Count().ShouldBeLessThanOrEqualTo(1, "One turn speaks one language.");
        spoken.ShouldAllBe(entry => entry.Text()!.Length > 0 && !entry.Text()!.Contains('{'), "No empty message, no placeholder.");
        (spoken.Count > 0).ShouldBe(outcomes is [not null and not "Superseded"], "Whoever writes to the bot is answered.");
    }

    private static string? Kind(LogEntry entry) => (string?)entry.Activity()["channelData"]?["cardline"]?["kind"];
}

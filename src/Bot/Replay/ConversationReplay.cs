using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Turns;

namespace Cardline.Bot.Replay;

/// <summary>Reads one conversation's log and gives its turns as they were when they began. Only the window of a turn is kept in memory.</summary>
/// <param name="historyEntriesMax">How far a turn looks back; <see cref="TurnOptions.HistoryEntriesMax"/>.</param>
internal sealed class ConversationReplay(int historyEntriesMax)
{
    private readonly List<(ReadEntry Entry, ConversationHead Head)> window = [];
    private ConversationHead? head;
    private PastOutcome? before;

    /// <summary>Takes in the next entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="then">How a turn ended, if the entry says so.</param>
    /// <returns>The turn that it ends; null when it ends none, or one whose messages are no longer there or were overwritten.</returns>
    public Turn? Take(LogEntry entry, RecordedDecision? then)
    {
        var ended = then is { Answers.Count: > 0 } ? TurnOf(then) : null;
        head = ConversationRules.Fold(head, entry);
        window.Add((ReadEntry.Of(entry), head));

        // What no turn can look back on any more goes; an open turn keeps what it will look back on, as long as the window has room.
        var least = (head.TurnSeq ?? entry.Seq) - historyEntriesMax;
        var gone = window.FindIndex(kept => kept.Entry.Seq > least);
        gone = Math.Max(gone < 0 ? 0 : gone, window.Count - 2 * TurnWindow.EntriesMax);
        before = LastBefore(window.Take(gone)) ?? before;
        window.RemoveRange(0, gone);
        return ended;
    }

    private Turn? TurnOf(RecordedDecision then)
    {
        var (first, last) = (then.Answers.Min(), then.Answers.Max());
        if (HeadOf(first, last) is not { } began)
        {
            return null;
        }

        var from = TurnWindow.From(began, first, historyEntriesMax);
        var seen = window.Select(kept => kept.Entry).Where(entry => entry.Seq > from && entry.Seq <= began.Seq).Take(TurnWindow.Most(historyEntriesMax)).ToList();
        var read = TurnWindow.Of(began, seen);
        if (!then.Answers.SetEquals(read.Waiting.Select(message => message.Seq)) || read.Waiting.Any(IsOverwritten))
        {
            return null;
        }

        var carried = LastBefore(window.TakeWhile(kept => kept.Entry.Seq <= from)) ?? before;
        return read.Turn(began.At, carried is not null && carried.Seq >= seen[0].Seq - TurnReader.LookBackMax ? carried : null);
    }

    /// <summary>
    /// Where the conversation stood when the turn could begin: its last message was there, the turn before had ended, and its attempt was
    /// recorded. So a message that came while the bot was busy with another is read behind what the bot said to that one.
    /// </summary>
    private ConversationHead? HeadOf(long first, long last)
    {
        var open = window.Select(kept => kept.Head).Where(at => at.Seq >= last && at.TurnSeq == first).ToList();
        return open.Find(at => at.TurnAttempts > 0) ?? open.FirstOrDefault();
    }

    private static PastOutcome? LastBefore(IEnumerable<(ReadEntry Entry, ConversationHead Head)> entries) =>
        entries.Select(kept => TurnWindow.Carrying(kept.Entry.Past)).LastOrDefault(outcome => outcome is not null);

    /// <summary>Nobody knows what it said when it was judged.</summary>
    private static bool IsOverwritten(SaidEntry said) => said.Activity["channelData"] is JsonObject data && data["cardline"] is JsonObject own && own["redacted"] is not null;
}

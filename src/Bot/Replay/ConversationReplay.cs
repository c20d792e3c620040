using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Turns;

namespace Cardline.Bot.Replay;

/// <summary>Reads one conversation's log and gives its turns as they were when they began. Only the window of a turn is kept in memory.</summary>
/// <param name="historyEntriesMax">How far a turn looks back; <see cref="TurnOptions.HistoryEntriesMax"/>.</param>
internal sealed class ConversationReplay(int historyEntriesMax)
{
    /// <summary>Most entries that a turn reads, as in <see cref="TurnReader"/>.</summary>
    private const int WindowMax = 1000;

    private readonly List<(LogEntry Entry, ReadEntry Read)> window = [];
    private long owedFrom;

    /// <summary>Takes in the next entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="then">How a turn ended, if the entry says so.</param>
    /// <returns>The turn that it ends; null when it ends none, or one whose messages are no longer there or were overwritten.</returns>
    public Turn? Take(LogEntry entry, RecordedDecision? then)
    {
        var ended = then is { Answers.Count: > 0 } ? TurnOf(then) : null;
        owedFrom = then is { Answers.Count: > 0 } ? Next(then) : owedFrom;
        window.Add((entry, ReadEntry.Of(entry)));
        if (owedFrom == 0 && entry.OpensTurn)
        {
            owedFrom = entry.Seq;
        }

        // What no turn can look back on any more goes; an open turn keeps what it will look back on, as long as the window has room.
        var least = (owedFrom == 0 ? entry.Seq : owedFrom) - historyEntriesMax;
        var gone = window.FindIndex(kept => kept.Entry.Seq > least);
        window.RemoveRange(0, Math.Max(gone < 0 ? 0 : gone, window.Count - 2 * WindowMax));
        return ended;
    }

    /// <summary>Where the next open turn begins: messages that came too late for this one.</summary>
    private long Next(RecordedDecision done)
    {
        var last = done.Answers.Max();
        return window.Select(kept => kept.Entry).FirstOrDefault(entry => entry.OpensTurn && entry.Seq > last)?.Seq ?? 0;
    }

    private Turn? TurnOf(RecordedDecision then)
    {
        var (first, last) = (then.Answers.Min(), then.Answers.Max());
        var from = Math.Max(0, Math.Min(last - historyEntriesMax, first - 1));
        var seen = window.Where(kept => kept.Entry.Seq > from && kept.Entry.Seq <= last).Take(Math.Min(WindowMax, historyEntriesMax * 2)).ToList();
        var waiting = seen.Where(kept => then.Answers.Contains(kept.Entry.Seq)).Select(kept => kept.Read.Said).OfType<SaidEntry>().ToList();
        if (waiting.Count != then.Answers.Count || waiting.Any(IsOverwritten))
        {
            return null;
        }

        var at = seen[^1].Entry;
        var head = new ConversationHead(at.ConversationId, at.Seq, at.VisibleSeq ?? 0, at.Epoch, at.Holder, at.At, first, TurnAttempts: 1, last);
        return new Turn(head, [.. seen.Select(kept => kept.Read.Said).OfType<SaidEntry>()], waiting, at.At)
        {
            Past = [.. seen.Select(kept => kept.Read.Past).OfType<PastOutcome>()],
        };
    }

    /// <summary>Nobody knows what it said when it was judged.</summary>
    private static bool IsOverwritten(SaidEntry said) => said.Activity["channelData"] is JsonObject data && data["cardline"] is JsonObject own && own["redacted"] is not null;
}

using Cardline.Bot.Conversations;
using Cardline.Handoff;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Turns;

/// <summary>Reads from the log what a turn is about.</summary>
internal sealed class TurnReader(IConversationLog log, IOptions<TurnOptions> options, TimeProvider clock)
{
    /// <summary>Reads the open turn of a conversation.</summary>
    /// <returns>Null when nothing is owed, or when somebody other than the bot answers.</returns>
    public async Task<Turn?> ReadAsync(string conversationId, CancellationToken cancel)
    {
        var head = await log.FindAsync(conversationId, cancel);
        if (head?.TurnSeq is not { } turnSeq || head.Holder.Kind is not (HolderKind.Bot or HolderKind.Queue))
        {
            return null;
        }

        // The window ends at the head and reaches back far enough to hold the first message owed.
        var max = options.Value.HistoryEntriesMax;
        var from = Math.Min(head.Seq - max, turnSeq - 1);
        var entries = (await log.ReadAsync(conversationId, Audience.Staff, Math.Max(0, from), Math.Min(1000, max * 2), cancel)).TakeWhile(entry => entry.Seq <= head.Seq).ToList();
        var waiting = entries.Where(entry => entry.OpensTurn && entry.Seq >= turnSeq).Select(SaidEntry.From).OfType<SaidEntry>().ToList();
        return new Turn(head, [.. entries.Select(SaidEntry.From).OfType<SaidEntry>()], waiting, clock.GetUtcNow())
        {
            Handoff = head.Holder.Kind == HolderKind.Queue ? entries.Select(OpenHandoff.From).OfType<OpenHandoff>().LastOrDefault() : null,
        };
    }
}

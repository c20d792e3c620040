using Cardline.Bot.Conversations;
using Cardline.Handoff;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Turns;

/// <summary>Reads from the log what a turn is about.</summary>
internal sealed class TurnReader(IConversationLog log, WindowReader windows, IOptions<TurnOptions> options, TimeProvider clock)
{
    /// <summary>Entries read at a time when looking further back.</summary>
    private const int PageMax = 500;

    /// <summary>Pages looked back over for the handoff that is waited for.</summary>
    private const int PagesBackMax = 20;

    /// <summary>Takes the open turn of a conversation for this node and reads it.</summary>
    /// <returns>Null when nothing is owed, when somebody other than the bot answers, or when another node runs it.</returns>
    public async Task<Turn?> ReadAsync(string conversationId, CancellationToken cancel)
    {
        var head = await log.TakeTurnAsync(conversationId, cancel);
        if (head?.TurnSeq is not { } turnSeq || head.Holder.Kind is not (HolderKind.Bot or HolderKind.Queue))
        {
            return null;
        }

        // The window ends at the head and reaches back far enough to hold the first message owed.
        var max = options.Value.HistoryEntriesMax;
        var from = Math.Min(head.Seq - max, turnSeq - 1);
        var entries = await windows.ReadAsync(head, Math.Max(0, from), Math.Min(1000, max * 2), cancel);
        var said = entries.Select(entry => entry.Said).OfType<SaidEntry>().ToList();
        var owed = entries.Where(entry => entry.OpensTurn && entry.Seq >= turnSeq).Select(entry => entry.Seq).ToHashSet();
        return new Turn(head, said, [.. said.Where(entry => owed.Contains(entry.Seq))], clock.GetUtcNow())
        {
            Past = [.. entries.Select(entry => entry.Past).OfType<PastOutcome>()],
            Handoff = head.Holder.Kind == HolderKind.Queue ? await HandoffAsync(conversationId, entries, cancel) : null,
        };
    }

    /// <summary>The request that is waited for. Somebody who writes much while waiting pushes it out of the window, and must still be heard when it gets urgent.</summary>
    private async Task<OpenHandoff?> HandoffAsync(string conversationId, IReadOnlyList<ReadEntry> window, CancellationToken cancel)
    {
        var found = window.Select(entry => entry.Handoff).LastOrDefault(handoff => handoff is not null);
        var first = window.Count == 0 ? 0 : window[0].Seq;
        for (var pages = 0; found is null && first > 1 && pages < PagesBackMax; pages++)
        {
            var (after, last) = (Math.Max(0, first - 1 - PageMax), first - 1);
            var page = await log.ReadAsync(conversationId, Audience.Staff, after, PageMax, cancel);
            found = page.Where(entry => entry.Seq <= last).Select(OpenHandoff.From).LastOrDefault(handoff => handoff is not null);
            first = after + 1;
        }

        return found;
    }
}

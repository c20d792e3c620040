using Cardline.Bot.Conversations;
using Cardline.Handoff;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Turns;

/// <summary>Reads from the log what a turn is about.</summary>
internal sealed class TurnReader(IConversationLog log, WindowReader windows, IOptions<TurnOptions> options, TimeProvider clock)
{
    /// <summary>Entries before the window in which the last outcome is looked for.</summary>
    public const int LookBackMax = PageMax * PagesBackMax;

    /// <summary>Entries read at a time when looking further back.</summary>
    private const int PageMax = 500;

    /// <summary>Pages looked back over for the handoff that is waited for, or for the last outcome.</summary>
    private const int PagesBackMax = 20;

    /// <summary>Takes the open turn of a conversation for this node and reads it.</summary>
    /// <returns>Null when nothing is owed, when somebody other than the bot answers, or when another node runs it.</returns>
    public async Task<Turn?> ReadAsync(string conversationId, CancellationToken cancel)
    {
        var most = TurnWindow.Most(options.Value.HistoryEntriesMax);
        if (windows.TakeOpen(conversationId) is { } open && From(open.Head) is { } begin && open.Window.From <= begin)
        {
            return await TurnAsync(open.Head, open.Window.After(begin, most), cancel);
        }

        if (await log.TakeTurnAsync(conversationId, cancel) is not { } head || From(head) is not { } from)
        {
            return null;
        }

        return await TurnAsync(head, await windows.ReadAsync(head, from, most, cancel), cancel);
    }

    /// <summary>Where the look back begins; null when the bot owes nothing.</summary>
    private long? From(ConversationHead head) => head.TurnSeq is { } turn && head.Holder.Kind is HolderKind.Bot or HolderKind.Queue
        ? TurnWindow.From(head, turn, options.Value.HistoryEntriesMax)
        : null;

    private async Task<Turn> TurnAsync(ConversationHead head, IReadOnlyList<ReadEntry> entries, CancellationToken cancel)
    {
        var window = TurnWindow.Of(head, entries);

        // A long talk with a person pushes what was offered before out of the window.
        var before = window.KnowsOffers ? null : await BackAsync(head.ConversationId, entries, entry => TurnWindow.Carrying(PastOutcome.From(entry)), cancel);
        return window.Turn(clock.GetUtcNow(), before) with
        {
            Handoff = head.Holder.Kind == HolderKind.Queue ? await HandoffAsync(head.ConversationId, entries, cancel) : null,
        };
    }

    /// <summary>The request that is waited for. Somebody who writes much while waiting pushes it out of the window, and must still be heard when it gets urgent.</summary>
    private async Task<OpenHandoff?> HandoffAsync(string conversationId, IReadOnlyList<ReadEntry> window, CancellationToken cancel) =>
        window.Select(entry => entry.Handoff).LastOrDefault(handoff => handoff is not null) ?? await BackAsync(conversationId, window, OpenHandoff.From, cancel);

    /// <summary>Looks back from where a window begins for the last entry that is what is looked for.</summary>
    private async Task<T?> BackAsync<T>(string conversationId, IReadOnlyList<ReadEntry> window, Func<LogEntry, T?> read, CancellationToken cancel)
        where T : class
    {
        T? found = null;
        var first = window.Count == 0 ? 0 : window[0].Seq;
        for (var pages = 0; found is null && first > 1 && pages < PagesBackMax; pages++)
        {
            var (after, last) = (Math.Max(0, first - 1 - PageMax), first - 1);
            var page = await log.ReadAsync(conversationId, Audience.Staff, after, PageMax, cancel);
            found = page.Where(entry => entry.Seq <= last).Select(read).LastOrDefault(entry => entry is not null);
            first = after + 1;
        }

        return found;
    }
}

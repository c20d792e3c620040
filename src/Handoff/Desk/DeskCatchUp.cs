using System.Runtime.CompilerServices;
using Cardline.Handoff.Queue;

namespace Cardline.Handoff.Desk;

/// <summary>Reads from the log what a stream missed that has been away for longer than memory reaches, or over a restart.</summary>
internal sealed class DeskCatchUp(IConversations conversations, CaseReader reader, QueueBoard board)
{
    /// <summary>Most entries in one batch.</summary>
    public const int BatchMax = 200;

    /// <summary>Reads the entries of conversations that were on the board, in batches; before them their items as they are now.</summary>
    /// <param name="after">The cursor.</param>
    /// <param name="through">The last position to read.</param>
    /// <param name="cancel">Stops the read.</param>
    public async IAsyncEnumerable<IReadOnlyList<DeskEvent>> ReadAsync(long after, long through, [EnumeratorCancellation] CancellationToken cancel)
    {
        var open = new Dictionary<string, bool>(StringComparer.Ordinal);
        var batch = new List<ConversationEntry>();
        await foreach (var entry in conversations.FollowAllAsync(after, cancel))
        {
            if (entry.Position <= through)
            {
                var (before, now) = (await WasOpenAsync(open, entry, cancel), IsOpen(entry));
                open[entry.ConversationId] = now;
                if (before || now)
                {
                    batch.Add(entry);
                }
            }

            if (batch.Count >= BatchMax || (entry.Position >= through && batch.Count > 0))
            {
                yield return await EventsAsync(batch, cancel);
                batch = [];
            }

            // Whatever is later comes through the live feed, to which the stream has subscribed already.
            if (entry.Position >= through)
            {
                yield break;
            }
        }
    }

    private async Task<bool> WasOpenAsync(Dictionary<string, bool> open, ConversationEntry entry, CancellationToken cancel)
    {
        if (open.TryGetValue(entry.ConversationId, out var known))
        {
            return known;
        }

        // A bot's conversation that stays with the bot needs no look at the log; only a moved holder tells that it was on the board.
        if (entry.Seq <= 1 || (!IsOpen(entry) && entry.Epoch <= 1))
        {
            return false;
        }

        var before = await conversations.ReadAsync(entry.ConversationId, entry.Seq - 2, 1, cancel);
        return before is [{ } last] && IsOpen(last);
    }

    private async Task<IReadOnlyList<DeskEvent>> EventsAsync(List<ConversationEntry> batch, CancellationToken cancel)
    {
        var events = new List<DeskEvent>();
        foreach (var id in batch.Select(entry => entry.ConversationId).Distinct(StringComparer.Ordinal))
        {
            if (board.Find(id) is { } item)
            {
                events.Add(new DeskEvent(Position: null, item, Entry: null, AgentsOnDuty: null));
            }
            else if (await conversations.FindAsync(id, cancel) is { } state)
            {
                var folded = await reader.ReadAsync(id, state.Seq, cancel);
                events.Add(new DeskEvent(Position: null, folded.ToItem(place: null), Entry: null, AgentsOnDuty: null));
            }
        }

        events.AddRange(batch.Select(entry => new DeskEvent(entry.Position, Item: null, entry, AgentsOnDuty: null)));
        return events;
    }

    private static bool IsOpen(ConversationEntry entry) => entry.Holder.Kind is HolderKind.Queue or HolderKind.Agent;
}

using System.Runtime.CompilerServices;

namespace Cardline.Bot.Conversations;

/// <summary>What a follower reads from a store.</summary>
internal interface IEntryReader
{
    /// <summary>Reads entries after a seq, oldest first.</summary>
    Task<IReadOnlyList<LogEntry>> EntriesAfterAsync(string conversationId, long seq, int limit, CancellationToken cancel);

    /// <summary>Finds the seq of the entry with a visibleSeq; the last one when there is none; 0 in an empty log.</summary>
    Task<long> SeqOfVisibleAsync(string conversationId, long visibleSeq, CancellationToken cancel);
}

/// <summary>Follows one conversation over any store: from the store while it is behind, from memory when it is close to the end.</summary>
internal sealed class ConversationFollower(Tails tails, IEntryReader reader)
{
    /// <summary>Entries read at a time for a follower: what one slow reader may cost in memory.</summary>
    public const int PageMax = 200;

    /// <summary>See <see cref="IConversationLog.FollowAsync"/>.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAsync(
        string conversationId, Audience audience, long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var tail = tails.Enter(conversationId);
        try
        {
            // A client's watermark is a visibleSeq; one beyond the end (a client of another store) begins at the end.
            var seq = audience == Audience.Staff || after == 0 ? after : await reader.SeqOfVisibleAsync(conversationId, after, cancel);
            while (true)
            {
                var told = tail.Told;
                var page = tail.After(seq) ?? await reader.EntriesAfterAsync(conversationId, seq, PageMax, cancel);
                if (page.Count == 0)
                {
                    await tail.WaitBeyondAsync(Math.Max(seq, told), cancel);
                    continue;
                }

                seq = page[^1].Seq;
                var seen = audience == Audience.Staff ? page : await VisibleAsync(page, cancel);
                if (seen.Count > 0)
                {
                    yield return seen;
                }
            }
        }
        finally
        {
            tails.Leave(conversationId);
        }
    }

    /// <summary>What the cardholder sees of entries: themselves, nothing, or for the record of a redaction the overwritten entry again.</summary>
    private async Task<IReadOnlyList<LogEntry>> VisibleAsync(IReadOnlyList<LogEntry> page, CancellationToken cancel)
    {
        var seen = new List<LogEntry>(page.Count);
        foreach (var entry in page)
        {
            if (entry.VisibleSeq is not null)
            {
                seen.Add(entry);
            }
            else if (Redaction.SeqIn(entry) is { } seq)
            {
                seen.AddRange((await reader.EntriesAfterAsync(entry.ConversationId, seq - 1, 1, cancel)).Where(redacted => redacted.Seq == seq && redacted.VisibleSeq is not null));
            }
        }

        return seen;
    }
}

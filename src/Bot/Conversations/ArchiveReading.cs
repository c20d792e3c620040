using System.Runtime.CompilerServices;

namespace Cardline.Bot.Conversations;

/// <summary>Reads a whole conversation of an archive, a page at a time in memory.</summary>
internal static class ArchiveReading
{
    /// <summary>All entries of a conversation, oldest first.</summary>
    public static async IAsyncEnumerable<LogEntry> EntriesAsync(this ILogArchive archive, string conversationId, [EnumeratorCancellation] CancellationToken cancel)
    {
        var seq = 0L;
        while (await archive.ReadAsync(conversationId, seq, ILogArchive.PageMax, cancel) is { Count: > 0 } page)
        {
            foreach (var entry in page)
            {
                yield return entry;
            }

            seq = page[^1].Seq;
        }
    }
}

namespace Cardline.Bot.Conversations.Redis;

/// <summary>
/// Reads for followers: gives out only what is as safe as an acknowledged write, and tries again while Redis or its replicas are away, because
/// a pause of the store must not make every open socket come back at once.
/// </summary>
internal sealed class PatientReader(IEntryReader reader, IRedisWrites writes, TimeProvider clock) : IEntryReader
{
    /// <summary>Time between two tries.</summary>
    public static readonly TimeSpan AgainAfter = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LogEntry>> EntriesAfterAsync(string conversationId, long seq, int limit, CancellationToken cancel) =>
        UntilReadAsync(
            async () =>
            {
                var entries = await reader.EntriesAfterAsync(conversationId, seq, limit, cancel);
                if (entries.Count > 0)
                {
                    await writes.SettleAsync();
                }

                return entries;
            },
            cancel);

    /// <inheritdoc/>
    public Task<long> SeqOfVisibleAsync(string conversationId, long visibleSeq, CancellationToken cancel) =>
        UntilReadAsync(() => reader.SeqOfVisibleAsync(conversationId, visibleSeq, cancel), cancel);

    /// <summary>Ends with an answer, or with the follower.</summary>
    private async Task<T> UntilReadAsync<T>(Func<Task<T>> read, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await read();
            }
            catch (LogUnavailableException)
            {
                await Task.Delay(AgainAfter, clock, cancel);
            }
        }
    }
}

using Cardline.Bot.Conversations;

namespace Cardline.Bot.Tests.Turns;

/// <summary>Who runs which turn, for the nodes of a test: the leases of a store that several nodes share, by the test's clock.</summary>
internal sealed class LeaseTable(TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (string Node, DateTimeOffset Until)> leases = new(StringComparer.Ordinal);

    public bool TryTake(string conversationId, string node)
    {
        lock (gate)
        {
            if (IsOthers(conversationId, node))
            {
                return false;
            }

            leases[conversationId] = (node, clock.GetUtcNow() + TurnDesk.Lease.Life);
            return true;
        }
    }

    public bool IsOthers(string conversationId, string node)
    {
        lock (gate)
        {
            return leases.TryGetValue(conversationId, out var lease) && lease.Node != node && lease.Until > clock.GetUtcNow();
        }
    }

    public string? NodeOf(string conversationId)
    {
        lock (gate)
        {
            return leases.TryGetValue(conversationId, out var lease) && lease.Until > clock.GetUtcNow() ? lease.Node : null;
        }
    }

    public void Drop(string conversationId, string? node = null)
    {
        lock (gate)
        {
            if (node is null || (leases.TryGetValue(conversationId, out var lease) && lease.Node == node))
            {
                leases.Remove(conversationId);
            }
        }
    }
}

/// <summary>One node's sight of a log that several share. A test may hold it up before any call, as a frozen process or a lost packet would.</summary>
internal sealed class LeasedLog(IConversationLog shared, LeaseTable leases, string node) : IConversationLog
{
    /// <summary>Waited for before a read.</summary>
    public Func<Task> BeforeRead { get; set; } = () => Task.CompletedTask;

    /// <summary>Waited for before an append.</summary>
    public Func<AppendRequest, Task> BeforeAppend { get; set; } = _ => Task.CompletedTask;

    /// <summary>What was read, in order; for a test that reads one after the other.</summary>
    public List<(long After, int Limit)> Reads { get; } = [];

    /// <summary>Counts the looks for open turns.</summary>
    public SemaphoreSlim Looks { get; } = new(0);

    /// <summary>Counts the turns taken or asked for in vain.</summary>
    public SemaphoreSlim Takes { get; } = new(0);

    /// <summary>What every append of this node came to.</summary>
    public List<AppendResult> Results { get; } = [];

    public async Task<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancel)
    {
        await BeforeAppend(request).WaitAsync(cancel);
        var result = await shared.AppendAsync(request, cancel);
        if (result is AppendResult.Appended { Head: var head } appended)
        {
            result = appended with { OpensTurnHere = head.TurnSeq is null ? !Dropped(head.ConversationId) : leases.TryTake(head.ConversationId, node) };
        }

        lock (Results)
        {
            Results.Add(result);
        }

        return result;
    }

    /// <summary>Whether the store does not say where a conversation stands.</summary>
    public bool FindThrows { get; set; }

    public Task<ConversationHead?> FindAsync(string conversationId, CancellationToken cancel) =>
        FindThrows ? Task.FromException<ConversationHead?>(new LogUnavailableException("away")) : shared.FindAsync(conversationId, cancel);

    public async Task<IReadOnlyList<LogEntry>> ReadAsync(string conversationId, Audience audience, long after, int limit, CancellationToken cancel)
    {
        await BeforeRead().WaitAsync(cancel);
        Reads.Add((after, limit));
        return await shared.ReadAsync(conversationId, audience, after, limit, cancel);
    }

    public IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAsync(string conversationId, Audience audience, long after, CancellationToken cancel) =>
        shared.FollowAsync(conversationId, audience, after, cancel);

    public IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAllAsync(long afterPosition, CancellationToken cancel) => shared.FollowAllAsync(afterPosition, cancel);

    public Task<(long Position, IReadOnlyList<ConversationHead> Heads)> ListOpenAsync(CancellationToken cancel) => shared.ListOpenAsync(cancel);

    public async Task<ConversationHead?> TakeTurnAsync(string conversationId, CancellationToken cancel)
    {
        var head = await shared.TakeTurnAsync(conversationId, cancel) is { } open && leases.TryTake(conversationId, node) ? open : null;
        Takes.Release();
        return head;
    }

    public Task ReleaseTurnAsync(string conversationId, CancellationToken cancel)
    {
        leases.Drop(conversationId, node);
        return Task.CompletedTask;
    }

    public async Task<IReadOnlyList<ConversationHead>> ListOpenTurnsAsync(CancellationToken cancel)
    {
        var heads = await shared.ListOpenTurnsAsync(cancel);
        IReadOnlyList<ConversationHead> free = [.. heads.Where(head => !leases.IsOthers(head.ConversationId, node))];
        Looks.Release();
        return free;
    }

    public Task<bool> RedactAsync(string conversationId, long seq, string reason, CancellationToken cancel) => shared.RedactAsync(conversationId, seq, reason, cancel);

    private bool Dropped(string conversationId)
    {
        leases.Drop(conversationId);
        return true;
    }
}

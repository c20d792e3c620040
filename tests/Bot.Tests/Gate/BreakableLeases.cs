using Cardline.Bot.Conversations;

namespace Cardline.Bot.Tests.Gate;

/// <summary>The real leases, except while they are told to fail.</summary>
internal sealed class BreakableLeases(ILeaseStore real) : ILeaseStore
{
    private int takes;

    /// <summary>Gets how often a lease was asked for, in vain or not.</summary>
    public int Takes => Volatile.Read(ref takes);

    /// <summary>Gets or sets what is thrown instead of an answer.</summary>
    public Exception? Failure { get; set; }

    public Task<bool> TryTakeAsync(string kind, string id, string owner, TimeSpan life, CancellationToken cancel)
    {
        Interlocked.Increment(ref takes);
        return Whole().TryTakeAsync(kind, id, owner, life, cancel);
    }

    public Task ReleaseAsync(string kind, string id, string owner, CancellationToken cancel) => Whole().ReleaseAsync(kind, id, owner, cancel);

    public Task PutAsync(string kind, string id, string value, TimeSpan life, CancellationToken cancel) => Whole().PutAsync(kind, id, value, life, cancel);

    public Task<IReadOnlyList<KeyValuePair<string, string>>> ListAsync(string kind, CancellationToken cancel) => Whole().ListAsync(kind, cancel);

    private ILeaseStore Whole() => Failure is { } failure ? throw failure : real;
}

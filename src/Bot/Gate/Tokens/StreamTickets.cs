using System.Collections.Concurrent;

namespace Cardline.Bot.Gate.Tokens;

/// <summary>Tickets in socket addresses: signed, good for a minute, and good once.</summary>
/// <remarks>
/// "Once" is remembered by the node that opened the socket. On another node a used ticket would work for the rest of its
/// minute; the count of sockets for each token bounds what that is worth.
/// </remarks>
internal sealed class StreamTickets(TokenIssuer issuer, TimeProvider clock)
{
    /// <summary>Most used tickets remembered; beyond it nothing more is opened until the oldest have run out.</summary>
    public const int RememberedMax = 100_000;

    private readonly ConcurrentDictionary<string, DateTimeOffset> _used = new(StringComparer.Ordinal);
    private long _sweptAt;

    /// <summary>Makes a ticket for one socket.</summary>
    public ValueTask<string> IssueAsync(TokenClaims claims, CancellationToken cancel) =>
        issuer.IssueAsync(claims, TokenPurpose.Stream, cancel);

    /// <summary>Uses a ticket up.</summary>
    /// <returns>What it said; null when it is not good, or not good any more.</returns>
    public async ValueTask<TokenClaims?> UseAsync(string ticket, CancellationToken cancel)
    {
        if (await issuer.VerifyAsync(ticket, TokenPurpose.Stream, cancel) is not Verification.Good good)
        {
            return null;
        }

        Sweep();
        return _used.Count < RememberedMax && _used.TryAdd(good.TokenId, good.ExpiresAt) ? good.Claims : null;
    }

    private void Sweep()
    {
        var last = Interlocked.Read(ref _sweptAt);
        if (clock.GetElapsedTime(last) < TokenIssuer.StreamLife
            || Interlocked.CompareExchange(ref _sweptAt, clock.GetTimestamp(), last) != last)
        {
            return;
        }

        var now = clock.GetUtcNow();
        foreach (var (id, _) in _used.Where(pair => pair.Value <= now))
        {
            _used.TryRemove(id, out _);
        }
    }
}

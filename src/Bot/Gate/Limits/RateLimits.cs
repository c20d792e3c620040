using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.Limits;

/// <summary>How often somebody may do something within a minute.</summary>
/// <remarks>
/// Names are hashed into a fixed number of slots, so that a flood of made-up names costs no more memory than the slots.
/// Two names in one slot share its allowance; the hash differs with every start, so nobody can aim at somebody else's slot.
/// </remarks>
internal sealed class RateLimits(IOptions<GateOptions> options) : IDisposable
{
    /// <summary>Slots of each limit.</summary>
    public const int Slots = 65_536;

    private const int SegmentsPerWindow = 6;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _activities = PerMinute(options.Value.ActivitiesPerTokenPerMinute);
    private readonly PartitionedRateLimiter<string> _reads = PerMinute(options.Value.ReadsPerTokenPerMinute);
    private readonly PartitionedRateLimiter<string> _tokens = PerMinute(options.Value.TokensPerAddressPerMinute);
    private readonly PartitionedRateLimiter<string> _starts = PerMinute(options.Value.StartsPerAddressPerMinute);

    /// <summary>Whether this conversation may post once more.</summary>
    public bool AllowsActivity(string conversationId) => Take(_activities, conversationId);

    /// <summary>Whether this conversation may be read once more.</summary>
    public bool AllowsRead(string conversationId) => Take(_reads, conversationId);

    /// <summary>Whether this address may get one more anonymous token.</summary>
    public bool AllowsToken(IPAddress? address) => Take(_tokens, NameOf(address));

    /// <summary>Whether this address may start one more conversation.</summary>
    public bool AllowsStart(IPAddress? address) => Take(_starts, NameOf(address));

    /// <inheritdoc/>
    public void Dispose()
    {
        _activities.Dispose();
        _reads.Dispose();
        _tokens.Dispose();
        _starts.Dispose();
    }

    /// <summary>The name of an address: a household of IPv6 has a whole /64, so that is what counts.</summary>
    internal static string NameOf(IPAddress? address)
    {
        if (address is null)
        {
            return "none";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4().ToString();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }

    private static bool Take(PartitionedRateLimiter<string> limiter, string name)
    {
        using var lease = limiter.AttemptAcquire(name);
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<string> PerMinute(int permits) =>
        PartitionedRateLimiter.Create<string, int>(name => RateLimitPartition.GetSlidingWindowLimiter(
            (int)((uint)string.GetHashCode(name, StringComparison.Ordinal) % Slots),
            _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = permits, Window = Window, SegmentsPerWindow = SegmentsPerWindow, QueueLimit = 0,
            }));
}

namespace Cardline.TestKit.Network;

/// <summary>What a <see cref="ChaosProxy"/> does with the bytes. A closed set: a new kind is also handled in <see cref="ChaosFlow"/>.</summary>
public abstract record Chaos
{
    private Chaos()
    {
    }

    /// <summary>Everything goes through.</summary>
    public sealed record Pass : Chaos;

    /// <summary>Every connection is reset, and new ones are refused.</summary>
    public sealed record Cut : Chaos;

    /// <summary>Everything comes later by this much, in both directions.</summary>
    public sealed record Delay(TimeSpan By) : Chaos;

    /// <summary>Connections are taken, and what is sent either way is swallowed. Such a connection has lost bytes, so it is reset when the mode ends.</summary>
    public sealed record HalfOpen : Chaos;

    /// <summary>Nothing goes in this direction; it is held back and goes through when the mode ends, as after a partition.</summary>
    public sealed record Blackhole(ChaosDirection Direction) : Chaos;

    /// <summary>At most so many bytes a second go through, for each connection and direction.</summary>
    public sealed record Slow(int BytesPerSecond) : Chaos;

    /// <summary>Every byte is a write of its own.</summary>
    public sealed record Drip : Chaos;
}

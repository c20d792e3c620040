using System.Collections.Concurrent;

namespace Cardline.Load.Drivers;

/// <summary>When whose messages were accepted, so that it can be said how long writes stood still. Safe for any number of callers.</summary>
internal sealed class FlowMeter
{
    private readonly ConcurrentDictionary<int, ConcurrentQueue<long>> _accepted = new();
    private long _operations;
    private long _failures;

    /// <summary>Gets the moment on the clock of all stamps, which only grows.</summary>
    public static long Now => TimeProvider.System.GetTimestamp();

    /// <summary>Gets the number of requests made.</summary>
    public long Operations => Interlocked.Read(ref _operations);

    /// <summary>Gets the number of requests that were answered with 5xx or not at all.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Notes a request.</summary>
    public void Tried() => Interlocked.Increment(ref _operations);

    /// <summary>Notes that a request brought nothing.</summary>
    public void Failed() => Interlocked.Increment(ref _failures);

    /// <summary>Notes that a cardholder's message was accepted.</summary>
    public void Accepted(int cardholder) => _accepted.GetOrAdd(cardholder, _ => new ConcurrentQueue<long>()).Enqueue(Now);

    /// <summary>Says whether each cardholder had a message accepted after a moment.</summary>
    public bool FlowsSince(long mark) => _accepted.Values.All(times => times.Any(time => time >= mark));

    /// <summary>Says how long after a moment the last of the cardholders had a message accepted; null while one has not.</summary>
    public TimeSpan? FlowedAfter(long mark) => FlowsSince(mark)
        ? _accepted.Values.Select(times => TimeProvider.System.GetElapsedTime(mark, times.First(time => time >= mark))).DefaultIfEmpty().Max()
        : null;

    /// <summary>Says how long the longest stand-still of any cardholder was.</summary>
    public TimeSpan LongestGap() => _accepted.Values
        .SelectMany(times => times.Zip(times.Skip(1), (one, next) => TimeProvider.System.GetElapsedTime(one, next)))
        .DefaultIfEmpty().Max();
}

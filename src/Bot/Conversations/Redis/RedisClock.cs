using System.Diagnostics;
using System.Globalization;
using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>Redis's clock, which all nodes share: a node whose own clock is wrong, or is set, does no harm.</summary>
/// <remarks>Between two answers of Redis time goes on by the machine's steady counter, not by its clock.</remarks>
internal sealed class RedisClock : TimeProvider
{
    private Sample sample;

    private RedisClock(long now) => sample = new Sample(now, Stopwatch.GetTimestamp());

    /// <summary>Asks Redis for the time.</summary>
    /// <exception cref="LogUnavailableException">It does not answer.</exception>
    public static async Task<RedisClock> ReadAsync(RedisConnection connection)
    {
        var time = (RedisValue[])(await connection.RunAsync(database => database.ExecuteAsync("TIME")))!;
        return new RedisClock(((long)time[0] * 1000) + ((long)time[1] / 1000));
    }

    /// <summary>Takes in the time that an answer carried.</summary>
    /// <param name="now">Milliseconds since 1970.</param>
    public void Heard(long now) => Volatile.Write(ref sample, new Sample(now, Stopwatch.GetTimestamp()));

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        var heard = Volatile.Read(ref sample);
        return DateTimeOffset.FromUnixTimeMilliseconds(heard.Now) + Stopwatch.GetElapsedTime(heard.At);
    }

    /// <inheritdoc/>
    public override string ToString() => GetUtcNow().ToString("O", CultureInfo.InvariantCulture);

    private sealed record Sample(long Now, long At);
}

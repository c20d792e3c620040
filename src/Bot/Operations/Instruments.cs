using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cardline.Bot.Conversations;

namespace Cardline.Bot.Operations;

/// <summary>
/// What is counted and timed, on the meter <see cref="MeterName"/>; the room's README names every instrument. Tags come from closed
/// sets of our own words, so no id, no address and nothing a cardholder wrote can be in one, and their number is bounded.
/// </summary>
internal static class Instruments
{
    /// <summary>The name under which everything is measured.</summary>
    public const string MeterName = "Cardline";

    private static readonly Meter Meter = new(MeterName);

    private static readonly InstrumentAdvice<double> InSeconds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    };

    private static readonly Counter<long> Appends = Meter.CreateCounter<long>("cardline.appends", "{append}", "Appends by result and store.");

    private static readonly Histogram<double> AppendDuration =
        Meter.CreateHistogram("cardline.append.duration", "s", "From the call of an append to its end, good or bad.", tags: null, InSeconds);

    private static readonly Counter<long> RedisFailures = Meter.CreateCounter<long>("cardline.redis.failures", "{command}", "Commands to Redis that failed or did not answer in time.");

    private static readonly Counter<long> RedisRenewals = Meter.CreateCounter<long>("cardline.redis.renewals", "{connection}", "Connections to Redis that were replaced.");

    private static readonly Histogram<double> OutboxAge =
        Meter.CreateHistogram("cardline.redis.outbox.age", "s", "Age of the oldest reference of an outbox when it is about to be taken into the feed.", tags: null, InSeconds);

    private static readonly Counter<long> Turns = Meter.CreateCounter<long>("cardline.turns", "{turn}", "Turns that were run, by how that ended.");

    private static readonly Histogram<double> TurnDuration =
        Meter.CreateHistogram("cardline.turn.duration", "s", "From the cardholder's first waiting message to the outcome in the log.", tags: null, InSeconds);

    private static readonly Counter<long> ModelReplies = Meter.CreateCounter<long>("cardline.model.heard", "{reply}", "What a model was asked for in turns and summaries, by what became of it.");

    private static readonly Counter<long> Drafts = Meter.CreateCounter<long>("cardline.drafts", "{draft}", "Answers that a model was asked to put together, by how that ended.");

    /// <summary>Runs an append and records its result and time.</summary>
    /// <param name="store"><c>sqlite</c> or <c>redis</c>.</param>
    /// <param name="append">The append itself.</param>
    public static async Task<AppendResult> AppendAsync(string store, Func<Task<AppendResult>> append)
    {
        var began = Stopwatch.GetTimestamp();
        var result = "failed";
        try
        {
            var appended = await append();
            result = NameOf(appended);
            return appended;
        }
        catch (LogUnavailableException)
        {
            result = "unavailable";
            throw;
        }
        finally
        {
            Appends.Add(1, new KeyValuePair<string, object?>("result", result), new KeyValuePair<string, object?>("store", store));
            AppendDuration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, new KeyValuePair<string, object?>("store", store));
        }
    }

    /// <summary>A command to Redis failed.</summary>
    public static void RedisFailed(Exception reason) => RedisFailures.Add(1, new KeyValuePair<string, object?>("kind", reason switch
    {
        TimeoutException => "timeout",
        StackExchange.Redis.RedisServerException => "refused",
        _ => "connection",
    }));

    /// <summary>A connection to Redis was replaced.</summary>
    public static void RedisRenewed() => RedisRenewals.Add(1);

    /// <summary>An outbox with something in it was read.</summary>
    /// <param name="oldest">Stream id of the oldest reference, whose first part is a time in milliseconds.</param>
    /// <param name="now">The time by the same clock.</param>
    public static void OutboxRead(string oldest, DateTimeOffset now)
    {
        if (long.TryParse(oldest.AsSpan(0, Math.Max(0, oldest.IndexOf('-', StringComparison.Ordinal))), out var at))
        {
            OutboxAge.Record(Math.Max(0, (now.ToUnixTimeMilliseconds() - at) / 1000.0));
        }
    }

    /// <summary>An outcome of a turn was offered to the log.</summary>
    /// <param name="result">What the log made of it.</param>
    /// <param name="age">Time since the first message that it answers.</param>
    public static void TurnEnded(AppendResult result, TimeSpan age)
    {
        if (result is AppendResult.Appended)
        {
            TurnDuration.Record(Math.Max(0, age.TotalSeconds));
        }

        Turns.Add(1, new KeyValuePair<string, object?>("end", result is AppendResult.Appended ? "answered" : "superseded"));
    }

    /// <summary>A turn that another run had begun was taken up.</summary>
    public static void TurnTakenOver() => Turns.Add(1, new KeyValuePair<string, object?>("end", "takenOver"));

    /// <summary>A turn threw, and the honest line is said instead.</summary>
    public static void TurnFailed() => Turns.Add(1, new KeyValuePair<string, object?>("end", "failed"));

    /// <summary>A model was asked for something, and it is known what became of that.</summary>
    /// <param name="use">What for, as the log calls it.</param>
    /// <param name="end"><c>used</c>, <c>unchanged</c>, or the fault as the log calls it.</param>
    public static void ModelHeard(string use, string end) => ModelReplies.Add(1, new KeyValuePair<string, object?>("use", use), new KeyValuePair<string, object?>("end", end));

    /// <summary>A model was asked to put an answer together.</summary>
    /// <param name="end"><c>said</c>, or the fault for which the approved text was said instead.</param>
    public static void DraftEnded(string end) => Drafts.Add(1, new KeyValuePair<string, object?>("end", end));

    private static string NameOf(AppendResult result) => result switch
    {
        AppendResult.Appended => "appended",
        AppendResult.Repeated => "repeated",
        AppendResult.KeyConflict => "conflict",
        AppendResult.Stale => "stale",
        AppendResult.NotFound => "notFound",
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "A new result needs a name here."),
    };
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cardline.Bot.Operations;

namespace Cardline.Bot.Model.Guard;

/// <summary>
/// What is counted and timed of the model, in the names of OpenTelemetry's conventions for generative AI, on the server's own meter.
/// Never a prompt, a reply, or an id: what a tag may say is either ours, or a model's name that looks like one.
/// </summary>
internal static class ModelInstruments
{
    /// <summary>The name of the activity source.</summary>
    public const string SourceName = "Cardline.Model";

    /// <summary>Most names of models that are told apart; an endpoint that says others all the time is one more, <c>other</c>.</summary>
    public const int ModelNamesMax = 16;

    private const int ModelNameCharsMax = 80;

    private static readonly ActivitySource Source = new(SourceName);
    private static readonly Meter Meter = new(Instruments.MeterName);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "gen_ai.client.operation.duration", "s", "From the ask to the last word, all tries together.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92] });

    private static readonly Histogram<long> Tokens = Meter.CreateHistogram(
        "gen_ai.client.token.usage", "{token}", "Tokens read and written, as the endpoint counted them.", tags: null,
        new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864] });

    private static readonly Counter<long> Fallbacks = Meter.CreateCounter<long>("cardline.model.fallbacks", "{use}", "Uses that got nothing from the model, by cause.");

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("cardline.model.retries", "{retry}", "Calls that were made again.");

    private static readonly Counter<long> Trimmed = Meter.CreateCounter<long>("cardline.model.prompt.trimmed", "{token}", "Tokens that were left out of prompts because they were too long.");

    private static readonly ConcurrentDictionary<string, bool> Models = new(StringComparer.Ordinal);

    /// <summary>Begins the span of a call; null when nobody listens.</summary>
    public static Activity? Begin(ModelCallName name)
    {
        var span = Source.StartActivity($"{name.Operation} {name.Model}", ActivityKind.Client);
        foreach (var (key, value) in name.Tags())
        {
            span?.SetTag(key, value);
        }

        return span;
    }

    /// <summary>A call that was made ended.</summary>
    /// <param name="name">What was called.</param>
    /// <param name="answeredBy">The model that the endpoint says it was; null when it did not say.</param>
    /// <param name="cause">Why there is nothing; null when all went well.</param>
    /// <param name="took">How long it took.</param>
    public static void Ended(ModelCallName name, string? answeredBy, Fallback? cause, TimeSpan took)
    {
        var tags = name.Tags();
        Answered(ref tags, answeredBy);
        if (cause is { } error)
        {
            tags.Add("error.type", error.Name());
        }

        Duration.Record(took.TotalSeconds, tags);
    }

    /// <summary>The endpoint said what was used.</summary>
    public static void Used(ModelCallName name, string? answeredBy, long tokensIn, long tokensOut)
    {
        Used(name, answeredBy, "input", tokensIn);
        if (name.Operation is not "embeddings")
        {
            Used(name, answeredBy, "output", tokensOut);
        }
    }

    /// <summary>A use got nothing.</summary>
    public static void FellBack(string use, Fallback cause) =>
        Fallbacks.Add(1, new KeyValuePair<string, object?>("cardline.use", use), new KeyValuePair<string, object?>("cause", cause.Name()));

    /// <summary>A call is made again.</summary>
    public static void TriedAgain(string use, Fallback cause) =>
        Retries.Add(1, new KeyValuePair<string, object?>("cardline.use", use), new KeyValuePair<string, object?>("cause", cause.Name()));

    /// <summary>A prompt was too long.</summary>
    public static void PromptTrimmed(string use, int tokens) => Trimmed.Add(tokens, new KeyValuePair<string, object?>("cardline.use", use));

    /// <summary>A model's name as it may stand in a tag: what an endpoint writes there is a stranger's text.</summary>
    public static string? NameOf(string? model)
    {
        if (model is not { Length: > 0 })
        {
            return null;
        }

        var known = Models.ContainsKey(model);
        if (!known && model.Length <= ModelNameCharsMax && model.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':' or '/') && Models.Count < ModelNamesMax)
        {
            known = Models.TryAdd(model, true) || Models.ContainsKey(model);
        }

        return known ? model : "other";
    }

    private static void Used(ModelCallName name, string? answeredBy, string type, long tokens)
    {
        var tags = name.Tags();
        Answered(ref tags, answeredBy);
        tags.Add("gen_ai.token.type", type);
        Tokens.Record(tokens, tags);
    }

    private static void Answered(ref TagList tags, string? answeredBy)
    {
        if (NameOf(answeredBy) is { } model)
        {
            tags.Add("gen_ai.response.model", model);
        }
    }
}

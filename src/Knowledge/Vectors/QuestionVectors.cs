using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;
using Microsoft.Extensions.Logging;

namespace Cardline.Knowledge.Vectors;

/// <summary>Questions as vectors, as long as vectors count in the index in use and the model answers in time.</summary>
internal sealed class QuestionVectors(IndexStore store, VectorKeeper keeper, VectorCache cache, QuestionVectorSettings settings, ILogger<QuestionVectors> logger) : IQuestionVectors
{
    /// <summary>So many failures one after the other, and the model is left alone for a while: no cardholder waits for it meanwhile.</summary>
    internal const int FailuresMax = 3;

    /// <summary>It is left alone for this long; then one question tries again.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private int failures;
    private DateTimeOffset pausedUntil = DateTimeOffset.MinValue;

    /// <inheritdoc/>
    public bool AreOn => Sense(settings.Time.GetUtcNow()) is not null;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<string, ReadOnlyMemory<float>>> OfAsync(IReadOnlyList<string> texts, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var now = settings.Time.GetUtcNow();
        if (Sense(now) is not { } sense) return NoQuestionVectors.None;
        var found = new Dictionary<string, ReadOnlyMemory<float>>(StringComparer.Ordinal);
        var wanted = new List<string>();
        foreach (var text in texts.Take(IQuestionVectors.TextsMax).Where(text => !string.IsNullOrWhiteSpace(text)).Distinct(StringComparer.Ordinal))
        {
            // A title or sample question as it stands, such as a pressed chip, is paid for already.
            if (cache.Find(VectorTexts.Sent(text)) is { } known) found[text] = known;
            else wanted.Add(text);
        }

        if (wanted.Count > 0 && MayAsk(now)) await AskAsync(wanted, found, sense, cancel);
        return found;
    }

    // Null when the index in use has no vectors, or when they were found to add nothing: then nobody waits and nothing is paid.
    private VectorSense? Sense(DateTimeOffset now) =>
        store.Current.At(Dates.DayOf(now, settings.Zone)).Ranker.Vectors is { Weight.TakesPart: true } sense ? sense : null;

    private async Task AskAsync(List<string> wanted, Dictionary<string, ReadOnlyMemory<float>> found, VectorSense sense, CancellationToken cancel)
    {
        try
        {
            var vectors = await keeper.Embedder.CallAsync([.. wanted.Select(VectorTexts.Sent)], settings.Limit, cancel);
            for (var i = 0; i < wanted.Count; i++)
            {
                if (vectors[i] is { } vector && vector.Length == sense.Articles.Dimension) found[wanted[i]] = vector;
            }

            if (vectors.Any(vector => vector is not null && vector.Length != sense.Articles.Dimension))
            {
                Failed(EmbeddingFaultKind.Dimension);
                keeper.Renew();
                return;
            }

            if (vectors.Any(vector => vector is null)) Failed(EmbeddingFaultKind.Malformed);
            else Worked();
        }
        catch (EmbeddingFault fault)
        {
            Failed(fault.Kind);
        }
    }

    private bool MayAsk(DateTimeOffset now)
    {
        lock (gate)
        {
            if (now < pausedUntil) return false;
            // One question tries for all; the others go on without until it is back.
            if (failures >= FailuresMax) pausedUntil = now + Pause;
            return true;
        }
    }

    private void Worked()
    {
        lock (gate)
        {
            if (failures >= FailuresMax) KnowledgeLog.QuestionVectorsAgain(logger);
            (failures, pausedUntil) = (0, DateTimeOffset.MinValue);
        }
    }

    private void Failed(EmbeddingFaultKind kind)
    {
        lock (gate)
        {
            failures = Math.Min(failures + 1, FailuresMax + 1);
            if (failures < FailuresMax) return;
            pausedUntil = settings.Time.GetUtcNow() + Pause;
            if (failures == FailuresMax) KnowledgeLog.QuestionVectorsFailed(logger, kind.ToString(), FailuresMax, Pause.TotalSeconds);
        }
    }
}

/// <summary>What questions as vectors need of the host.</summary>
/// <param name="Limit">One call takes no longer.</param>
/// <param name="Time">The clock.</param>
/// <param name="Zone">The bank's.</param>
internal sealed record QuestionVectorSettings(TimeSpan Limit, TimeProvider Time, TimeZoneInfo Zone);

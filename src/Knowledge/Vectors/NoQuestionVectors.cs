namespace Cardline.Knowledge.Vectors;

/// <summary>Used when no model for vectors is configured: every question is asked by its words alone.</summary>
internal sealed class NoQuestionVectors : IQuestionVectors
{
    internal static readonly IReadOnlyDictionary<string, ReadOnlyMemory<float>> None = new Dictionary<string, ReadOnlyMemory<float>>();

    /// <inheritdoc/>
    public bool AreOn => false;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<string, ReadOnlyMemory<float>>> OfAsync(IReadOnlyList<string> texts, CancellationToken cancel) => ValueTask.FromResult(None);
}

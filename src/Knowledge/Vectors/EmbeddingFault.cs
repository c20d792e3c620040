namespace Cardline.Knowledge.Vectors;

/// <summary>No vectors could be had. Its text holds nothing of what was sent.</summary>
internal sealed class EmbeddingFault : Exception
{
    public EmbeddingFault()
        : this(EmbeddingFaultKind.Failed)
    {
    }

    public EmbeddingFault(string message)
        : base(message) => Kind = EmbeddingFaultKind.Failed;

    public EmbeddingFault(string message, Exception innerException)
        : base(message, innerException) => Kind = EmbeddingFaultKind.Failed;

    internal EmbeddingFault(EmbeddingFaultKind kind)
        : base($"The model for embeddings gave no usable vectors ({kind}).") => Kind = kind;

    internal EmbeddingFaultKind Kind { get; }
}

/// <summary>Why there are no vectors. The set is closed.</summary>
internal enum EmbeddingFaultKind
{
    /// <summary>The client threw.</summary>
    Failed,

    /// <summary>It took longer than it may.</summary>
    Late,

    /// <summary>Not as many vectors as texts, or too many that hold no direction: zeros, numbers that are none.</summary>
    Malformed,

    /// <summary>Vectors of several dimensions, even when all were asked for anew.</summary>
    Dimension,
}

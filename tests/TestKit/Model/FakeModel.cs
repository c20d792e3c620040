namespace Cardline.TestKit.Model;

/// <summary>One model, or one deployment on Azure, that a <see cref="ModelServer"/> has.</summary>
/// <param name="Id">Its name.</param>
public sealed record FakeModel(string Id)
{
    /// <summary>A chat model that every server has unless its options say otherwise.</summary>
    public const string Chat = "gpt-4.1-mini";

    /// <summary>A chat model of the reasoning kind: it wants <c>max_completion_tokens</c> and takes no temperature.</summary>
    public const string Reasoning = "o4-mini";

    /// <summary>An embedding model.</summary>
    public const string Embedding = "text-embedding-3-small";

    /// <summary>Gets a value indicating whether it makes vectors instead of words.</summary>
    public bool Embeds { get; init; }

    /// <summary>Gets the most tokens read and written together, or read in one input of an embedding model.</summary>
    public int ContextTokens { get; init; } = 128_000;

    /// <summary>Gets the most tokens written in one reply.</summary>
    public int OutputTokens { get; init; } = 16_384;

    /// <summary>Gets the length of a vector when the request names none; also the most it may name.</summary>
    public int Dimensions { get; init; } = 1_536;

    /// <summary>Gets a value indicating whether <c>max_tokens</c> is refused, as reasoning models do.</summary>
    public bool WantsMaxCompletionTokens { get; init; }

    /// <summary>Gets a value indicating whether any temperature, <c>top_p</c> or penalty but the usual one is refused, as reasoning models do.</summary>
    public bool FixedSampling { get; init; }

    /// <summary>Gets the models of a server whose options name none.</summary>
    public static IReadOnlyList<FakeModel> Usual { get; } =
    [
        new(Chat),
        new(Reasoning) { WantsMaxCompletionTokens = true, FixedSampling = true },
        new(Embedding) { Embeds = true, ContextTokens = 8_192 },
    ];
}

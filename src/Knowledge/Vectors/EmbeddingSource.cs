using Microsoft.Extensions.AI;

namespace Cardline.Knowledge;

/// <summary>Where vectors of texts come from, when a model for them is configured.</summary>
/// <param name="Generator">Makes them. It is the host's: this room never disposes it.</param>
/// <param name="Model">Name of the model or deployment; vectors of another name are never compared with these.</param>
public sealed record EmbeddingSource(IEmbeddingGenerator<string, Embedding<float>> Generator, string Model);

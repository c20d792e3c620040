using Microsoft.Extensions.AI;

namespace Cardline.Bot.Model;

/// <summary>The clients as they are, without the guard: the host's own, or ours over the configured endpoint.</summary>
/// <param name="Chat">The chat model; null when there is none.</param>
/// <param name="Embedding">The embedding model; null when there is none.</param>
internal sealed record ModelClients(IChatClient? Chat, IEmbeddingGenerator<string, Embedding<float>>? Embedding)
{
    /// <summary>Whether there is any model.</summary>
    public bool Any => Chat is not null || Embedding is not null;
}

using Microsoft.Extensions.AI;
using OpenAI.Embeddings;
using WireOptions = OpenAI.Embeddings.EmbeddingGenerationOptions;

namespace Cardline.Bot.Model.Client;

/// <summary>The embedding model of the endpoint as an <see cref="IEmbeddingGenerator{TInput,TEmbedding}"/>. It limits and repeats nothing; that is the guard's work.</summary>
internal sealed class OpenAIEmbeddings(OpenAIEndpoint endpoint, string model) : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EmbeddingClient client = endpoint.Embedding(model);
    private readonly EmbeddingGeneratorMetadata metadata = new(endpoint.Provider, endpoint.Address, model);

    /// <inheritdoc/>
    /// <exception cref="ModelApiException">What came is no reply of this API, or has not one vector for each text.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, Microsoft.Extensions.AI.EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        if (texts.Count is 0)
        {
            return [];
        }

        var chosen = options?.ModelId is { Length: > 0 } other && other != model ? endpoint.Embedding(other) : client;
        try
        {
            var answer = await chosen.GenerateEmbeddingsAsync(texts, new WireOptions { Dimensions = options?.Dimensions }, cancellationToken);
            return Vectors(answer.Value, texts.Count);
        }
        catch (Exception e) when (OpenAIChat.IsGarbage(e))
        {
            throw new ModelApiException(NotApi.Garbage, e);
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(EmbeddingGeneratorMetadata) ? metadata
        : serviceType == typeof(EmbeddingClient) ? client
        : serviceType?.IsInstanceOfType(this) is true ? this
        : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        // The connections belong to the endpoint.
    }

    private static GeneratedEmbeddings<Embedding<float>> Vectors(OpenAIEmbeddingCollection answer, int expected)
    {
        // The order of an answer is not promised; the index is.
        var vectors = answer.OrderBy(vector => vector.Index)
            .Select(vector => new Embedding<float>(vector.ToFloats()) { ModelId = answer.Model })
            .ToList();
        if (vectors.Count != expected || vectors.Exists(vector => vector.Dimensions is 0 || vector.Dimensions != vectors[0].Dimensions))
        {
            throw new ModelApiException(NotApi.Garbage);
        }

        return new GeneratedEmbeddings<Embedding<float>>(vectors)
        {
            Usage = answer.Usage is { } usage ? new UsageDetails { InputTokenCount = usage.InputTokenCount, TotalTokenCount = usage.TotalTokenCount } : null,
        };
    }
}

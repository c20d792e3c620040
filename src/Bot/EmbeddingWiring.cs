using Cardline.Bot.Model;
using Cardline.Knowledge;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Cardline.Bot;

/// <summary>What the ranking of articles needs of the model. The two rooms do not know each other; only the host does.</summary>
internal static class EmbeddingWiring
{
    /// <summary>Lets the ranking of articles use the model's embeddings, when there is a model for them and the use is switched on.</summary>
    public static IServiceCollection AddEmbeddings(this IServiceCollection services, IConfiguration settings)
    {
        services.AddKnowledgeVectors(SourceOfVectors);
        services.AddOptions<KnowledgeOptions>().PostConfigure(options => options.VectorCache ??= VectorCacheBesideStore(settings));
        return services;
    }

    /// <summary>Where vectors come from by the settings of the model.</summary>
    /// <returns>Null when no model for embeddings is configured, when the use is off, or when none is registered.</returns>
    public static EmbeddingSource? SourceOfVectors(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<ModelOptions>>().Value;
        return options is { Embedding: { Length: > 0 } model, Uses.Embeddings: true } && provider.GetService<IEmbeddingGenerator<string, Embedding<float>>>() is { } generator
            ? new EmbeddingSource(generator, model)
            : null;
    }

    /// <summary>The file that keeps vectors between starts when no other is named: beside the store, which the server may write.</summary>
    public static string VectorCacheBesideStore(IConfiguration settings) =>
        Path.Combine(Path.GetDirectoryName(settings["Storage:Sqlite:Path"] ?? Path.Combine("data", "cardline.db")) ?? string.Empty, "vectors.bin");
}

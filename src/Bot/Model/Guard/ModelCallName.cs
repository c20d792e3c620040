using System.Diagnostics;
using Microsoft.Extensions.AI;

namespace Cardline.Bot.Model.Guard;

/// <summary>What a call is called in telemetry.</summary>
/// <param name="Operation"><c>chat</c> or <c>embeddings</c>.</param>
/// <param name="Provider">The provider's name in OpenTelemetry's spelling.</param>
/// <param name="Model">The model or deployment that is asked.</param>
/// <param name="Use">What for.</param>
internal sealed record ModelCallName(string Operation, string Provider, string Model, string Use)
{
    /// <summary>The name for a chat client, ours or the host's.</summary>
    public static ModelCallName Of(IChatClient client, string use) =>
        client.GetService(typeof(ChatClientMetadata)) is ChatClientMetadata metadata
            ? new ModelCallName("chat", metadata.ProviderName ?? Unknown, metadata.DefaultModelId ?? Unknown, use)
            : new ModelCallName("chat", Unknown, Unknown, use);

    /// <summary>The name for an embedding generator, ours or the host's.</summary>
    public static ModelCallName Of(IEmbeddingGenerator generator, string use) =>
        generator.GetService(typeof(EmbeddingGeneratorMetadata)) is EmbeddingGeneratorMetadata metadata
            ? new ModelCallName("embeddings", metadata.ProviderName ?? Unknown, metadata.DefaultModelId ?? Unknown, use)
            : new ModelCallName("embeddings", Unknown, Unknown, use);

    /// <summary>The name of a use in tags: <c>second_opinion</c>.</summary>
    public static string NameOf(ModelUse use) => use switch
    {
        ModelUse.Rewrite => "rewrite",
        ModelUse.Choose => "choose",
        ModelUse.Compose => "compose",
        ModelUse.SecondOpinion => "second_opinion",
        ModelUse.Summary => "summary",
        _ => throw new ArgumentOutOfRangeException(nameof(use), use, "A new use needs its name here."),
    };

    /// <summary>The tags that every figure has.</summary>
    public TagList Tags() => new()
    {
        { "gen_ai.operation.name", Operation },
        { "gen_ai.provider.name", Provider },
        { "gen_ai.request.model", Model },
        { "cardline.use", Use },
    };

    private const string Unknown = "unknown";
}

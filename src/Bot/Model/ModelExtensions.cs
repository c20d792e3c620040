using Cardline.Bot.Model.Checking;
using Cardline.Bot.Model.Client;
using Cardline.Bot.Model.Guard;
using Cardline.Bot.Model.Health;
using Cardline.Bot.Model.Prompting;
using Cardline.Knowledge;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Model;

/// <summary>Adds the room.</summary>
internal static class ModelExtensions
{
    /// <summary>Registers the model; with nothing configured and nothing brought along, <see cref="NoModel"/>.</summary>
    /// <remarks>
    /// A chat client or embedding generator that the services hold already is the host's own: it is used, behind the same guard, instead of ours.
    /// It needs <see cref="IKnowledgeBase"/> of the host as soon as there is a model.
    /// </remarks>
    public static IServiceCollection AddModel(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ModelOptions>().Configure(options => ModelSettings.Read(configuration.GetSection("Model"), options)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ModelOptions>, ModelSettings>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddPrompts();
        services.AddGroundCheck();
        services.TryAddSingleton<OpenAIEndpoint>();
        AddClients(services, configuration.GetSection("Model"));
        services.TryAddSingleton(provider => new ModelGuard(
            provider.GetRequiredService<IOptions<ModelOptions>>(),

            // Asked for only when a day is counted: the knowledge base may itself be made with our embeddings.
            moment => provider.GetRequiredService<IKnowledgeBase>().AtTheBank(moment),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ModelGuard>>()));
        services.TryAddSingleton(provider => new Lazy<ModelGuard>(provider.GetRequiredService<ModelGuard>));
        services.TryAddSingleton<ModelHealth>();
        services.AddHostedService(provider => provider.GetRequiredService<ModelHealth>());
        services.TryAddSingleton<IModel>(provider => provider.GetRequiredService<ModelClients>().Chat is { } chat
            ? new GuardedModel(chat, provider.GetRequiredService<IPrompts>(), provider.GetRequiredService<ModelGuard>(), provider.GetRequiredService<ILogger<GuardedModel>>())
            : new NoModel());
        return services;
    }

    private static void AddClients(IServiceCollection services, IConfigurationSection settings)
    {
        // Only whether there is a name: what the settings are worth is checked at the start (ModelSettings).
        var there = settings[nameof(ModelOptions.Endpoint)] is { Length: > 0 };
        if (there && settings[nameof(ModelOptions.Chat)] is { Length: > 0 } chat)
        {
            services.TryAddSingleton<IChatClient>(provider => new ToolLoop(new OpenAIChat(provider.GetRequiredService<OpenAIEndpoint>(), chat)));
        }

        var makeEmbedding = TakeOut<IEmbeddingGenerator<string, Embedding<float>>>(services);
        if (makeEmbedding is null && there && settings[nameof(ModelOptions.Embedding)] is { Length: > 0 } embedding)
        {
            makeEmbedding = provider => new OpenAIEmbeddings(provider.GetRequiredService<OpenAIEndpoint>(), embedding);
        }

        services.TryAddSingleton(provider => new ModelClients(provider.GetService<IChatClient>(), makeEmbedding?.Invoke(provider)));
        if (makeEmbedding is not null)
        {
            services.TryAddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(provider => new GuardedEmbeddings(
                provider.GetRequiredService<ModelClients>().Embedding!, provider.GetRequiredService<ModelGuard>(), provider.GetRequiredService<ILogger<GuardedEmbeddings>>()));
        }
    }

    /// <summary>Takes the host's own registration out, so that the guarded one can stand in its place.</summary>
    private static Func<IServiceProvider, T>? TakeOut<T>(IServiceCollection services)
        where T : class
    {
        if (services.LastOrDefault(service => service.ServiceType == typeof(T) && !service.IsKeyedService) is not { } own)
        {
            return null;
        }

        services.RemoveAll<T>();
        return provider => (T)(own.ImplementationInstance ?? own.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, own.ImplementationType!));
    }
}

using Cardline.Knowledge.Index;
using Cardline.Knowledge.Search;
using Cardline.Knowledge.Vectors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cardline.Knowledge;

/// <summary>Puts the knowledge room into a host.</summary>
public static class KnowledgeServices
{
    /// <summary>Adds <see cref="IKnowledgeBase"/> and the watcher of its folder. Calling twice does no harm.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Binds the section <c>Knowledge</c>.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddKnowledge(this IServiceCollection services, Action<KnowledgeOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<KnowledgeOptions>()
            .Configure(configure)
            .ValidateDataAnnotations()
            .Validate(options => TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone ?? string.Empty, out _), "Knowledge:TimeZone is not a known time zone; use an IANA name such as Asia/Shanghai.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new IndexStore(
            Options(provider).Path,
            Engine,
            provider.GetRequiredService<TimeProvider>(),
            Zone(provider),
            provider.GetRequiredService<ILogger<IndexStore>>()));
        services.TryAddSingleton<IKnowledgeBase>(provider =>
        {
            // Read when something is asked: a command that only wants the bank's clock does not wait for an index.
            var store = new Lazy<IndexStore>(provider.GetRequiredService<IndexStore>);
            return new IndexedAnswers(() => store.Value.Current, Zone(provider), () => store.Value.Compliance);
        });
        services.TryAddSingleton(provider => new FolderWatcher(
            provider.GetRequiredService<IndexStore>(),
            Options(provider).Watch,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<FolderWatcher>>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, FolderWatcher>(provider => provider.GetRequiredService<FolderWatcher>()));
        return services;
    }

    /// <summary>Adds vectors beside the words, for a host that may have a model for embeddings. Calling twice does no harm; the first call counts.</summary>
    /// <param name="services">The host's services; <see cref="AddKnowledge"/> is called before or after.</param>
    /// <param name="source">Where vectors come from; null when none is configured, and everything is as without this call. Asked once.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddKnowledgeVectors(this IServiceCollection services, Func<IServiceProvider, EmbeddingSource?> source)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(source);
        services.TryAddSingleton(provider => new VectorParts(source(provider), provider));
        services.TryAddSingleton<IQuestionVectors>(provider => provider.GetRequiredService<VectorParts>().Questions);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, VectorParts>(provider => provider.GetRequiredService<VectorParts>()));
        return services;
    }

    // The engine in use. Another one is named here and nowhere else.
    internal static IRanker Engine(IReadOnlyList<RankedDocument> documents, Articles.Glossary glossary, IReadOnlyList<string> outside, CancellationToken cancel = default) =>
        new TrainedRanker(documents, glossary, outside, cancel);

    internal static TimeZoneInfo Zone(IServiceProvider provider) => TimeZoneInfo.FindSystemTimeZoneById(Options(provider).TimeZone);

    internal static KnowledgeOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<KnowledgeOptions>>().Value;
}

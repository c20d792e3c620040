using Cardline.Knowledge.Index;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cardline.Knowledge.Vectors;

/// <summary>What a host gets for a source of vectors: a keeper in the background and questions as vectors; without a source, nothing that does anything.</summary>
internal sealed class VectorParts : IHostedService, IDisposable
{
    private readonly VectorKeeper? keeper;

    internal VectorParts(EmbeddingSource? source, IServiceProvider provider)
    {
        Questions = new NoQuestionVectors();
        if (source is null) return;
        var (options, zone) = (KnowledgeServices.Options(provider), KnowledgeServices.Zone(provider));
        var (store, time) = (provider.GetRequiredService<IndexStore>(), provider.GetRequiredService<TimeProvider>());
        var cache = new VectorCache(source.Model);
        keeper = new VectorKeeper(store, source, cache, new KeeperSettings(options.VectorCache, time, zone), provider.GetRequiredService<ILogger<VectorKeeper>>());
        var settings = new QuestionVectorSettings(TimeSpan.FromMilliseconds(options.QuestionVectorMilliseconds), time, zone);
        Questions = new QuestionVectors(store, keeper, cache, settings, provider.GetRequiredService<ILogger<QuestionVectors>>());
    }

    internal IQuestionVectors Questions { get; }

    public Task StartAsync(CancellationToken cancellationToken) => keeper?.StartAsync(cancellationToken) ?? Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => keeper?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public void Dispose() => keeper?.Dispose();
}

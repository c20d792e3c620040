using Cardline.Knowledge;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Tests.Model;

public sealed class EmbeddingWiringTests
{
    [Theory]
    [InlineData(null, true, true, false)]
    [InlineData("small", false, true, false)]
    [InlineData("small", true, false, false)]
    [InlineData("small", true, true, true)]
    public void SourceOfVectors_AnySettings_IsThereOnlyWhenNamedOnAndRegistered(string? name, bool on, bool registered, bool expected)
    {
        using var generator = new Silent();
        var services = new ServiceCollection().Configure<Bot.Model.ModelOptions>(options =>
        {
            options.Embedding = name;
            options.Uses.Embeddings = on;
        });
        if (registered) services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(generator);
        using var provider = services.BuildServiceProvider();

        var source = EmbeddingWiring.SourceOfVectors(provider);

        (source is not null).ShouldBe(expected);
        if (expected) source.ShouldBe(new EmbeddingSource(generator, name!));
    }

    [Theory]
    [InlineData(null, null, "data/vectors.bin")]
    [InlineData("/var/desk/log.db", null, "/var/desk/vectors.bin")]
    [InlineData("/var/desk/log.db", "/elsewhere/v.bin", "/elsewhere/v.bin")]
    public void AddEmbeddings_VectorCache_StandsBesideTheStoreUnlessItIsNamed(string? store, string? named, string expected)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Sqlite:Path"] = store }).Build();
        using var provider = new ServiceCollection().AddKnowledge(options => options.VectorCache = named).AddEmbeddings(settings).BuildServiceProvider();

        provider.GetRequiredService<IOptions<KnowledgeOptions>>().Value.VectorCache.ShouldBe(expected);
    }

    private sealed class Silent : IEmbeddingGenerator<string, Embedding<float>>
    {
        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("Nobody is to be asked.");

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}

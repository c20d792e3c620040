using Cardline.Bot.Model;
using Cardline.Bot.Model.Client;
using Cardline.Bot.Model.Guard;
using Cardline.Bot.Model.Health;
using Cardline.Bot.Model.Prompting;
using Cardline.Knowledge;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Tests.Model;

/// <summary>Which settings are refused at the start, and what is registered for those that are not.</summary>
public sealed class ModelSettingsTests
{
    private const string Address = "https://name.openai.azure.com/openai/v1/";

    [Theory]
    [InlineData("names a model", "Endpoint=" + Address)]
    [InlineData("both set", "Endpoint=" + Address, "Chat=m", "Key=secret", "EntraId=true")]
    [InlineData("does not end in /v1", "Endpoint=https://name.openai.azure.com/", "Chat=m")]
    [InlineData("does not end in /v1", "Endpoint=" + Address + "?api-version=1", "Chat=m")]
    [InlineData("begins with https://", "Endpoint=name/v1", "Chat=m")]
    [InlineData("begins with https://", "Endpoint=ftp://name/v1", "Chat=m")]
    [InlineData("Model:Endpoint cannot be read", "Endpoint=http://", "Chat=m")]
    [InlineData("Model:Endpoint cannot be read", "Endpoint=https://secret:port/v1", "Chat=m")]
    [InlineData("Model:StallMilliseconds cannot be read", "StallMilliseconds=secret")]
    [InlineData("Model:Uses:Compose cannot be read", "Uses:Compose=secret")]
    [InlineData("Model:Key has", "Endpoint=" + Address, "Chat=m", "Key=secret\n")]
    [InlineData("name or password", "Endpoint=https://me:secret@name/v1", "Chat=m")]
    [InlineData("https only", "Endpoint=http://name/v1", "Chat=m", "EntraId=true")]
    [InlineData("Model:Endpoint is not", "Key=secret")]
    [InlineData("Model:Endpoint is not", "Chat=m")]
    [InlineData("without a price", "CostPerDayMax=5")]
    public void Options_ThatContradictEachOther_AreRefusedWithASentenceThatHoldsNoSecret(string says, params string[] settings)
    {
        using var services = Services(settings).BuildServiceProvider();
        var refused = Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IOptions<ModelOptions>>().Value);
        var sentence = Cardline.Bot.Operations.Welcome.WhyItDidNotStart(refused);
        sentence.ShouldStartWith("BOT035: ");
        sentence.ShouldContain(says);
        sentence.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("Endpoint=" + Address, "Chat=m", "Key=k")]
    [InlineData("Endpoint=http://127.0.0.1:11434/v1", "Embedding=m")]
    [InlineData("Endpoint=" + Address, "Chat=m", "EntraId=true")]
    [InlineData("Key=")]
    public void Options_ThatFit_AreTaken(params string[] settings)
    {
        using var services = Services(settings).BuildServiceProvider();
        services.GetRequiredService<IOptions<ModelOptions>>().Value.ShouldNotBeNull();
    }

    [Fact]
    public void AddModel_NothingConfigured_IsNoModel()
    {
        using var services = Services().BuildServiceProvider();
        services.GetRequiredService<IModel>().ShouldBeOfType<NoModel>();
        services.GetService<IChatClient>().ShouldBeNull();
        services.GetService<IEmbeddingGenerator<string, Embedding<float>>>().ShouldBeNull();
        services.GetRequiredService<ModelHealth>().Report.State.ShouldBe("off");
    }

    [Fact]
    public void AddModel_ChatAndEmbedding_AreOursAndGuarded()
    {
        using var services = Services("Endpoint=" + Address, "Chat=m", "Embedding=e", "Key=k").BuildServiceProvider();
        services.GetRequiredService<IModel>().ShouldBeOfType<GuardedModel>();
        services.GetRequiredService<IChatClient>().ShouldBeOfType<ToolLoop>();
        services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>().ShouldBeOfType<GuardedEmbeddings>();
    }

    [Fact]
    public void AddModel_AKnowledgeBaseThatIsMadeWithTheEmbeddings_GoesRoundInNoCircle()
    {
        var own = new ServiceCollection();
        own.AddSingleton<IKnowledgeBase>(provider => provider.GetService<IEmbeddingGenerator<string, Embedding<float>>>() is null ? throw new InvalidOperationException("No embeddings.") : new NoKnowledge());
        using var services = Services(own, "Endpoint=" + Address, "Embedding=e", "Key=k").BuildServiceProvider();
        services.GetRequiredService<IKnowledgeBase>().ShouldBeOfType<NoKnowledge>();
    }

    [Fact]
    public void AddModel_EmbeddingOnly_HasNoChatModel()
    {
        using var services = Services("Endpoint=" + Address, "Embedding=e", "Key=k").BuildServiceProvider();
        services.GetRequiredService<IModel>().ShouldBeOfType<NoModel>();
        services.GetService<IEmbeddingGenerator<string, Embedding<float>>>().ShouldNotBeNull();
    }

    [Fact]
    public async Task AddModel_ClientsOfTheHost_AreUsedAndGuarded()
    {
        using var chat = new Own();
        var services = new ServiceCollection();
        services.AddSingleton<IChatClient>(chat);
        services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(chat);
        using var provider = Services(services).BuildServiceProvider();

        provider.GetRequiredService<IChatClient>().ShouldBeSameAs(chat);
        provider.GetRequiredService<IModel>().ShouldBeOfType<GuardedModel>();
        var vectors = provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>().ShouldBeOfType<GuardedEmbeddings>();
        (await Should.ThrowAsync<ModelUnavailableException>(() => vectors.GenerateAsync(["a"]))).Cause.ShouldBe(Fallback.Failed);
        chat.Calls.ShouldBe(1);
    }

    private static ServiceCollection Services(params string[] settings) => Services(new ServiceCollection(), settings);

    private static ServiceCollection Services(ServiceCollection services, params string[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => setting.Split('=', 2)).Select(pair => new KeyValuePair<string, string?>($"Model:{pair[0]}", pair[1])))
            .Build();
        services.AddLogging();
        services.AddSingleton<IPrompts>(new FixedPrompts());
        services.TryAddSingleton<IKnowledgeBase>(new NoKnowledge());
        services.AddModel(configuration);
        return services;
    }

    private sealed class NoKnowledge : IKnowledgeBase
    {
        public string Version => "0";

        public KnowledgeAnswer Ask(Question question) => throw new NotSupportedException();

        public KnowledgeAnswer? Show(string articleId, string lang, DateTimeOffset askedAt) => null;

        public string? Fact(string name, string lang, DateTimeOffset askedAt) => null;

        public IReadOnlyList<string> PhoneNumbers() => [];
    }

    private sealed class Own : IChatClient, IEmbeddingGenerator<string, Embedding<float>>
    {
        public int Calls { get; private set; }

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            Calls++;
            throw new InvalidOperationException("anything");
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}

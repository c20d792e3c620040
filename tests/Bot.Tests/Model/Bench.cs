using Cardline.Bot.Model;
using Cardline.Bot.Model.Client;
using Cardline.Bot.Model.Guard;
using Cardline.Bot.Model.Prompting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Tests.Model;

/// <summary>A guarded model over an endpoint, and what its calls share.</summary>
internal sealed class Bench : IDisposable
{
    public const string Conversation = "c-1";

    private readonly OpenAIEndpoint? connection;

    public Bench(Uri address, Action<ModelOptions>? set = null, TimeProvider? clock = null)
    {
        var options = OptionsFor(address, set);
        connection = new OpenAIEndpoint(options);
        (Guard, Client) = (GuardFor(options, clock), new OpenAIChat(connection, options.Value.Chat!));
        Model = new GuardedModel(Client, Prompts, Guard, NullLogger<GuardedModel>.Instance);
    }

    public Bench(IChatClient client, Action<ModelOptions>? set = null, TimeProvider? clock = null)
    {
        (Guard, Client) = (GuardFor(OptionsFor(new Uri("http://127.0.0.1:9/v1"), set), clock), client);
        Model = new GuardedModel(client, Prompts, Guard, NullLogger<GuardedModel>.Instance);
    }

    public IChatClient Client { get; }

    public ModelGuard Guard { get; }

    public GuardedModel Model { get; }

    public FixedPrompts Prompts { get; } = new();

    public static IOptions<ModelOptions> OptionsFor(Uri address, Action<ModelOptions>? set = null)
    {
        var options = new ModelOptions { Endpoint = address, Key = "k-1", Chat = "chat-1", Embedding = "embed-1" };
        set?.Invoke(options);
        return Options.Create(options);
    }

    public static ModelGuard GuardFor(IOptions<ModelOptions> options, TimeProvider? clock = null) =>
        new(options, moment => moment.ToOffset(TimeSpan.FromHours(8)), clock ?? TimeProvider.System, NullLogger<ModelGuard>.Instance);

    public Task<ModelReply?> AskAsync(string conversation = Conversation, CancellationToken cancel = default) =>
        Model.AskAsync(new ModelAsk(ModelUse.Rewrite, conversation, new Dictionary<string, object?>()), cancel);

    public IAsyncEnumerable<ModelPiece> StreamAsync(CancellationToken cancel = default) =>
        Model.StreamAsync(new ModelAsk(ModelUse.Compose, Conversation, new Dictionary<string, object?>()), cancel);

    public void Dispose()
    {
        connection?.Dispose();
        Guard.Dispose();
    }
}

/// <summary>Prompts that are always the same.</summary>
internal sealed class FixedPrompts : IPrompts
{
    public const string Name = "fixed@000000000000";

    public string Text { get; set; } = "Say it in other words.";

    public bool Throws { get; set; }

    public RenderedPrompt Render(ModelUse use, IReadOnlyDictionary<string, object?> arguments, int tokensMax) => Throws
        ? throw new InvalidOperationException("a variable that the prompt does not know")
        : new RenderedPrompt(Name, [new ChatMessage(ChatRole.User, Text)], new ChatOptions { MaxOutputTokens = 100 }, TokensTrimmed: 0);
}

using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Cardline.Bot;
using Cardline.Bot.Conversations;
using Cardline.Bot.Model;
using Cardline.Bot.Model.Checking;
using Cardline.Handoff;
using Cardline.TestKit;
using Cardline.TestKit.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cardline.EndToEnd.Tests.Browsers;

/// <summary>The server within the test, with a model that says a piece whenever the test gives one, and a check that lets everything through but one word.</summary>
internal sealed class ComposingServer : IAsyncDisposable, IModel, IGroundCheck
{
    /// <summary>What a sentence holds that the check refuses.</summary>
    public const string Lie = "refund";

    private readonly Channel<string> _pieces = Channel.CreateUnbounded<string>();
    private readonly TemporaryFolder _folder = new();
    private WebApplication _app = null!;

    private ComposingServer()
    {
    }

    /// <summary>Gets the address with a slash at the end.</summary>
    public Uri Address { get; private set; } = null!;

    private IConversationLog Log => _app.Services.GetRequiredService<IConversationLog>();

    /// <summary>Starts it.</summary>
    public static async Task<ComposingServer> StartAsync()
    {
        var server = new ComposingServer { Address = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}/") };
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { WebRootPath = Path.Combine(Repository.Root, "src", "Bot", "wwwroot") });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Storage:Sqlite:Path"] = Path.Combine(server._folder.FullPath, "cardline.db"),
            ["Knowledge:Path"] = Path.Combine(Repository.Root, "knowledge-base"),
            ["Logging:LogLevel:Default"] = "Error",
            ["Turns:FirstSentenceMilliseconds"] = "60000",
            ["Turns:ComposeMilliseconds"] = "60000",
            ["urls"] = server.Address.ToString(),
        });
        builder.Services.AddSingleton<IModel>(server);
        builder.Services.AddSingleton<IGroundCheck>(server);
        CardlineServer.AddCardline(builder);
        server._app = builder.Build();
        CardlineServer.MapCardline(server._app);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Lets the model say something; null ends its reply.</summary>
    public void Say(string? piece) => _pieces.Writer.TryWrite(piece ?? "\0").ShouldBeTrue();

    /// <summary>Forgets what the model was to say and nobody asked for any more.</summary>
    public void Forget()
    {
        while (_pieces.Reader.TryRead(out _))
        {
            // What a test left behind is not the next one's.
        }
    }

    /// <summary>An agent takes the conversation over and says a word.</summary>
    public async Task TakeOverAsync(string conversationId, string words)
    {
        var head = (await Log.FindAsync(conversationId, default))!;
        var message = new JsonObject
        {
            ["type"] = "message", ["text"] = words, ["from"] = new JsonObject { ["id"] = "agent:ann", ["name"] = "Ann", ["role"] = "bot" },
            ["channelData"] = new JsonObject { ["cardline"] = new JsonObject { ["speaker"] = "agent" } },
        };
        var request = new AppendRequest(conversationId, SenderKind.Agent, Key: null, [new NewEntry(message, Visible: true)]) { ExpectedEpoch = head.Epoch, NewHolder = new Holder(HolderKind.Agent, "ann") };
        (await Log.AppendAsync(request, default)).ShouldBeOfType<AppendResult.Appended>();
    }

    public bool Offers(ModelUse use) => use == ModelUse.Compose;

    public Task<ModelReply?> AskAsync(ModelAsk ask, CancellationToken cancel) => Task.FromResult<ModelReply?>(null);

    public async IAsyncEnumerable<ModelPiece> StreamAsync(ModelAsk ask, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var piece in _pieces.Reader.ReadAllAsync(cancel))
        {
            if (piece == "\0")
            {
                yield return new ModelPiece("", Ended: true, "compose@test");
                yield break;
            }

            yield return new ModelPiece(piece, Ended: false, "compose@test");
        }
    }

    public SentenceVerdict Check(string sentence, GroundScope scope) => sentence.Contains(Lie, StringComparison.Ordinal)
        ? new SentenceVerdict(null, SentenceFault.Forbidden, Lie)
        : new SentenceVerdict(scope.Passages[0], null, null);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}

using System.Text.Json.Nodes;
using Cardline.TestKit;
using Cardline.TestKit.Model;
using Cardline.TestKit.Server;

namespace Cardline.Load.Model;

/// <summary>A real server process on its own data, with some uses of the model on.</summary>
internal sealed class ModelNode : IAsyncDisposable
{
    /// <summary>Key of the fake.</summary>
    public const string Key = "a-key-for-load-on-the-loopback-only";

    private readonly TemporaryFolder _folder;
    private readonly ServerProcess _server;

    private ModelNode(TemporaryFolder folder, ServerProcess server) => (_folder, _server, Http) = (folder, server, LoadServer.Client(server.Address));

    /// <summary>Gets the client of all cardholders.</summary>
    public HttpClient Http { get; }

    /// <summary>Gets the path of the log's file.</summary>
    public string LogFile => _server.LogFile;

    /// <summary>Starts one and waits until it has looked at its model.</summary>
    /// <param name="model">The fake.</param>
    /// <param name="uses">The uses that are on.</param>
    /// <param name="cancel">Ends the wait.</param>
    public static async Task<ModelNode> StartAsync(ModelServer model, IEnumerable<AskedUse> uses, CancellationToken cancel)
    {
        var folder = new TemporaryFolder();
        try
        {
            var node = new ModelNode(folder, await ServerProcess.StartAsync(Setup(folder, model, uses), cancel));
            await Waiting.UntilAsync("the server to have looked at the model", async () => await node.ModelStateAsync(cancel) == "ready", cancel: cancel);
            return node;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Describes a server over a folder that asks this fake.</summary>
    public static ServerSetup Setup(TemporaryFolder folder, ModelServer model, IEnumerable<AskedUse> uses)
    {
        var on = uses.ToHashSet();
        var setup = LoadServer.Setup(folder);
        var settings = new Dictionary<string, string>(setup.Settings, StringComparer.Ordinal)
        {
            ["Model:Endpoint"] = model.Address.ToString(),
            ["Model:Key"] = Key,
            ["Model:Chat"] = FakeModel.Chat,

            // More at once than any run asks, so that what is measured is the fault and not this limit.
            ["Model:ConcurrentMax"] = "256",
            ["Model:Uses:Embeddings"] = "false",
        };
        foreach (var use in AskedUses.All)
        {
            settings[$"Model:Uses:{use}"] = on.Contains(use) ? "true" : "false";
        }

        return setup with { Settings = settings };
    }

    /// <summary>Reads what the server says of its model.</summary>
    public async Task<string?> ModelStateAsync(CancellationToken cancel)
    {
        using var answer = await Http.GetAsync("health/ready", cancel);
        return (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancel))!["model"]?["state"];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}

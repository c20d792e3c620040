using Cardline.TestKit;
using Cardline.TestKit.Server;

namespace Cardline.Load.Nodes;

/// <summary>Several nodes on one store, each a process on its own port, with a balancer in front.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    /// <summary>Longest a request may take. A balancer in front of a bank would not wait longer for a silent node either.</summary>
    public static readonly TimeSpan RequestCeiling = TimeSpan.FromSeconds(4);

    private const int ConnectionsPerNodeMax = 512;

    private Fleet(FleetStore store, IReadOnlyList<ServerProcess> nodes)
    {
        (Store, Nodes) = (store, nodes);
        Http = Through(new SocketsHttpHandler { MaxConnectionsPerServer = ConnectionsPerNodeMax, ConnectTimeout = TimeSpan.FromSeconds(2) }, RequestCeiling);
    }

    /// <summary>Gets what the nodes share.</summary>
    public FleetStore Store { get; }

    /// <summary>Gets the nodes.</summary>
    public IReadOnlyList<ServerProcess> Nodes { get; }

    /// <summary>Gets the client that plays all cardholders.</summary>
    public HttpClient Http { get; }

    /// <summary>Starts the nodes and waits until all are ready.</summary>
    /// <param name="store">What they share; the caller's to dispose.</param>
    /// <param name="count">How many, 1 to 5.</param>
    /// <param name="setupOf">Describes a node.</param>
    /// <param name="cancel">Ends the wait.</param>
    public static async Task<Fleet> StartAsync(FleetStore store, int count, Func<int, ServerSetup> setupOf, CancellationToken cancel)
    {
        var nodes = new List<ServerProcess>();
        try
        {
            for (var node = 0; node < count; node++)
            {
                nodes.Add(await ServerProcess.StartAsync(setupOf(node), cancel));
            }

            return new Fleet(store, nodes);
        }
        catch
        {
            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }

            throw;
        }
    }

    /// <summary>Signs an agent in; every request of the agent goes to whichever node is next.</summary>
    public Task<DeskClient> SignInAsync(string name, string password, CancellationToken cancel) =>
        DeskClient.SignInAsync(Through(DeskClient.Handler(), TimeSpan.FromSeconds(10)), name, password, cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Task.WhenAll(Nodes.Select(node => node.DisposeAsync().AsTask()));
    }

    private HttpClient Through(HttpMessageHandler handler, TimeSpan ceiling) =>
        new(new Balancer([.. Nodes.Select(node => node.Address)], handler)) { BaseAddress = Nodes[0].Address, Timeout = ceiling };
}

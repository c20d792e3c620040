using Cardline.TestKit;
using Cardline.TestKit.History;
using Cardline.TestKit.Server;

namespace Cardline.Load.Nodes;

/// <summary>One file for one node.</summary>
internal sealed class SqliteFleetStore : FleetStore
{
    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    public override string Provider => "sqlite";

    /// <inheritdoc/>
    public override ServerSetup SetupOf(int node, string? disable) => LoadServer.Setup(_folder, disable);

    /// <inheritdoc/>
    public override Task<IReadOnlyList<StoredEntry>> EntriesAsync(CancellationToken cancel) => Task.FromResult(LogFile.Read(SetupOf(0, null).LogFile));

    /// <inheritdoc/>
    public override Task<IReadOnlyList<StoredHead>> HeadsAsync(CancellationToken cancel) => Task.FromResult(LogFile.Heads(SetupOf(0, null).LogFile));

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

using Cardline.TestKit.History;
using Cardline.TestKit.Server;

namespace Cardline.Load.Nodes;

/// <summary>What the nodes of a fleet share, and how the checker reads it past them.</summary>
internal abstract class FleetStore : IAsyncDisposable
{
    /// <summary>Gets the provider's name.</summary>
    public abstract string Provider { get; }

    /// <summary>Gets what is read now. What was read of a server that is the primary no more says nothing of the log that stayed.</summary>
    public virtual object Source => this;

    /// <summary>Describes the server that is a node.</summary>
    /// <param name="node">Which node, from 0.</param>
    /// <param name="disable">Protections to switch off, with commas; null for none.</param>
    public abstract ServerSetup SetupOf(int node, string? disable);

    /// <summary>Reads every entry, by conversation and then by seq.</summary>
    public abstract Task<IReadOnlyList<StoredEntry>> EntriesAsync(CancellationToken cancel);

    /// <summary>Reads where the store says that each conversation stands.</summary>
    public abstract Task<IReadOnlyList<StoredHead>> HeadsAsync(CancellationToken cancel);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}

using Cardline.TestKit;
using Cardline.TestKit.Server;

namespace Cardline.Load.Stores;

/// <summary>A store that was started for one server, or for several, and goes with it.</summary>
internal abstract class LoadStore : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Gets the folder of whatever uses it.</summary>
    public TemporaryFolder Folder => _folder;

    /// <summary>Gets the processes of the store that are not the server's own.</summary>
    public virtual IReadOnlyList<int> ProcessIds => [];

    /// <summary>Gets the address of its Redis; null without one.</summary>
    public virtual string? Address => null;

    /// <summary>Starts a store.</summary>
    public static async Task<LoadStore> StartAsync(StoreKind kind, CancellationToken cancel) =>
        kind == StoreKind.Sqlite ? new SqliteLoadStore() : await RedisLoadStore.StartRedisAsync(kind, cancel);

    /// <summary>Describes a server on it.</summary>
    /// <param name="address">Where its Redis is to be found, when that is not <see cref="Address"/>.</param>
    public virtual ServerSetup Server(string? address = null) => LoadServer.Setup(Folder);

    /// <summary>Counts what the conversations hold for each turn.</summary>
    public abstract Task<TurnSize> TurnSizeAsync(ServerProcess server);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>What one turn leaves in the store.</summary>
/// <param name="Entries">Entries of the log.</param>
/// <param name="Bytes">Bytes of their activities.</param>
internal sealed record TurnSize(double Entries, double Bytes);

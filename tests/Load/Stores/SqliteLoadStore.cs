using Cardline.TestKit.History;
using Cardline.TestKit.Server;

namespace Cardline.Load.Stores;

/// <summary>The SQLite file in a folder of its own.</summary>
internal sealed class SqliteLoadStore : LoadStore
{
    /// <inheritdoc/>
    public override Task<TurnSize> TurnSizeAsync(ServerProcess server)
    {
        double turns = LogFile.Scalar(server.LogFile, "SELECT COUNT(*) FROM entries WHERE opens_turn = 1");
        return Task.FromResult(new TurnSize(
            LogFile.Scalar(server.LogFile, "SELECT COUNT(*) FROM entries") / turns,
            LogFile.Scalar(server.LogFile, "SELECT SUM(LENGTH(CAST(activity AS BLOB))) FROM entries") / turns));
    }
}

using Cardline.TestKit;
using Cardline.TestKit.Server;

namespace Cardline.Load;

/// <summary>Server setups for load: limits per address and per token opened, as one loopback address plays many cardholders.</summary>
internal static class LoadServer
{
    /// <summary>The Direct Line secret of every server that this program starts.</summary>
    public const string Secret = "a-secret-for-load-on-the-loopback-only";

    /// <summary>Describes a server over a data folder.</summary>
    /// <param name="folder">Data folder.</param>
    /// <param name="disable">A protection to switch off; null for none.</param>
    public static ServerSetup Setup(TemporaryFolder folder, string? disable = null)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DirectLine:Secret"] = Secret,
            ["Gate:ActivitiesPerTokenPerMinute"] = "10000",
            ["Gate:ReadsPerTokenPerMinute"] = "10000",
            ["Gate:TokensPerAddressPerMinute"] = "10000",
            ["Gate:StartsPerAddressPerMinute"] = "10000",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        if (disable is not null)
        {
            settings["Testing:Allow"] = "yes";
            settings["Testing:Disable"] = disable;
        }

        return new ServerSetup(folder.FullPath) { Settings = settings };
    }

    /// <summary>Makes the client that plays all cardholders.</summary>
    public static HttpClient Client(Uri server, int connectionsMax = 256) =>
        new(new SocketsHttpHandler { MaxConnectionsPerServer = connectionsMax, ConnectTimeout = TimeSpan.FromSeconds(5) })
        {
            BaseAddress = server,
            Timeout = TimeSpan.FromSeconds(10),
        };
}

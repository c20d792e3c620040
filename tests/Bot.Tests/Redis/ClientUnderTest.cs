using Cardline.TestKit.Redis;
using StackExchange.Redis;

namespace Cardline.Bot.Tests.Redis;

/// <summary>How the tests of the client connect, and what they send.</summary>
internal static class ClientUnderTest
{
    /// <summary>Writes one key.</summary>
    public const string SetScript = "return redis.call('SET',KEYS[1],ARGV[1])";

    /// <summary>Options that do not throw while nobody answers.</summary>
    public static ConfigurationOptions Options(string addresses, string? password = null)
    {
        var options = ConfigurationOptions.Parse(addresses);
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = 2000;
        options.Password = password;
        return options;
    }

    /// <summary>Options of a connection to exactly this server, whatever set it belongs to (decision 0011).</summary>
    public static ConfigurationOptions OneServer(string address, string? password = null)
    {
        var options = Options(address, password);

        // Without INFO the client would find out by writing a key of its own whether the server takes writes; so SET goes too.
        options.CommandMap = CommandMap.Create(["CLUSTER", "INFO", "CONFIG", "SET"], available: false);
        options.DefaultVersion = new Version(7, 0);
        options.TieBreaker = string.Empty;
        options.ConfigurationChannel = string.Empty;
        return options;
    }

    /// <summary>Connects to a server with plain options.</summary>
    public static Task<ConnectionMultiplexer> ClientAsync(this RedisServer server) => ConnectionMultiplexer.ConnectAsync(Options(server.Address));

    /// <summary>Runs <see cref="SetScript"/>.</summary>
    public static Task<RedisResult> SetByScriptAsync(this ConnectionMultiplexer client, string key, CommandFlags flags = CommandFlags.None) =>
        client.GetDatabase().ScriptEvaluateAsync(SetScript, [key], ["1"], flags);

    /// <summary>Asks a primary's client for the id of the connection it uses.</summary>
    public static async Task<long> ConnectionIdAsync(this ConnectionMultiplexer client) => (long)await client.GetDatabase().ExecuteAsync("CLIENT", "ID");

    /// <summary>Waits until a command gets through again.</summary>
    public static Task BackAsync(this ConnectionMultiplexer client) => Cardline.TestKit.Waiting.UntilAsync("the client to be back", async () =>
    {
        try
        {
            await client.GetDatabase().PingAsync();
            return true;
        }
        catch (RedisConnectionException)
        {
            return false;
        }
    });
}

using System.Net;
using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>One life of the connection: the library's client, and under the level replicated a second one for writes and their WAIT alone.</summary>
/// <param name="Primary">Where it leads.</param>
/// <param name="Common">For everything but replicated writes.</param>
/// <param name="Writes">For replicated writes; null under the other levels.</param>
internal sealed record RedisClient(EndPoint Primary, ConnectionMultiplexer Common, ConnectionMultiplexer? Writes) : IDisposable
{
    private string? complaint;

    /// <summary>Gets a value indicating whether it has its connections.</summary>
    public bool IsConnected => Common.IsConnected && Writes is null or { IsConnected: true };

    /// <summary>Gets a value indicating whether it may be used at once: the library calls itself connected a moment before it gives a server any command, when that one answered the handshake late.</summary>
    public bool TakesCommands => Common.GetDatabase().IsConnected(default(RedisKey)) && (Writes is null || Writes.GetDatabase().IsConnected(default(RedisKey)));

    /// <summary>Gets what the server said when it let nobody in, as the end of a sentence; empty when it said nothing.</summary>
    public string Complaint => complaint is null ? "" : $" ({complaint})";

    /// <summary>Connects, or tries to for as long as its settings allow.</summary>
    public static RedisClient Open(ConfigurationOptions to, EndPoint primary, bool replicated)
    {
        using var said = new StringWriter();
        var common = ConnectionMultiplexer.Connect(to, said);
        common.PreserveAsyncOrder = false;
        var refusal = said.ToString().Split('\n').Select(line => line.Trim()).FirstOrDefault(line =>
            line.Contains("NOAUTH", StringComparison.Ordinal) || line.Contains("WRONGPASS", StringComparison.Ordinal) || line.Contains("invalid password", StringComparison.OrdinalIgnoreCase)
            || line.Contains("NOPERM", StringComparison.Ordinal) || line.Contains("Authentication", StringComparison.Ordinal));
        return new RedisClient(primary, common, replicated && common.IsConnected ? ConnectionMultiplexer.Connect(to) : null) { complaint = refusal };
    }

    /// <summary>Lists the servers that take writes.</summary>
    public IReadOnlyList<IServer> Primaries() =>
        [.. Common.GetEndPoints().Select(endPoint => Common.GetServer(endPoint)).Where(server => server is { IsConnected: true, IsSlave: false })];

    /// <summary>Says whether every connection answers within a time, and leads to a server that is a primary still.</summary>
    /// <remarks>A primary that became a replica in order closes nothing and goes on answering: only its role, and READONLY for every write, tell.</remarks>
    public async Task<bool> AnswersAsync(TimeSpan within)
    {
        try
        {
            var roles = await Task.WhenAll(new[] { Common, Writes }.OfType<ConnectionMultiplexer>().Select(one => one.GetDatabase().ExecuteAsync("ROLE"))).WaitAsync(within);
            return Array.TrueForAll(roles, role => (string?)((RedisResult[])role!)[0] != "slave");
        }
        catch (RedisServerException)
        {
            // It says no, but it speaks.
            return true;
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Listens to a channel.</summary>
    public void Subscribe(RedisChannel channel, Action<RedisValue> heard) => Common.GetSubscriber().Subscribe(channel, (_, value) => heard(value), CommandFlags.FireAndForget);

    /// <summary>Tells a channel.</summary>
    public void Publish(RedisChannel channel, RedisValue value) => Common.GetSubscriber().Publish(channel, value, CommandFlags.FireAndForget);

    /// <summary>Ends it at once; every command still under way fails, and what became of it is unknown.</summary>
    public void Dispose()
    {
        Common.Close(allowCommandsToComplete: false);
        Writes?.Close(allowCommandsToComplete: false);
    }
}

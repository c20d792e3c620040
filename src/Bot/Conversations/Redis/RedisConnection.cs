using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>
/// The one connection of the node to Redis, with a time limit on every command: whatever goes wrong, and whatever takes too long,
/// ends as <see cref="LogUnavailableException"/>, and what became of a write is then unknown.
/// </summary>
internal sealed class RedisConnection : IDisposable
{
    /// <summary>Most commands under way; one more is refused at once, so that a frozen server costs bounded memory.</summary>
    public const int InFlightMax = 10_000;

    private readonly ConnectionMultiplexer multiplexer;
    private readonly TimeSpan timeout;
    private int inFlight;

    private RedisConnection(ConnectionMultiplexer multiplexer, RedisOptions options)
    {
        this.multiplexer = multiplexer;
        timeout = TimeSpan.FromMilliseconds(options.TimeoutMilliseconds);
        multiplexer.ConnectionRestored += (_, restored) =>
        {
            if (restored.ConnectionType == ConnectionType.Subscription)
            {
                Restored?.Invoke(this, EventArgs.Empty);
            }
        };
    }

    /// <summary>Raised when notifications come again after they may have been lost.</summary>
    public event EventHandler? Restored;

    /// <summary>Connects.</summary>
    /// <exception cref="StoreStartException">There is no Redis (BOT037).</exception>
    public static RedisConnection Open(RedisOptions options)
    {
        var configuration = ConfigurationOptions.Parse(options.Address);
        configuration.AbortOnConnectFail = false;
        configuration.ClientName = "cardline";

        // The client counts INFO and CONFIG GET, which health asks for, among the commands of administrators.
        configuration.AllowAdmin = true;
        configuration.ConnectTimeout = options.TimeoutMilliseconds;
        configuration.SyncTimeout = options.TimeoutMilliseconds;

        // Which of several servers is the primary is never decided by a key that anybody can write.
        configuration.TieBreaker = "";
        var connected = ConnectionMultiplexer.Connect(configuration);
        if (!connected.IsConnected)
        {
            connected.Dispose();
            throw new StoreStartException("BOT037: Redis does not answer. Check ConnectionStrings:Redis, the password and that the server runs.");
        }

        connected.PreserveAsyncOrder = false;
        return new RedisConnection(connected, options);
    }

    /// <summary>Runs a script; one that the server has forgotten is sent to it again.</summary>
    /// <exception cref="LogUnavailableException">It failed, or its outcome is unknown.</exception>
    public Task<RedisResult> ScriptAsync(RedisScript script, RedisKey[] keys, RedisValue[] values) => script.RunAsync(RunAsync, keys, values);

    /// <summary>Runs one command of the client's library.</summary>
    /// <exception cref="LogUnavailableException">It failed, or its outcome is unknown.</exception>
    public Task<T> RunAsync<T>(Func<IDatabase, Task<T>> command) => WithinAsync(() => command(multiplexer.GetDatabase()));

    /// <summary>Lists the servers that take writes.</summary>
    public IReadOnlyList<IServer> Primaries() =>
        [.. multiplexer.GetEndPoints().Select(endPoint => multiplexer.GetServer(endPoint)).Where(server => server is { IsConnected: true, IsSlave: false })];

    /// <summary>Waits for an answer of Redis, within the time limit.</summary>
    /// <exception cref="LogUnavailableException">It failed, or its outcome is unknown.</exception>
    public async Task<T> WithinAsync<T>(Func<Task<T>> command)
    {
        if (Interlocked.Increment(ref inFlight) > InFlightMax)
        {
            Interlocked.Decrement(ref inFlight);
            throw new LogUnavailableException($"BOT030: {InFlightMax} commands wait for Redis already; try the same request again.");
        }

        try
        {
            return await command().WaitAsync(timeout);
        }
        catch (Exception e) when (e is RedisException or RedisCommandException or TimeoutException or ObjectDisposedException)
        {
            throw new LogUnavailableException("BOT030: Redis did not do it, or did not say so in time; try the same request again.", e);
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    }

    /// <summary>Listens to a channel for as long as the node runs, over reconnects. What is published meanwhile is lost: see <see cref="Restored"/>.</summary>
    public void Subscribe(RedisChannel channel, Action<RedisValue> heard) =>
        multiplexer.GetSubscriber().Subscribe(channel, (_, value) => heard(value));

    /// <summary>Tells all nodes something that may be lost.</summary>
    public void Publish(RedisChannel channel, RedisValue value) =>
        multiplexer.GetSubscriber().Publish(channel, value, CommandFlags.FireAndForget);

    /// <inheritdoc/>
    public void Dispose() => multiplexer.Dispose();
}

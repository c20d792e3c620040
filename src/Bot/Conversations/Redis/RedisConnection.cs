using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>
/// The node's connection to Redis, with a time limit on every command: whatever goes wrong, and whatever takes too long, ends as
/// <see cref="LogUnavailableException"/>, and what became of a write is then unknown.
/// </summary>
/// <remarks>
/// The client has no time limit of its own for asynchronous commands and never notices a silent connection (decision 0011). So
/// <see cref="LookAsync"/> asks now and then, and puts a new client in the place of one that does not answer or that
/// talks to a server which is the primary no more.
/// </remarks>
internal sealed class RedisConnection : IDisposable
{
    /// <summary>Most commands under way; one more is refused at once, so that a frozen server costs bounded memory.</summary>
    public const int InFlightMax = 10_000;

    /// <summary>Tries to connect at the start: on a busy machine the first handshake may outlast the time for it.</summary>
    public const int FirstTriesMax = 2;

    /// <summary>Least time between two reports of failed commands.</summary>
    public static readonly TimeSpan SayEvery = TimeSpan.FromSeconds(5);

    private readonly RedisAddress address;
    private readonly TimeSpan timeout;
    private readonly Lock gate = new();
    private readonly List<(RedisChannel Channel, Action<RedisValue> Heard)> subscriptions = [];
    private readonly ILogger logger;
    private volatile RedisClient client;
    private long failures;
    private long saidAt;
    private int inFlight;

    private RedisConnection(RedisAddress address, RedisClient client, RedisOptions options, ILogger logger)
    {
        (this.address, this.client, this.logger) = (address, client, logger);
        timeout = TimeSpan.FromMilliseconds(options.TimeoutMilliseconds);
        Listen(client);
    }

    /// <summary>Raised when notifications come again after they may have been lost.</summary>
    public event EventHandler? Restored;

    /// <summary>Gets or sets a value indicating whether a script that the server has forgotten is sent again; only a test says no.</summary>
    public bool SendsScriptsAgain { get; set; } = true;

    /// <summary>Gets how many commands wait for an answer.</summary>
    public int InFlight => Volatile.Read(ref inFlight);

    /// <summary>Connects.</summary>
    /// <exception cref="StoreStartException">There is no Redis, or no primary (BOT037).</exception>
    public static RedisConnection Open(RedisOptions options, ILogger? logger = null)
    {
        var where = new RedisAddress(options);
        var primary = where.PrimaryAsync().GetAwaiter().GetResult();
        if (primary is null)
        {
            where.Dispose();
            throw new StoreStartException("BOT037: The sentinels of ConnectionStrings:Redis do not answer, or do not agree on a primary of that serviceName. Check their addresses and the name.");
        }

        var first = RedisClient.Open(where.To(primary), primary, options.Durability == RedisDurability.Replicated);
        for (var tries = 1; !(first.IsConnected && first.TakesCommands) && first.Complaint.Length == 0 && tries < FirstTriesMax; tries++)
        {
            first.Dispose();
            first = RedisClient.Open(where.To(primary), primary, options.Durability == RedisDurability.Replicated);
        }

        if (!first.IsConnected)
        {
            first.Dispose();
            where.Dispose();
            throw new StoreStartException($"BOT037: Redis at {primary} does not let Cardline in{first.Complaint}. Check ConnectionStrings:Redis, the password, TLS, and that the server runs.");
        }

        return new RedisConnection(where, first, options, logger ?? NullLogger.Instance);
    }

    /// <summary>Runs a script; one that the server has forgotten is sent to it again.</summary>
    /// <exception cref="LogUnavailableException">It failed, or its outcome is unknown.</exception>
    public Task<RedisResult> ScriptAsync(RedisScript script, RedisKey[] keys, RedisValue[] values) => script.RunAsync(RunAsync, keys, values, SendsScriptsAgain);

    /// <summary>Runs one command of the client's library.</summary>
    /// <exception cref="LogUnavailableException">It failed, or its outcome is unknown.</exception>
    public Task<T> RunAsync<T>(Func<IDatabase, Task<T>> command) => WithinAsync(() => command(client.Common.GetDatabase()));

    /// <summary>The database over the connection that only writes use, and their WAIT.</summary>
    public IDatabase WritesOnly() => (client.Writes ?? throw new InvalidOperationException("Only the level replicated has a connection for writes.")).GetDatabase();

    /// <summary>Lists the servers that take writes.</summary>
    public IReadOnlyList<IServer> Primaries() => client.Primaries();

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
        catch (Exception e) when (e is RedisException or RedisCommandException or TimeoutException or ObjectDisposedException or OperationCanceledException)
        {
            // Nobody can cancel a command here, so one that was cancelled is one that the library gave up with its connection.
            Operations.Instruments.RedisFailed(e);
            Say(e);
            throw new LogUnavailableException("BOT030: Redis did not do it, or did not say so in time; try the same request again.", e);
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    }

    /// <summary>Listens to a channel for as long as the node runs, over reconnects. What is published meanwhile is lost: see <see cref="Restored"/>.</summary>
    public void Subscribe(RedisChannel channel, Action<RedisValue> heard)
    {
        lock (gate)
        {
            subscriptions.Add((channel, heard));
            client.Subscribe(channel, heard);
        }
    }

    /// <summary>Tells all nodes something that may be lost.</summary>
    public void Publish(RedisChannel channel, RedisValue value) => client.Publish(channel, value);

    /// <summary>Looks whether the connection is alive and leads to the primary; when not, makes a new one.</summary>
    /// <returns>True when a new one was made.</returns>
    public async Task<bool> LookAsync()
    {
        var primary = await address.PrimaryAsync();
        var moved = address.UsesSentinels && primary is not null && primary.ToString() != client.Primary.ToString();
        if (!moved && await client.AnswersAsync(timeout))
        {
            return false;
        }

        return await RenewAsync(primary ?? client.Primary, moved);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        client.Dispose();
        address.Dispose();
    }

    /// <summary>Tells the operator why, but in a flood of failures only about the first of each while.</summary>
    private void Say(Exception reason)
    {
        Interlocked.Increment(ref failures);
        var (last, now) = (Interlocked.Read(ref saidAt), Stopwatch.GetTimestamp());
        if ((last == 0 || Stopwatch.GetElapsedTime(last, now) > SayEvery) && Interlocked.CompareExchange(ref saidAt, now, last) == last
            && reason is not RedisServerException { Message: ['N', 'O', 'S', 'C', ..] })
        {
            RedisLog.Failed(logger, Interlocked.Exchange(ref failures, 0), reason.GetType().Name, reason is RedisServerException ? reason.Message : "");
        }
    }

    private async Task<bool> RenewAsync(EndPoint primary, bool moved)
    {
        // A client that knows it has no connection tries again by itself, faster than a new one would be made.
        if (!moved && !client.IsConnected)
        {
            return false;
        }

        var next = await Task.Run(() => RedisClient.Open(address.To(primary), primary, client.Writes is not null));
        if (!next.IsConnected || next.Primaries().Count == 0)
        {
            // Whoever waits on the silent connection has given up by now, and would only be answered late.
            next.Dispose();
            return false;
        }

        RedisClient last;
        lock (gate)
        {
            last = client;
            Listen(next);
            subscriptions.ForEach(one => next.Subscribe(one.Channel, one.Heard));
            client = next;
        }

        last.Dispose();
        Restored?.Invoke(this, EventArgs.Empty);
        return true;
    }

    private void Listen(RedisClient to) => to.Common.ConnectionRestored += (_, restored) =>
    {
        if (restored.ConnectionType == ConnectionType.Subscription)
        {
            Restored?.Invoke(this, EventArgs.Empty);
        }
    };
}

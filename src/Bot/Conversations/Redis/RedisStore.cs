using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>The whole store over Redis, put together. Opening it says clearly why a server cannot be used.</summary>
internal sealed class RedisStore : IAsyncDisposable
{
    private const string Format = "1";

    private readonly RedisAppends appends;
    private readonly RedisWatch watch;

    private RedisStore(RedisNode node, ProtectionSwitches switches, ILoggerFactory loggers, TimeProvider nodeClock)
    {
        Node = node;
        Clock = switches.StoreClock ? node.Clock : nodeClock;
        Tails = new Tails();
        Health = new RedisHealth(node);
        var reads = new RedisReads(node, loggers.CreateLogger<RedisReads>());
        var feed = new RedisFeed(node, reads, Tails, loggers.CreateLogger<RedisFeed>());
        Writes = node.Options.Durability == RedisDurability.Replicated ? new ReplicatedWrites(node.Connection, node.Options) : new AnsweredWrites(node.Connection);
        appends = new RedisAppends(node, Writes, new ConversationRules(Clock, switches), switches);
        watch = new RedisWatch(node, feed, Tails, switches, loggers.CreateLogger<RedisFeed>());
        Trimming = new RedisTrimming(node, reads, loggers.CreateLogger<RedisTrimming>());
        Retention = new RedisRetention(node, loggers.CreateLogger<RedisRetention>());
        Archive = new RedisArchive(node.Connection, node.Keys, reads);
        Log = new RedisConversationLog(appends, reads, new RedisTurns(node), feed, watch, new ConversationFollower(Tails, new PatientReader(reads, Writes, node.Clock)), Tails);
    }

    /// <summary>Gets this node's way to Redis.</summary>
    public RedisNode Node { get; }

    /// <summary>Gets the clock of this program: Redis's, so that a node whose own clock is wrong does no harm.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Gets who follows what on this node.</summary>
    public Tails Tails { get; }

    /// <summary>Gets the log.</summary>
    public IConversationLog Log { get; }

    /// <summary>Gets the reading of all conversations.</summary>
    public ILogArchive Archive { get; }

    /// <summary>Gets where writes go that must outlive a crash.</summary>
    public IRedisWrites Writes { get; }

    /// <summary>Gets what removes conversations past their time; the host runs it.</summary>
    public RedisRetention Retention { get; }

    /// <summary>Gets what trims very long conversations; the host runs it.</summary>
    public RedisTrimming Trimming { get; }

    /// <summary>Gets what the store promises.</summary>
    public RedisHealth Health { get; }

    /// <summary>Connects, checks the server and begins to listen.</summary>
    /// <exception cref="StoreStartException">The server cannot be used; the message says why and what to do.</exception>
    public static async Task<RedisStore> OpenAsync(
        RedisOptions options, NodeName name, ProtectionSwitches switches, TurnLease lease, ILoggerFactory loggers, TimeProvider? nodeClock = null)
    {
        var connection = RedisConnection.Open(options, loggers.CreateLogger<RedisConnection>());
        connection.SendsScriptsAgain = switches.Scripts;
        try
        {
            var node = new RedisNode(connection, new RedisKeys(options.Prefix), options, name, await RedisClock.ReadAsync(connection), lease);
            if (await new RedisHealth(node).LookAsync() is { Complaint: { } complaint, MayPass: false })
            {
                throw new StoreStartException(complaint);
            }

            await node.Connection.RunAsync(database => database.StringSetAsync(node.Keys.Format, Format, when: When.NotExists));
            await CheckFormatAsync(node);
            return new RedisStore(node, switches, loggers, nodeClock ?? TimeProvider.System);
        }
        catch (LogUnavailableException e)
        {
            connection.Dispose();
            throw new StoreStartException($"BOT037: Redis did not answer at the start ({e.InnerException?.Message}). Check ConnectionStrings:Redis, the password and what the account may do.", e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Refuses what another version wrote; where nothing was written yet, there is nothing to refuse.</summary>
    /// <exception cref="StoreStartException">It has another format (BOT032).</exception>
    public static async Task CheckFormatAsync(RedisNode node)
    {
        var format = (string?)await node.Connection.RunAsync(database => database.StringGetAsync(node.Keys.Format));
        if (format is not (null or Format))
        {
            throw new StoreStartException(
                $"BOT032: What stands in Redis under {node.Options.Prefix} has format {format}, and this program writes format {Format}. " +
                "Start the version that wrote it, or set Storage:Redis:Prefix to another name. Nothing was changed.");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Retention.Dispose();
        Trimming.Dispose();
        await watch.DisposeAsync();
        appends.Dispose();
        if (Writes is IAsyncDisposable writes)
        {
            await writes.DisposeAsync();
        }

        Node.Connection.Dispose();
    }
}

using System.Threading.Channels;
using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>
/// Writes of the level <see cref="RedisDurability.Replicated"/>: whatever has queued up is sent, then one WAIT behind it on the same
/// connection, and only when enough replicas have it do the callers go on. It never waits for more to gather.
/// </summary>
/// <remarks>
/// WAIT covers only what its own connection wrote. A connection that broke and came back between the writes and the WAIT would answer for
/// nothing; so the batch names its connection before and asks for the name after, and another name makes the outcome unknown.
/// </remarks>
internal sealed class ReplicatedWrites : IRedisWrites, IAsyncDisposable
{
    /// <summary>Most writes that share one WAIT.</summary>
    public const int BatchMax = 128;

    /// <summary>Most writes that may wait; one more is refused at once.</summary>
    public const int QueueMax = 4096;

    private readonly RedisConnection connection;
    private readonly RedisOptions options;
    private readonly RedisKey barrier;
    private readonly Channel<Work> queue = Channel.CreateBounded<Work>(new BoundedChannelOptions(QueueMax) { SingleReader = true });
    private readonly Task work;

    /// <summary>Begins to take writes.</summary>
    public ReplicatedWrites(RedisConnection connection, RedisOptions options)
    {
        (this.connection, this.options, barrier) = (connection, options, new RedisKeys(options.Prefix).Barrier);
        work = Task.Run(SendAllAsync);
    }

    /// <inheritdoc/>
    public bool TellsAtOnce => false;

    /// <inheritdoc/>
    public Task<T> RunAsync<T>(Func<IDatabase, Task<T>> command)
    {
        var piece = new Work<T>(command);
        return queue.Writer.TryWrite(piece)
            ? piece.Completion.Task
            : Task.FromException<T>(new LogUnavailableException($"BOT030: {QueueMax} writes wait for Redis already; try the same request again."));
    }

    /// <inheritdoc/>
    /// <remarks>Replication keeps the order of the writes: replicas that have a later write have every earlier one, whoever wrote it.</remarks>
    public Task SettleAsync() => RunAsync(database => database.HashIncrementAsync(barrier, "n"));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await work;
    }

    private async Task SendAllAsync()
    {
        var batch = new List<Work>(BatchMax);
        while (await queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < BatchMax && queue.Reader.TryRead(out var piece))
            {
                batch.Add(piece);
            }

            var failure = await SendAsync(batch);
            batch.ForEach(piece => piece.End(failure));
            batch.Clear();
        }
    }

    /// <summary>Sends a batch and its WAIT.</summary>
    /// <returns>Null when enough replicas have all of it; else why that is not known.</returns>
    private async Task<LogUnavailableException?> SendAsync(List<Work> batch)
    {
        try
        {
            var database = connection.WritesOnly();
            var name = "cardline-" + Guid.NewGuid().ToString("N");
            var named = database.ExecuteAsync("CLIENT", "SETNAME", name);
            batch.ForEach(piece => piece.Start(database));
            var waited = database.ExecuteAsync("WAIT", options.Replicas, options.ReplicaWaitMilliseconds);
            var nameAfter = database.ExecuteAsync("CLIENT", "GETNAME");
            await connection.WithinAsync(async () =>
            {
                await Task.WhenAll(batch.Select(piece => piece.Answered));
                await Task.WhenAll(named, waited, nameAfter);
                return true;
            });
            var have = (int)await waited;
            return have >= options.Replicas && (string?)await nameAfter == name
                ? null
                : new LogUnavailableException($"BOT030: {have} of {options.Replicas} replicas said in time that they have it; whether it is kept is unknown. Try the same request again.");
        }
        catch (LogUnavailableException e)
        {
            return e;
        }
        catch (Exception e) when (e is RedisException or ObjectDisposedException)
        {
            return new LogUnavailableException("BOT030: Redis did not do it, or did not say so; try the same request again.", e);
        }
    }

    private abstract class Work
    {
        /// <summary>Gets a task that ends when the server has said anything, good or bad; it never fails.</summary>
        public abstract Task Answered { get; }

        public abstract void Start(IDatabase database);

        public abstract void End(LogUnavailableException? failure);
    }

    private sealed class Work<T>(Func<IDatabase, Task<T>> command) : Work
    {
        private Task<T>? answer;

        public TaskCompletionSource<T> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Task Answered => answer!.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        public override void Start(IDatabase database)
        {
            try
            {
                answer = command(database);
            }
            catch (Exception e)
            {
                // A command that cannot even be sent belongs to its caller alone.
                answer = Task.FromException<T>(e);
            }
        }

        public override void End(LogUnavailableException? failure)
        {
            if (answer is { IsFaulted: true, Exception.InnerException: { } own })
            {
                Completion.TrySetException(own is RedisException or RedisCommandException
                    ? new LogUnavailableException("BOT030: Redis did not do it; try the same request again.", own)
                    : own);
            }
            else if (failure is not null || answer is not { IsCompletedSuccessfully: true })
            {
                Completion.TrySetException(failure ?? new LogUnavailableException("BOT030: Redis did not say what became of it; try the same request again."));
            }
            else
            {
                Completion.TrySetResult(answer.Result);
            }
        }
    }
}

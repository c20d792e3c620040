using System.Threading.Channels;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cardline.Knowledge.Vectors;

/// <summary>Keeps the index in use supplied with vectors, in the background: no start, edit or question waits for it.</summary>
/// <remarks>A model that fails is asked again after a while, each time after a longer one; until then the words answer alone.</remarks>
internal sealed class VectorKeeper : BackgroundService
{
    /// <summary>After the first failure it is tried again this much later, after each further one after twice as long.</summary>
    internal static readonly TimeSpan AgainFirst = TimeSpan.FromSeconds(30);

    /// <summary>It is tried again after this long at the latest, however often it has failed.</summary>
    internal static readonly TimeSpan AgainMax = TimeSpan.FromMinutes(10);

    /// <summary>Everything is fetched anew no more often than this: a model whose vectors change all the time must not be paid for all the time.</summary>
    internal static readonly TimeSpan RenewEvery = TimeSpan.FromHours(1);

    private readonly IndexStore store;
    private readonly VectorRound round;
    private readonly VectorCache cache;
    private readonly KeeperSettings settings;
    private readonly ILogger<VectorKeeper> logger;

    // One waiting look is enough, however many reasons there are for it.
    private readonly Channel<bool> looks = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock renewing = new();
    private DateTimeOffset renewed = DateTimeOffset.MinValue;
    private int failures;

    // The index that the model failed for, and until when it is left alone. The store looks every half minute; the model is not asked each time.
    private (KnowledgeIndex Index, DateTimeOffset Until)? resting;

    internal VectorKeeper(IndexStore store, EmbeddingSource source, VectorCache cache, KeeperSettings settings, ILogger<VectorKeeper> logger)
    {
        this.store = store;
        this.cache = cache;
        this.settings = settings;
        this.logger = logger;
        round = new VectorRound(source, cache, settings.Time, logger);
    }

    /// <summary>Gets what asks the model, for questions too.</summary>
    internal Embedder Embedder => round.Embedder;

    /// <summary>The model gives other vectors than those that were kept: all are fetched anew, unless that was done not long ago.</summary>
    internal void Renew()
    {
        lock (renewing)
        {
            var now = settings.Time.GetUtcNow();
            if (now - renewed < RenewEvery) return;
            renewed = now;
        }

        cache.Forget();
        Look();
    }

    /// <summary>One look at the index in use.</summary>
    /// <returns>How long to wait before the next one; null when there is nothing to wait for but a change.</returns>
    internal async Task<TimeSpan?> RunOnceAsync(CancellationToken cancel)
    {
        var (index, outdated) = store.Serving;
        var now = settings.Time.GetUtcNow();
        if (resting is { } rest && ReferenceEquals(rest.Index, index) && now < rest.Until) return rest.Until - now;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, outdated);
        var before = cache.Count;
        try
        {
            var today = Dates.DayOf(now, settings.Zone);
            await round.RunAsync(index, [today, today.AddDays(1)], either.Token);
            if (failures > 0) KnowledgeLog.VectorsAgain(logger, failures);
            (failures, resting) = (0, null);
            return null;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // The newer index brings its own look.
            return null;
        }
        catch (EmbeddingFault fault)
        {
            var wait = WaitAfter(failures++);
            resting = (index, settings.Time.GetUtcNow() + wait);
            if (failures == 1) KnowledgeLog.VectorsFailed(logger, fault.Kind.ToString(), index.Version, wait.TotalSeconds);
            return wait;
        }
        finally
        {
            if (cache.Count != before && settings.File is { } file && !VectorFile.Write(file, cache)) KnowledgeLog.VectorsNotWritten(logger, file);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host goes on starting: reading the file is the first thing that would hold it up.
        await Task.Yield();
        if (settings.File is { } file && !VectorFile.Read(file, cache)) KnowledgeLog.VectorsNotRead(logger, file);
        await using var again = settings.Time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        store.Ready += Look;
        Look();
        try
        {
            await foreach (var _ in looks.Reader.ReadAllAsync(stoppingToken))
            {
                again.Change(await GuardedAsync(stoppingToken) ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
        finally
        {
            store.Ready -= Look;
        }
    }

    // The room's background loop: an unforeseen fault must not end the process, and with it every conversation.
    private async Task<TimeSpan?> GuardedAsync(CancellationToken cancel)
    {
        try
        {
            return await RunOnceAsync(cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            KnowledgeLog.VectorsBroken(logger, fault, AgainMax.TotalSeconds);
            return AgainMax;
        }
    }

    private static TimeSpan WaitAfter(int failures)
    {
        var wait = AgainFirst;
        for (var i = 0; i < failures && wait < AgainMax; i++) wait *= 2;
        return wait < AgainMax ? wait : AgainMax;
    }

    private void Look() => looks.Writer.TryWrite(true);
}

/// <summary>What the keeper needs of the host.</summary>
/// <param name="File">Where vectors are kept between starts; null keeps them in memory only.</param>
/// <param name="Time">The clock.</param>
/// <param name="Zone">The bank's.</param>
internal sealed record KeeperSettings(string? File, TimeProvider Time, TimeZoneInfo Zone);

using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Search;
using Microsoft.Extensions.Logging;

namespace Cardline.Knowledge.Index;

/// <summary>Holds the index in use and swaps in a new one by reference. Readers never wait and never see half of a change.</summary>
internal sealed class IndexStore
{
    private readonly Lock reloading = new();
    private readonly Lock training = new();
    private readonly string path;
    private readonly RankerFactory rankers;
    private readonly TimeProvider time;
    private readonly TimeZoneInfo zone;
    private readonly ILogger<IndexStore> logger;
    private KnowledgeContent content = KnowledgeContent.Empty;
    private volatile InUse inUse;
    private volatile ComplianceRules? compliance;
    private volatile string print = string.Empty;

    /// <param name="path">The folder, looked for upwards when it is relative.</param>
    /// <param name="rankers">Trains a ranker.</param>
    /// <param name="time">The clock.</param>
    /// <param name="zone">The bank's: a day begins at its midnight, for the training as for the answers.</param>
    /// <param name="logger">Takes the room's log lines.</param>
    internal IndexStore(string path, RankerFactory rankers, TimeProvider time, TimeZoneInfo zone, ILogger<IndexStore> logger)
    {
        this.path = path;
        this.rankers = rankers;
        this.time = time;
        this.zone = zone;
        this.logger = logger;
        inUse = new InUse(new KnowledgeIndex(KnowledgeContent.Empty, rankers), new CancellationTokenSource());
        Refresh();
    }

    /// <summary>Gets or sets what is called when something may have been trained: whoever adds to trained rankers looks then. It must return at once.</summary>
    internal Action? Ready { get; set; }

    internal KnowledgeIndex Current => inUse.Index;

    /// <summary>Gets the last good rules of what may not be said; null when there never were any. They need no new index.</summary>
    internal ComplianceRules? Compliance => compliance;

    /// <summary>Gets the index in use, and the mark that a newer one has taken its place.</summary>
    internal (KnowledgeIndex Index, CancellationToken Outdated) Serving
    {
        get
        {
            var now = inUse;
            return (now.Index, now.Outdated.Token);
        }
    }

    /// <summary>Gets the folder in use, or null when it has not been found.</summary>
    internal string? Folder { get; private set; }

    /// <summary>Reads the folder again if anything in it changed since the last time: texts are swapped in at once, then the engine is trained on them.</summary>
    /// <remarks>A change that comes before the engine is trained on an older one ends that training, or keeps it from beginning.</remarks>
    /// <returns>Whether a new index was swapped in.</returns>
    internal bool Refresh()
    {
        var swapped = Reload(out var now);
        Train(now, swapped);
        return swapped;
    }

    /// <summary>The first stage: swaps in what changed on disk and marks what it replaces as outdated, in one step.</summary>
    /// <param name="now">What is in use afterwards.</param>
    /// <returns>Whether a new index was swapped in; the caller then owes its training.</returns>
    internal bool Reload(out InUse now)
    {
        lock (reloading)
        {
            var swapped = false;
            try
            {
                swapped = ReloadOnce();
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // A folder that changes while it is listed is read again at the next look.
                KnowledgeLog.ReloadFailed(logger, fault, Current.Version);
            }

            now = inUse;
            return swapped;
        }
    }

    /// <summary>The second stage: trains the bank's today, and tomorrow too, so that the first question after midnight finds it ready.</summary>
    /// <remarks>The index and its mark travel together, so a newer change is noticed at whatever moment it comes; whoever brings it trains it.</remarks>
    /// <param name="now">What <see cref="Reload"/> gave.</param>
    /// <param name="swapped">Whether it is new. A look that found nothing new does not wait for a training.</param>
    internal void Train(InUse now, bool swapped)
    {
        // Not even waited for: the newer one's training is under way or comes next.
        if (now.Outdated.IsCancellationRequested) return;
        if (swapped) training.Enter();
        else if (!training.TryEnter()) return;
        try
        {
            var today = Today();
            var began = time.GetTimestamp();
            foreach (var day in (DateOnly[])[today, today.AddDays(1)])
            {
                now.Outdated.Token.ThrowIfCancellationRequested();
                if (now.Index.Train(day, now.Outdated.Token)) KnowledgeLog.Trained(logger, now.Index.Version, day, time.GetElapsedTime(began).TotalMilliseconds);
            }
        }
        catch (OperationCanceledException)
        {
            // The newer change is trained by whoever brought it.
        }
        finally
        {
            training.Exit();
        }

        Ready?.Invoke();
    }

    private bool ReloadOnce()
    {
        var found = FolderLocator.Find(path);
        if (found is null)
        {
            if (print != "gone") Gone();
            return false;
        }

        Folder = found;
        var now = FolderPrint.Of(found);
        if (now == print) return false;
        var began = time.GetTimestamp();
        var next = new FolderReader(found).Read(content);
        // A file that could not be opened may open later without changing, so the next look reads again.
        print = next.Findings.Any(finding => finding.Number == FindingNumber.Unreadable) ? string.Empty : now;
        Report(next);
        compliance = next.Compliance;
        if (next.Version == content.Version && !ReferenceEquals(content, KnowledgeContent.Empty))
        {
            content = next;
            return false;
        }

        var before = inUse;
        var index = new KnowledgeIndex(next, rankers, content.Articles.Count > 0 ? before.Index : null);
        // Made before the swap, so that no cardholder waits for it.
        index.At(Today());
        content = next;
        inUse = new InUse(index, new CancellationTokenSource());
        before.Outdated.Cancel();
        KnowledgeLog.InUse(logger, next.Version, next.Articles.Count, found, time.GetElapsedTime(began).TotalMilliseconds);
        return true;
    }

    private DateOnly Today() => Dates.DayOf(time.GetUtcNow(), zone);

    private void Gone()
    {
        print = "gone";
        if (Folder is null) KnowledgeLog.NoFolder(logger, path);
        else KnowledgeLog.FolderGone(logger, path, Current.Version);
    }

    private void Report(KnowledgeContent next)
    {
        foreach (var finding in next.Findings.Where(finding => finding.Severity == Severity.Error))
        {
            if (next.Kept.Contains(finding.At.File)) KnowledgeLog.KeptLastGood(logger, finding.At.File, finding.At.Line, finding.At.Column, finding.Number);
            else KnowledgeLog.LeftOut(logger, finding.At.File, finding.At.Line, finding.At.Column, finding.Number);
        }
    }

    /// <summary>An index and the mark that a newer one has taken its place.</summary>
    /// <param name="Index">The index.</param>
    /// <param name="Outdated">Cancelled at that moment. Never disposed: it holds nothing, and a training may still look at it.</param>
    internal sealed record InUse(KnowledgeIndex Index, CancellationTokenSource Outdated);
}

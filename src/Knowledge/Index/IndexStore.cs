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
    private volatile KnowledgeIndex current;
    private volatile string print = string.Empty;
    private volatile CancellationTokenSource? underWay;

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
        current = new KnowledgeIndex(KnowledgeContent.Empty, rankers);
        Refresh();
    }

    internal KnowledgeIndex Current => current;

    /// <summary>Gets the folder in use, or null when it has not been found.</summary>
    internal string? Folder { get; private set; }

    /// <summary>Reads the folder again if anything in it changed since the last time: texts are swapped in at once, then the engine is trained on them.</summary>
    /// <remarks>A change that comes while the engine is trained on an older one ends that training.</remarks>
    /// <returns>Whether a new index was swapped in.</returns>
    internal bool Refresh()
    {
        bool swapped;
        lock (reloading)
        {
            try
            {
                swapped = RefreshOnce();
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // A folder that changes while it is listed is read again at the next look.
                KnowledgeLog.ReloadFailed(logger, fault, current.Version);
                return false;
            }
        }

        // A look that found nothing new does not wait for a training; a change ends the one on what is now old.
        if (!swapped && !training.TryEnter()) return false;
        if (swapped)
        {
            underWay?.Cancel();
            training.Enter();
        }

        try
        {
            Train();
        }
        finally
        {
            training.Exit();
        }

        return swapped;
    }

    // Tomorrow's articles too, so that the first question after midnight finds them ready.
    private void Train()
    {
        // Never disposed: it holds nothing, and whoever cancels it may come late.
        var given = new CancellationTokenSource();
        underWay = given;
        try
        {
            var today = Today();
            var began = time.GetTimestamp();
            foreach (var day in (DateOnly[])[today, today.AddDays(1)])
            {
                if (current.Train(day, given.Token)) KnowledgeLog.Trained(logger, current.Version, day, time.GetElapsedTime(began).TotalMilliseconds);
            }
        }
        catch (OperationCanceledException)
        {
            // The newer change is trained by whoever brought it.
        }
        finally
        {
            underWay = null;
        }
    }

    private bool RefreshOnce()
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
        if (next.Version == content.Version && !ReferenceEquals(content, KnowledgeContent.Empty)) return false;
        var index = new KnowledgeIndex(next, rankers, content.Articles.Count > 0 ? current : null);
        // Made before the swap, so that no cardholder waits for it.
        index.At(Today());
        content = next;
        current = index;
        KnowledgeLog.InUse(logger, next.Version, next.Articles.Count, found, time.GetElapsedTime(began).TotalMilliseconds);
        return true;
    }

    private DateOnly Today() => Dates.DayOf(time.GetUtcNow(), zone);

    private void Gone()
    {
        print = "gone";
        if (Folder is null) KnowledgeLog.NoFolder(logger, path);
        else KnowledgeLog.FolderGone(logger, path, current.Version);
    }

    private void Report(KnowledgeContent next)
    {
        foreach (var finding in next.Findings.Where(finding => finding.Severity == Severity.Error))
        {
            if (next.Kept.Contains(finding.At.File)) KnowledgeLog.KeptLastGood(logger, finding.At.File, finding.At.Line, finding.At.Column, finding.Number);
            else KnowledgeLog.LeftOut(logger, finding.At.File, finding.At.Line, finding.At.Column, finding.Number);
        }
    }
}

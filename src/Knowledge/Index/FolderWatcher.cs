using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cardline.Knowledge.Index;

/// <summary>Brings changes on disk into the index while questions are answered.</summary>
/// <remarks>
/// The operating system's notice only makes the look come sooner; a slow regular look finds what notices miss (network drives,
/// mounted folders, a folder that appears later). An editor's program writes a file in several steps, so a look waits for quiet.
/// </remarks>
internal sealed class FolderWatcher(IndexStore store, bool watch, TimeProvider time, ILogger<FolderWatcher> logger) : IHostedService, IDisposable
{
    internal static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    /// <summary>However busy the folder is, a first change is in use after this long.</summary>
    internal static readonly TimeSpan QuietMax = TimeSpan.FromSeconds(3);
    internal static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private FileSystemWatcher? notices;
    private ITimer? look;
    private ITimer? regular;
    private DateTimeOffset? waitingSince;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!watch) return Task.CompletedTask;
        look = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        regular = time.CreateTimer(_ => Look(), null, LookEvery, LookEvery);
        Listen();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        lock (gate)
        {
            notices?.Dispose();
            look?.Dispose();
            regular?.Dispose();
            (notices, look, regular) = (null, null, null);
        }
    }

    /// <summary>Something may have changed: look once it has been quiet for a moment.</summary>
    internal void Noticed()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            waitingSince ??= now;
            var left = waitingSince.Value + QuietMax - now;
            look?.Change(left < Quiet ? (left > TimeSpan.Zero ? left : TimeSpan.Zero) : Quiet, Timeout.InfiniteTimeSpan);
        }
    }

    private void Look()
    {
        lock (gate) waitingSince = null;
        try
        {
            store.Refresh();
            Listen();
        }
        catch (Exception fault)
        {
            // This is the room's background loop: an exception in a timer would end the process, and with it every conversation.
            KnowledgeLog.ReloadFailed(logger, fault, store.Current.Version);
        }
    }

    // The folder may appear only after the start, so this is tried again at every look until it holds.
    private void Listen()
    {
        lock (gate)
        {
            if (notices is not null || regular is null || store.Folder is not { } folder) return;
            try
            {
                notices = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
                notices.Changed += (_, _) => Noticed();
                notices.Created += (_, _) => Noticed();
                notices.Deleted += (_, _) => Noticed();
                notices.Renamed += (_, _) => Noticed();
                notices.Error += (_, _) => Noticed();
                notices.EnableRaisingEvents = true;
                // What changed between the last look and this moment gave no notice; without this it would wait for the regular look.
                Noticed();
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
            {
                notices?.Dispose();
                notices = null;
                KnowledgeLog.NotWatched(logger, fault, folder, LookEvery.TotalSeconds);
            }
        }
    }
}

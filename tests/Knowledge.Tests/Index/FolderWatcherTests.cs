using Cardline.Knowledge.Index;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cardline.Knowledge.Tests.Index;

public sealed class FolderWatcherTests : IDisposable
{
    private readonly KnowledgeFolder folder = KnowledgeFolder.Small();
    private readonly ManualTime time = new(KnowledgeFolder.Today);
    private readonly IndexStore store;
    private readonly FolderWatcher watcher;

    public FolderWatcherTests()
    {
        store = folder.Store(time);
        watcher = new FolderWatcher(store, true, time, NullLogger<FolderWatcher>.Instance);
    }

    public void Dispose()
    {
        watcher.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Noticed_AfterAChange_SwapsOnceItIsQuiet()
    {
        await watcher.StartAsync(TestContext());
        var before = store.Current;
        folder.Article("new.one", "en", "Is there something new?", "Yes.");
        watcher.Noticed();

        time.Advance(FolderWatcher.Quiet - TimeSpan.FromMilliseconds(1));
        store.Current.ShouldBeSameAs(before);
        time.Advance(TimeSpan.FromMilliseconds(1));

        store.Current.ShouldNotBeSameAs(before);
        store.Current.Ids.ShouldContain("new.one");
        before.Ids.ShouldNotContain("new.one");
    }

    [Fact]
    public async Task Noticed_WithoutEnd_StillSwapsWithinTheBound()
    {
        await watcher.StartAsync(TestContext());
        folder.Article("new.one", "en", "Is there something new?", "Yes.");
        for (var passed = TimeSpan.Zero; passed <= FolderWatcher.QuietMax; passed += FolderWatcher.Quiet / 2)
        {
            watcher.Noticed();
            time.Advance(FolderWatcher.Quiet / 2);
        }

        store.Current.Ids.ShouldContain("new.one");
    }

    [Fact]
    public async Task Look_WithoutAnyNotice_FindsTheChangeAtTheRegularTime()
    {
        await watcher.StartAsync(TestContext());
        folder.Article("new.one", "en", "Is there something new?", "Yes.");

        time.Advance(FolderWatcher.LookEvery);

        store.Current.Ids.ShouldContain("new.one");
    }

    [Fact]
    public async Task Start_ChangedWhileTheFirstIndexWasMade_IsInUseOnceItIsQuiet()
    {
        var before = store.Current;
        folder.Article("new.one", "en", "Is there something new?", "Yes.");

        await watcher.StartAsync(TestContext());
        store.Current.ShouldBeSameAs(before);
        time.Advance(FolderWatcher.Quiet);

        store.Current.Ids.ShouldContain("new.one");
    }

    [Fact]
    public async Task Look_NothingChanged_KeepsTheSameIndex()
    {
        await watcher.StartAsync(TestContext());
        var before = store.Current;

        time.Advance(FolderWatcher.LookEvery * 3);

        store.Current.ShouldBeSameAs(before);
    }

    [Fact]
    public async Task Stop_Started_LeavesNoTimerBehind()
    {
        await watcher.StartAsync(TestContext());
        time.RunningTimers.ShouldBe(2);

        await watcher.StopAsync(TestContext());

        time.RunningTimers.ShouldBe(0);
        watcher.Noticed();
    }

    [Fact]
    public async Task Start_WatchIsOff_StartsNothing()
    {
        using var idle = new FolderWatcher(store, false, time, NullLogger<FolderWatcher>.Instance);

        await idle.StartAsync(TestContext());

        time.RunningTimers.ShouldBe(0);
    }

    private static CancellationToken TestContext() => CancellationToken.None;
}

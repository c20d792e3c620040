using Cardline.Knowledge.Index;
using Microsoft.Extensions.Logging;

namespace Cardline.Knowledge.Tests.Index;

public sealed class IndexStoreTests : IDisposable
{
    private readonly KnowledgeFolder folder = KnowledgeFolder.Small();
    private readonly CollectedLog log = new();
    private readonly ILoggerFactory loggers;
    private readonly IndexStore store;

    public IndexStoreTests()
    {
        loggers = LoggerFactory.Create(builder => builder.AddProvider(log));
        store = new IndexStore(folder.Path, KnowledgeServices.Engine, new ManualTime(KnowledgeFolder.Today), KnowledgeFolder.Shanghai, loggers.CreateLogger<IndexStore>());
    }

    public void Dispose()
    {
        loggers.Dispose();
        log.Dispose();
        if (Directory.Exists(folder.Path)) folder.Dispose();
    }

    [Fact]
    public void Refresh_BrokenEdit_KeepsTheLastGoodVersionAndNamesTheFile()
    {
        var before = store.Current;
        folder.Write("articles/t/pin.forgot.en.md", "---\nid: [\n---\n");

        store.Refresh().ShouldBeFalse();

        store.Current.ShouldBeSameAs(before);
        log.Lines.Where(line => line.Id == 4003).ShouldHaveSingleItem().Text.ShouldContain("articles/t/pin.forgot.en.md");
    }

    [Fact]
    public void Refresh_BrokenEditBesideAGoodOne_ServesTheGoodOneAndTheOldOne()
    {
        folder.Write("articles/t/pin.forgot.en.md", "---\nid: [\n---\n");
        folder.Article("interest.free", "en", "How long is the interest-free period?", "Sixty days.");

        store.Refresh().ShouldBeTrue();

        var period = store.Current.At(new DateOnly(2026, 6, 1));
        period.Find("interest.free")!.In("en").Short.ShouldBe("Sixty days.");
        period.Find("pin.forgot")!.In("en").Short.ShouldBe("Set a new one in the app.");
    }

    [Fact]
    public void Refresh_BrokenThenMended_ServesTheMendedText()
    {
        folder.Write("articles/t/pin.forgot.en.md", "---\nid: [\n---\n");
        store.Refresh();
        folder.Article("pin.forgot", "en", "I forgot my PIN", "Mended.");

        store.Refresh().ShouldBeTrue();

        store.Current.At(new DateOnly(2026, 6, 1)).Find("pin.forgot")!.In("en").Short.ShouldBe("Mended.");
    }

    [Fact]
    public void Refresh_LinkPointsElsewhere_ServesTheNewTarget()
    {
        var link = Path.Combine(folder.Path, "articles/t/pin.forgot.en.md");
        folder.Write("v1", File.ReadAllText(link)).Write("v2", File.ReadAllText(link).Replace("Set a", "Get a", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(Path.Combine(folder.Path, "v2"), File.GetLastWriteTimeUtc(Path.Combine(folder.Path, "v1")));
        File.CreateSymbolicLink(Path.Combine(folder.Path, "data"), Path.Combine(folder.Path, "v1"));
        File.Delete(link);
        File.CreateSymbolicLink(link, Path.Combine(folder.Path, "data"));
        store.Refresh();
        File.Delete(Path.Combine(folder.Path, "data"));
        File.CreateSymbolicLink(Path.Combine(folder.Path, "data"), Path.Combine(folder.Path, "v2"));

        store.Refresh().ShouldBeTrue();

        store.Current.At(new DateOnly(2026, 6, 1)).Find("pin.forgot")!.In("en").Short.ShouldBe("Get a new one in the app.");
    }

    [Fact]
    public void Refresh_FileTooLarge_IsLeftOutAndTheOthersStay()
    {
        folder.Write("articles/t/pin.forgot.en.md", new string('x', Knowledge.Articles.FolderReader.FileBytesMax + 1));

        folder.Read().Articles.Count.ShouldBe(11);
        folder.Read().Findings.ShouldHaveSingleItem().Number.ShouldBe("KB017");
    }

    [Fact]
    public void Refresh_FolderGone_KeepsAnsweringAndSaysSoOnce()
    {
        var before = store.Current;
        folder.Dispose();

        store.Refresh().ShouldBeFalse();
        store.Refresh().ShouldBeFalse();

        store.Current.ShouldBeSameAs(before);
        log.Lines.Count(line => line.Id == 4004).ShouldBe(1);
    }

    [Fact]
    public async Task Ask_WhileIndexesAreSwapped_NeverFailsAndNeverMixesTwo()
    {
        var knowledge = new Knowledge.Search.IndexedAnswers(() => store.Current, KnowledgeFolder.Shanghai);
        using var done = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var asking = Task.Run(() =>
        {
            var seen = new HashSet<(string Version, string? Text)>();
            do
            {
                var answer = knowledge.Ask(new Question("I forgot my PIN", "en", KnowledgeFolder.Today));
                seen.Add((answer.IndexVersion, answer.Text));
                begun.TrySetResult();
            }
            while (!done.IsCancellationRequested);
            return seen;
        });

        await begun.Task;
        for (var edit = 0; edit < 20; edit++)
        {
            folder.Article("pin.forgot", "en", "I forgot my PIN", "Edit number " + edit + new string('.', edit));
            store.Refresh();
        }

        await done.CancelAsync();
        var seen = await asking;
        seen.ShouldAllBe(pair => pair.Text != null);
        seen.Select(pair => pair.Version).Distinct(StringComparer.Ordinal).Count().ShouldBe(seen.Count);
    }

    [Theory]
    [InlineData("a/b", "a/b", true)]
    [InlineData("a/b/c/d", "a/b", true)]
    [InlineData("x", "", false)]
    public void Find_RelativePath_IsLookedForUpwards(string working, string holder, bool found)
    {
        var work = Directory.CreateDirectory(Path.Combine(folder.Path, working)).FullName;
        var wanted = $"kb-{Path.GetFileName(folder.Path)}";
        if (found) Directory.CreateDirectory(Path.Combine(folder.Path, holder, wanted));

        FolderLocator.Find(wanted, work, work).ShouldBe(found ? Path.Combine(folder.Path, holder, wanted) : null);
        FolderLocator.Find(wanted, Path.GetTempPath(), work).ShouldBe(found ? Path.Combine(folder.Path, holder, wanted) : null);
    }
}

using Cardline.Bot.Conversations;
using static Cardline.Bot.Tests.Conversations.Entries;

namespace Cardline.Bot.Tests.Conversations;

/// <summary>What every store's archive promises.</summary>
public abstract class LogArchiveContract
{
    private protected abstract IConversationLog Log { get; }

    private protected abstract ILogArchive Archive { get; }

    [Fact]
    public async Task List_MoreThanAPage_NamesEachConversationOnce()
    {
        var ids = Enumerable.Range(0, ILogArchive.IdsPageMax + 7).Select(number => $"c-{number:D4}").ToList();
        foreach (var id in ids)
        {
            await Log.AppendedAsync(Begin(id));
        }

        (await ListAsync(DateTimeOffset.MinValue)).Order(StringComparer.Ordinal).ShouldBe(ids);
    }

    [Fact]
    public async Task List_ConversationsThatGoOnMeanwhile_AreNamedOnce()
    {
        for (var number = 0; number < 20; number++)
        {
            await Log.AppendedAsync(Begin($"c-{number}"));
        }

        var named = new List<string>();
        await foreach (var id in Archive.ListAsync(DateTimeOffset.MinValue, default))
        {
            named.Add(id);
            await Log.AppendedAsync(Says($"c-{named.Count % 20}", "one more"));
        }

        named.Count.ShouldBe(20);
        named.Distinct().Count().ShouldBe(20);
    }

    [Fact]
    public async Task List_SinceAMoment_LeavesOutWhatEndedBeforeIt()
    {
        await Log.AppendedAsync(Begin("old"));
        var last = (await Log.FindAsync("old", default))!.At;
        await Log.AppendedAsync(Begin("new"));

        (await ListAsync(last)).ShouldContain("old");
        (await ListAsync(last.AddDays(1))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Entries_LongerThanAPage_AreReadWholeAndInOrder()
    {
        await Log.AppendedAsync(Begin("c-1"));
        for (var number = 0; number < ILogArchive.PageMax + 3; number++)
        {
            await Log.AppendedAsync(Says("c-1", $"message {number}"));
        }

        var seqs = new List<long>();
        await foreach (var entry in Archive.EntriesAsync("c-1", default))
        {
            seqs.Add(entry.Seq);
        }

        var head = (await Log.FindAsync("c-1", default))!;
        seqs.ShouldBe(Enumerable.Range(1, (int)head.Seq).Select(seq => (long)seq));
    }

    private async Task<List<string>> ListAsync(DateTimeOffset since)
    {
        var ids = new List<string>();
        await foreach (var id in Archive.ListAsync(since, default))
        {
            ids.Add(id);
        }

        return ids;
    }
}

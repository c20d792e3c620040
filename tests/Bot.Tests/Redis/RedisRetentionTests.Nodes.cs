using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;
using Cardline.Handoff;
using static Cardline.Bot.Tests.Conversations.Entries;

namespace Cardline.Bot.Tests.Redis;

/// <summary>What nodes and followers that knew an expired conversation do afterwards.</summary>
public sealed partial class RedisRetentionTests
{
    [Fact]
    public async Task Append_OnANodeThatRemembersAnExpiredConversation_IsNotFound_AndBeginsAnewFromOne()
    {
        await using var other = await redis.OpenAsync(prefix, options => options.RetainDays = RetainDays);
        await TalkAsync("c-1", Log);
        await AgeAsync("c-1", RetainDays + 1);
        (await other.Retention.SweepAsync(default)).ShouldBe(1);

        (await Log.AppendAsync(Says("c-1", "anyone?"), default)).ShouldBeOfType<AppendResult.NotFound>();
        (await KeysOfAsync("c-1")).ShouldBeEmpty();

        (await Log.AppendedAsync(Begin("c-1"))).Seq.ShouldBe(1);

        // The key of the first life went with it, so it names a new message now.
        await Log.AppendedAsync(Says("c-1", "other words", "k1"));
        (await other.Log.ReadAsync("c-1", Audience.Cardholder, 0, 10, default)).Select(entry => entry.Text()).ShouldBe(["other words"]);
    }

    [Fact]
    public async Task Append_ConversationBegunAnewStandsAtTheSeqThatANodeRemembers_GoesOnFromTheNewOne()
    {
        await using var other = await redis.OpenAsync(prefix, options => options.RetainDays = RetainDays);
        await Log.AppendedAsync(Begin("c-1"));
        var closed = await Log.AppendedAsync(Staff("c-1", 1, new Holder(HolderKind.Closed)));
        await AgeAsync("c-1", RetainDays + 1);
        (await other.Retention.SweepAsync(default)).ShouldBe(1);
        await other.Log.AppendedAsync(Begin("c-1"));
        await other.Log.AppendedAsync(Staff("c-1", 1, holder: null));
        (await other.Log.AppendedAsync(Staff("c-1", 1, holder: null))).Seq.ShouldBe(closed.Seq);

        // From the head that this node remembers the message would reopen a closed conversation and raise its epoch.
        var head = await Log.AppendedAsync(Says("c-1", "hello"));

        (head.Epoch, head.Holder).ShouldBe((1, new Holder(HolderKind.Bot)));
        (await other.Log.ReadAsync("c-1", Audience.Staff, 0, 100, default)).ShouldNotContain(entry => entry.Name() == LogEvents.Holder);
    }

    [Fact]
    public async Task Follow_OfAnExpiredConversation_Waits_AndWhoComesLaterHearsTheNewOne()
    {
        await TalkAsync("c-1");
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var earlier = Log.FollowAsync("c-1", Audience.Cardholder, 0, stop.Token).GetAsyncEnumerator();
        (await earlier.MoveNextAsync()).ShouldBeTrue();
        var waiting = earlier.MoveNextAsync().AsTask();
        await AgeAsync("c-1", RetainDays + 1);
        (await store.Retention.SweepAsync(default)).ShouldBe(1);

        await Log.AppendedAsync(Begin("c-1"));
        await Log.AppendedAsync(Says("c-1", "again"));
        await using var later = Log.FollowAsync("c-1", Audience.Cardholder, 0, stop.Token).GetAsyncEnumerator();

        (await later.MoveNextAsync()).ShouldBeTrue();
        later.Current.Select(entry => entry.Text()).ShouldBe(["again"]);
        waiting.IsCompleted.ShouldBeFalse();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task FollowAll_OverReferencesToAnExpiredConversation_GivesTheOthers()
    {
        foreach (var id in (string[])["gone", "here"])
        {
            var head = await Log.AppendedAsync(Begin(id));
            head = await Log.AppendedAsync(Staff(id, head.Epoch, new Holder(HolderKind.Queue)));
            await Log.AppendedAsync(Staff(id, head.Epoch, new Holder(HolderKind.Closed)));
        }

        await AgeAsync("gone", RetainDays + 1);
        (await store.Retention.SweepAsync(default)).ShouldBe(1);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var seen = new List<string>();
        await foreach (var page in Log.FollowAllAsync(0, stop.Token))
        {
            seen.AddRange(page.Select(entry => entry.ConversationId));
            if (seen.Count(id => id == "here") == 4)
            {
                break;
            }
        }

        seen.ShouldNotContain("gone");
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Conversations.Redis;
using Cardline.Bot.Tests.Conversations;
using Cardline.Handoff;
using static Cardline.Bot.Tests.Conversations.Entries;

namespace Cardline.Bot.Tests.Redis;

/// <summary>What readers, writers and nodes that knew all of a conversation do when its beginning has gone.</summary>
public sealed partial class RedisTrimmingTests
{
    [Fact]
    public async Task Read_Visible_AfterOldMiddleAndNoWatermark_GivesWhatIsLeft()
    {
        var head = await TalkAsync("c-1", 12);
        var before = await Log.ReadAsync("c-1", Audience.Cardholder, 0, 1000, default);
        (await store.Trimming.TrimAsync("c-1", default)).ShouldBeTrue();
        var left = before.Where(entry => entry.Seq > head.Seq - Keep).ToList();
        left.Count.ShouldBe(10);

        foreach (var after in Enumerable.Range(0, (int)head.VisibleSeq + 3))
        {
            (await Log.ReadAsync("c-1", Audience.Cardholder, after, 1000, default)).ShouldBe(left.Where(entry => entry.VisibleSeq > after), $"after {after}");
        }

        (await Log.ReadAsync("c-1", Audience.Cardholder, 2, 3, default)).ShouldBe(left.Take(3));
        (await Log.ReadAsync("c-1", Audience.Staff, 0, 1, default)).ShouldHaveSingleItem().Seq.ShouldBe(head.Seq - Keep);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(20)]
    public async Task Follow_AfterAWatermark_GivesWhatIsLeftAndGoesOn(long after)
    {
        var head = await TalkAsync("c-1", 12);
        var expected = (await Log.ReadAsync("c-1", Audience.Cardholder, 0, 1000, default)).Where(entry => entry.Seq > head.Seq - Keep && entry.VisibleSeq > after).ToList();
        (await store.Trimming.TrimAsync("c-1", default)).ShouldBeTrue();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var seen = new List<LogEntry>();
        await using var follower = Log.FollowAsync("c-1", Audience.Cardholder, after, stop.Token).GetAsyncEnumerator();
        while (seen.Count < expected.Count && await follower.MoveNextAsync())
        {
            seen.AddRange(follower.Current);
        }

        seen.ShouldBe(expected);
        await Log.AppendedAsync(Says("c-1", "go on"));
        (await follower.MoveNextAsync()).ShouldBeTrue();
        follower.Current.ShouldHaveSingleItem().Text().ShouldBe("go on");
    }

    [Fact]
    public async Task Follow_OnAnotherNodeThatWasAtTheEnd_HearsNothingOfATrim_AndThenTheNext()
    {
        await using var other = await redis.OpenAsync(prefix);
        var head = await TalkAsync("c-1", 12);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var follower = other.Log.FollowAsync("c-1", Audience.Staff, head.Seq, stop.Token).GetAsyncEnumerator();
        var waiting = follower.MoveNextAsync().AsTask();

        (await store.Trimming.TrimAsync("c-1", default)).ShouldBeTrue();
        waiting.IsCompleted.ShouldBeFalse();

        // This node remembers where it stood before the trim, and that still stands.
        (await other.Log.AppendedAsync(Staff("c-1", head.Epoch, holder: null))).Seq.ShouldBe(head.Seq + 1);
        (await waiting).ShouldBeTrue();
        follower.Current.ShouldHaveSingleItem().Seq.ShouldBe(head.Seq + 1);
    }

    [Fact]
    public async Task Append_OfAKeyWhoseMessageWasTrimmed_IsStillARepeat()
    {
        await Log.AppendedAsync(Begin("c-1"));
        await Log.AppendedAsync(BotAnswers(await Log.AppendedAsync(Says("c-1", "first", "k1")), "answer"));
        await TalkAsync("c-1", 12, begin: false);
        (await store.Trimming.TrimAsync("c-1", default)).ShouldBeTrue();
        var before = await AllAsync("c-1");

        (await Log.AppendAsync(Says("c-1", "first", "k1"), default)).ShouldBeOfType<AppendResult.Repeated>().FirstSeq.ShouldBe(2);
        (await Log.AppendAsync(Says("c-1", "other words", "k1"), default)).ShouldBeOfType<AppendResult.KeyConflict>();

        (await AllAsync("c-1")).ShouldBe(before);
    }

    [Fact]
    public async Task Redact_OfWhatIsGoneOrOfTheSnapshot_IsNotFound_AndOfWhatIsLeftWorks()
    {
        var head = await TalkAsync("c-1", 12);
        (await store.Trimming.TrimAsync("c-1", default)).ShouldBeTrue();
        var before = await AllAsync("c-1");

        (await Log.RedactAsync("c-1", 2, "erasure", default)).ShouldBeFalse();
        (await Log.RedactAsync("c-1", head.Seq - Keep, "erasure", default)).ShouldBeFalse();
        (await AllAsync("c-1")).ShouldBe(before);

        var left = before.First(entry => entry.OpensTurn);
        (await Log.RedactAsync("c-1", left.Seq, "erasure", default)).ShouldBeTrue();
        var after = await AllAsync("c-1");
        after[0].ShouldBe(before[0]);
        after.Single(entry => entry.Seq == left.Seq).Text().ShouldBe("[…]");
        after.Count.ShouldBe(before.Count + 1);
    }

    [Fact]
    public async Task FollowAll_OverReferencesToWhatWasTrimmed_GivesTheSnapshotThatSaysWhoHoldsIt()
    {
        var head = await TalkAsync("c-1", 1);
        head = await Log.AppendedAsync(Staff("c-1", head.Epoch, new Holder(HolderKind.Queue)));
        await Log.AppendedAsync(Staff("c-1", head.Epoch, new Holder(HolderKind.Closed)));
        await TalkAsync("c-1", 12, begin: false);
        (await store.Trimming.TrimAsync("c-1", default)).ShouldBeTrue();
        await Log.AppendedAsync(Begin("other"));
        await Log.AppendedAsync(Staff("other", 1, new Holder(HolderKind.Queue)));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var seen = new List<LogEntry>();
        await foreach (var page in Log.FollowAllAsync(0, stop.Token))
        {
            seen.AddRange(page);
            if (seen.Exists(entry => entry.ConversationId == "other"))
            {
                break;
            }
        }

        var trimmed = seen.Where(entry => entry.ConversationId == "c-1").ToList();
        trimmed.ShouldNotBeEmpty();
        trimmed.ShouldAllBe(entry => LogSnapshot.Is(entry) && entry.Holder.Kind == HolderKind.Bot);
        seen.Select(entry => entry.Position).ShouldBeInOrder(SortDirection.Ascending);
        seen.Select(entry => entry.Position).ShouldBeUnique();
    }

    [Fact]
    public async Task Trim_RightInvokedBeforeAndSettledBehindTheCut_IsFoldedAsFromAllOfIt()
    {
        var head = await TalkAsync("c-1", 2);
        head = await Log.AppendedAsync(Staff("c-1", head.Epoch, new Holder(HolderKind.Queue)) with { Entries = [RightEntries.Invoked("dispute", 2), RightEntries.Invoked("complaint", 2)] });
        (await store.Trimming.TrimAsync("c-1", default)).ShouldBeFalse();
        head = await Log.AppendedAsync(Staff("c-1", head.Epoch, new Holder(HolderKind.Agent, "ann")) with { Entries = [RightEntries.Settled("complaint")] });
        for (var i = 0; i < 40; i++)
        {
            head = await Log.AppendedAsync(Staff("c-1", head.Epoch, holder: null));
        }

        (await store.Trimming.TrimAsync("c-1", default)).ShouldBeFalse("an agent holds it");
        head = await Log.AppendedAsync(Staff("c-1", head.Epoch, new Holder(HolderKind.Bot)) with { Entries = [RightEntries.Settled("dispute")] });
        (await store.Trimming.TrimAsync("c-1", default)).ShouldBeTrue();

        var left = await AllAsync("c-1");
        ConversationRules.Fold(null, left[0]).OpenRights.ShouldBe("dispute");
        left[0].Activity()["value"]!["rights"]!.AsArray().Select(right => ((string?)right!["right"], (string?)right["outcome"])).ShouldBe([("dispute", null), ("complaint", "handled")]);
        left[0].Json.ShouldNotContain("secret words");
        left.Aggregate((ConversationHead?)null, ConversationRules.Fold).ShouldBe(head);
    }

    [Fact]
    public async Task Hold_AndRelease_OfATrimmedConversation_AreReadFromWhatIsLeft()
    {
        await HeldAsync((await TalkAsync("c-1", 1)).ConversationId);
        await ReleasedAsync("c-1");
        await TalkAsync("c-1", 12, begin: false);
        (await store.Trimming.TrimAsync("c-1", default)).ShouldBeTrue();
        var holds = new ConversationHolds(Log);

        (await holds.ReadAsync("c-1", default))!.Reason.ShouldBeNull();
        await HeldAsync("c-1");
        (await holds.ReadAsync("c-1", default))!.Reason.ShouldBe("case 12");
    }

    [Fact]
    public async Task Trim_LostInAFailover_LeavesTheOldLog_WhichWorksAndIsTrimmedAgain()
    {
        var head = await TalkAsync("c-1", 12);
        var before = await AllAsync("c-1");
        (await redis.Server.CommandAsync("COPY", Key("log", "c-1"), Key("kept", "c-1"))).Number.ShouldBe(1);
        (await store.Trimming.TrimAsync("c-1", default)).ShouldBeTrue();
        await redis.Server.CommandAsync("RENAME", Key("kept", "c-1"), Key("log", "c-1"));

        (await AllAsync("c-1")).ShouldBe(before);
        head = await Log.AppendedAsync(Staff("c-1", head.Epoch, holder: null));
        (await store.Trimming.SweepAsync(default)).ShouldBe(1);
        (await ReplayAsync("c-1")).ShouldBe(head);
    }

    [Fact]
    public async Task Snapshot_KeepsWhoBeganAndTheLastHandoff_AndNoWords()
    {
        var began = new JsonObject { ["type"] = "conversationUpdate", ["locale"] = "zh-Hans", ["value"] = new JsonObject { ["signedIn"] = true } };
        await Log.AppendedAsync(new AppendRequest("c-1", SenderKind.Cardholder, Key: null, [new NewEntry(began, Visible: false)]) { Creates = true });
        var asked = new JsonObject
        {
            ["type"] = "event", ["name"] = LogEvents.HandoffInitiate, ["value"] = new JsonObject { ["handoffId"] = "h-1", ["reason"] = "fraud", ["evidence"] = "their words" },
        };
        var head = await Log.AppendedAsync(new AppendRequest("c-1", SenderKind.Bot, Key: null, [new NewEntry(asked, Visible: false)]) { ExpectedEpoch = 1, NewHolder = new Holder(HolderKind.Queue) });
        await Log.AppendedAsync(Staff("c-1", head.Epoch, new Holder(HolderKind.Bot)));
        for (var again = 0; again < 2; again++)
        {
            await TalkAsync("c-1", 12, begin: false);
            (await store.Trimming.TrimAsync("c-1", default)).ShouldBeTrue();

            var snapshot = (await AllAsync("c-1"))[0];
            var value = snapshot.Activity()["value"]!;
            ((string?)value["began"]!["locale"], (bool?)value["began"]!["signedIn"]).ShouldBe(("zh-Hans", true));
            ((string?)value["handoff"]!["handoffId"], (string?)value["handoff"]!["reason"]).ShouldBe(("h-1", "fraud"));
            snapshot.Json.ShouldNotContain("their words");
        }
    }

    private Task<IReadOnlyList<LogEntry>> AllAsync(string id) => Log.ReadAsync(id, Audience.Staff, 0, 1000, default);

    private async Task<ConversationHead> ReplayAsync(string id) => (await AllAsync(id)).Aggregate((ConversationHead?)null, ConversationRules.Fold)!;

    /// <summary>Begins, and talks: four entries to each question.</summary>
    private async Task<ConversationHead> TalkAsync(string id, int questions, bool begin = true)
    {
        var head = begin ? await Log.AppendedAsync(Begin(id)) : null;
        for (var asked = 0; asked < questions; asked++)
        {
            head = await Log.AppendedAsync(BotAnswers(await Log.AppendedAsync(Says(id, $"question {asked}")), $"answer {asked}"));
        }

        return head!;
    }

    private async Task<ConversationHead> HeldAsync(string id)
    {
        (await new ConversationHolds(Log).HoldAsync(id, "case 12", default)).ShouldBeTrue();
        return (await Log.FindAsync(id, default))!;
    }

    private async Task<ConversationHead> ReleasedAsync(string id)
    {
        (await new ConversationHolds(Log).ReleaseAsync(id, default)).ShouldBeTrue();
        return (await Log.FindAsync(id, default))!;
    }

    private async Task<string?> LastAsync(string id) => (await redis.Server.CommandAsync("ZSCORE", Key("last", id, withId: false), id)).Text;

    private string Key(string what, string id, bool withId = true) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}:{{b{RedisKeys.BucketOf(id):x2}}}:{what}{(withId ? ":" + id : "")}");
}

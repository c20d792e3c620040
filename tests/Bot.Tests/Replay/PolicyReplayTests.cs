using System.Runtime.CompilerServices;
using Cardline.Bot.Conversations;
using Cardline.Bot.Conversations.Sqlite;
using Cardline.Bot.Replay;
using Cardline.Bot.Tests.Conversations;
using Cardline.Bot.Tests.Turns;
using Cardline.Bot.Turns;
using Cardline.Handoff;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Tests.Replay;

/// <summary>Turns that really ran over a real file, judged again with another policy.</summary>
public sealed class PolicyReplayTests : IDisposable
{
    private readonly TurnDesk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task Run_WithThePolicyThatDecided_ChangesNothing()
    {
        desk.DecidesAtOnce = said => said[^1].Text.Contains("fraud") ? Now("fraud") : HandoffDecision.None;
        desk.DecidesAfter = (said, outcome) => outcome == "unknown" ? Offer("unhelped") : said[^1].Text.Contains("angry") ? Offer("anger") : HandoffDecision.None;
        desk.Answers = question => question.Text.Contains("fee") ? TurnDesk.Article("fee") : TurnDesk.Unknown;
        await desk.SaysAsync("what is the fee?");
        await desk.SaysAsync("I am angry about the fee");
        await desk.SaysAsync("what is that", "and this");
        await desk.SaysAsync("thanks");
        await desk.SaysAsync("this is fraud");

        var report = await RunAsync();

        (report.Conversations, report.ConversationsChanged, report.Turns, report.TurnsLeftOut).ShouldBe((1, 0, 5, 0));
        report.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_WithAPolicyThatFindsMore_SaysWhoWouldNowBeHandedOver()
    {
        await desk.SaysAsync("hello there");
        var first = (await desk.SaysAsync("somebody else used my card", "twice")).First(entry => entry.Text() == "somebody else used my card");
        desk.DecidesAtOnce = said => said.Any(turn => turn.Text.StartsWith("somebody else", StringComparison.Ordinal)) ? Now("fraud") : HandoffDecision.None;

        var report = await RunAsync();

        report.NewlyHandedOver.ShouldBe(new SortedDictionary<string, int> { ["fraud"] = 1 });
        report.Changes.ShouldBe([new ReplayChange("c-1", first.Seq, new Decided("answer", "none", null, null), new Decided("handoff", "fraud", "test.fraud", "words"))]);
        (report.ConversationsChanged, report.NewlyOffered.Count, report.NoLongerHandedOver.Count).ShouldBe((1, 0, 0));
    }

    [Fact]
    public async Task Run_WithAPolicyThatFindsLess_SaysWhoWouldNoLongerBe()
    {
        desk.DecidesAtOnce = _ => Now("complaint");
        await desk.SaysAsync("this is a complaint");
        desk.DecidesAtOnce = _ => HandoffDecision.None;

        var report = await RunAsync();

        report.NoLongerHandedOver.ShouldBe(new SortedDictionary<string, int> { ["complaint"] = 1 });
        report.NewlyHandedOver.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_OffersAndReasons_AreCountedApart()
    {
        desk.DecidesAfter = (_, _) => Offer("anger");
        await desk.SaysAsync("one");
        desk.DecidesAfter = (_, _) => HandoffDecision.None;
        await desk.SaysAsync("two");
        desk.DecidesAfter = (_, _) => Offer("anxiety");
        await desk.SaysAsync("three");
        desk.DecidesAfter = (said, _) => said[^1].Text switch { "one" => HandoffDecision.None, "two" => Offer("complex"), _ => Offer("despair_sadness") };

        var report = await RunAsync();

        report.NoLongerOffered.ShouldBe(new SortedDictionary<string, int> { ["anger"] = 1 });
        report.NewlyOffered.ShouldBe(new SortedDictionary<string, int> { ["complex"] = 1 });
        report.ReasonChanged.ShouldBe(new SortedDictionary<string, int> { ["anxiety > despair_sadness"] = 1 });
        ReplayTable.Of(report).ShouldContain("was offer/anxiety (test.anxiety: words), would be offer/despair_sadness (test.despair_sadness: words)");
    }

    [Fact]
    public async Task Run_JudgesWithWhatTheTurnSaw_AndNotWithWhatCameLater()
    {
        static HandoffDecision Next(IReadOnlyList<SaidTurn> said) => Offer(said.Any(turn => turn.OfferedReason == "anger") ? "anxiety" : "anger");
        desk.DecidesAfter = (said, _) => Next(said);
        desk.Answers = question => TurnDesk.Article(question.Text == "one" ? "fee" : "limit");
        await desk.SaysAsync("one");
        (await desk.SaysAsync("two", "three")).Offered().ShouldBe("anxiety");
        var seen = new List<IReadOnlyList<SaidTurn>>();
        desk.DecidesAfter = (said, outcome) =>
        {
            outcome.ShouldBe("answer");
            seen.Add(said);
            return Next(said);
        };

        (await RunAsync()).Changes.ShouldBeEmpty();

        seen[0].Select(turn => turn.Text).ShouldBe(["one"]);
        seen.Count.ShouldBe(3);
        seen.Skip(1).ShouldAllBe(said => said.Where(turn => turn.From == "cardholder").Select(turn => turn.Text).SequenceEqual(new[] { "one", "two", "three" }));
        seen[1].ShouldNotContain(turn => turn.OfferedReason == "anger");
        seen[2].ShouldContain(turn => turn.OfferedReason == "anger");
    }

    [Fact]
    public async Task Run_PressOfThePersonControl_IsAHandoffUnderEveryPolicy()
    {
        await desk.BeginAsync();
        var press = Entries.Says("c-1", "A person, please");
        press.Entries[0].Activity["value"] = new System.Text.Json.Nodes.JsonObject { ["action"] = "person" };
        await desk.Log.AppendedAsync(press);
        await desk.Runner.RunAsync("c-1", resumed: false, default);

        (await RunAsync()).Changes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(HandoffAdvice.Always)]
    [InlineData(HandoffAdvice.Offer)]
    public async Task Run_WhatAnArticleWants_StaysWhateverThePolicySays(HandoffAdvice advice)
    {
        desk.Answers = _ => TurnDesk.Article("mortgage", advice);
        await desk.SaysAsync("can I change my mortgage?");

        var report = await RunAsync();

        (report.Turns, report.Changes.Count).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Run_TurnsThatDecidedNothing_AreLeftOutAndCounted()
    {
        desk.Answers = _ => throw new InvalidOperationException("the index is gone");
        await desk.SaysAsync("what is the fee?");
        await desk.Log.AppendedAsync(Entries.Says("c-1", "hello?"));
        var head = (await desk.Log.FindAsync("c-1", default))!;
        await desk.Log.AppendedAsync(Entries.Staff("c-1", head.Epoch, new Holder(HolderKind.Agent, "ann")));
        desk.DecidesAtOnce = _ => Now("fraud");

        var report = await RunAsync();

        (report.Turns, report.TurnsLeftOut, report.Changes.Count).ShouldBe((0, 2, 0));
    }

    [Fact]
    public async Task Run_MessageThatWasOverwritten_IsLeftOut()
    {
        var seq = (await desk.SaysAsync("my secret")).First(entry => entry.Text() == "my secret").Seq;
        await desk.Log.RedactAsync("c-1", seq, "erasure", default);
        desk.DecidesAtOnce = _ => Now("fraud");

        var report = await RunAsync();

        (report.Turns, report.TurnsLeftOut).ShouldBe((0, 1));
    }

    [Fact]
    public async Task Run_LogWhoseBeginningIsGone_JudgesTheTurnsThatAreWhole()
    {
        await desk.SaysAsync("the first");
        await desk.SaysAsync("the second");
        desk.DecidesAtOnce = _ => Now("fraud");
        var entries = await desk.EntriesAsync();
        var gone = entries.First(entry => entry.Text() == "the first").Seq;

        var report = await new PolicyReplay(new Remnant([.. entries.Where(entry => entry.Seq > gone)]), desk, new TurnOptions().HistoryEntriesMax)
            .RunAsync(DateTimeOffset.MinValue, 10, default);

        (report.Turns, report.TurnsLeftOut).ShouldBe((1, 1));
        report.Changes.Single().Seq.ShouldBe(entries.First(entry => entry.Text() == "the second").Seq);
    }

    [Fact]
    public async Task Run_SinceAMoment_JudgesOnlyTheTurnsAfterIt()
    {
        await desk.SaysAsync("before");
        desk.Clock.Advance(TimeSpan.FromDays(2));
        await desk.SaysAsync("after");
        desk.DecidesAtOnce = _ => Now("fraud");

        var report = await RunAsync(desk.Clock.GetUtcNow().AddDays(-1));

        (report.Turns, report.NewlyHandedOver["fraud"]).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Run_ManyChanges_AreAllCountedAndListedAsManyAsAskedFor()
    {
        for (var i = 0; i < 5; i++)
        {
            await desk.SaysAsync($"message {i}");
        }

        desk.DecidesAtOnce = _ => Now("fraud");

        var report = await RunAsync(listed: 2);

        (report.NewlyHandedOver["fraud"], report.Changes.Count).ShouldBe((5, 2));
    }

    [Fact]
    public async Task Run_LongConversation_LooksBackAsFarAsTheTurnDid()
    {
        for (var i = 0; i < 60; i++)
        {
            await desk.SaysAsync($"message {i}");
        }

        var longest = 0;
        desk.DecidesAtOnce = said =>
        {
            longest = Math.Max(longest, said.Count);
            return HandoffDecision.None;
        };
        await desk.SaysAsync("the last");
        var turned = longest;
        longest = 0;

        await RunAsync();

        longest.ShouldBe(turned);
    }

    /// <summary>What a trimmed log still holds.</summary>
    private sealed class Remnant(IReadOnlyList<LogEntry> entries) : ILogArchive
    {
        public async IAsyncEnumerable<string> ListAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancel)
        {
            await Task.Yield();
            yield return "c-1";
        }

        public Task<IReadOnlyList<LogEntry>> ReadAsync(string conversationId, long after, int limit, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<LogEntry>>([.. entries.Where(entry => entry.Seq > after).Take(limit)]);
    }

    private static HandoffDecision Now(string reason) => new(HandoffStep.Handoff, reason, "words", $"test.{reason}");

    private static HandoffDecision Offer(string reason) => new(HandoffStep.Offer, reason, "words", $"test.{reason}");

    private async Task<ReplayReport> RunAsync(DateTimeOffset? since = null, int listed = 100)
    {
        using var readers = new SqliteReaders(SqliteFile.ForReading(desk.StorePath));
        var before = await desk.EntriesAsync();
        var report = await new PolicyReplay(new SqliteArchive(readers), desk, new TurnOptions().HistoryEntriesMax)
            .RunAsync(since ?? DateTimeOffset.MinValue, listed, default);
        (await desk.EntriesAsync()).ShouldBe(before);
        return report;
    }
}

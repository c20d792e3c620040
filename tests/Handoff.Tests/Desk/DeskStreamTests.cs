using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cardline.Handoff.Agents;
using Cardline.Handoff.Queue;
using Cardline.Handoff.Tests.Doubles;
using Microsoft.Extensions.DependencyInjection;

namespace Cardline.Handoff.Tests.Desk;

public sealed class DeskStreamTests
{
    [Fact]
    public async Task Stream_Open_IsBeingOnDutyAndSaysSo()
    {
        await using var host = await DeskHost.StartAsync();
        var agent = await host.AgentAsync("Ann");
        host.Board.AgentsOnDuty.ShouldBe(0);

        using var stream = await EventStream.OpenAsync(agent);
        var first = await stream.NextAsync();

        first!.Value.Name.ShouldBe("duty");
        first.Value.Data!["agentsOnDuty"]!.GetValue<int>().ShouldBe(1);
        host.Board.AgentsOnDuty.ShouldBe(1);
    }

    [Fact]
    public async Task Stream_NewEntry_SendsTheItemAndThenTheEntryWithTheCursor()
    {
        await using var host = await DeskHost.StartAsync();
        host.Log.HandsOver("c", "complaint");
        await host.CaughtUpAsync();
        var agent = await host.AgentAsync("Ann");
        var board = await agent.GetFromJsonAsync<JsonObject>("/api/desk/board");
        using var stream = await EventStream.OpenAsync(agent, board!["cursor"]!.GetValue<long>());

        host.Log.Says("elsewhere", "not for the desk");
        host.Log.Says("c", "are you there?");

        var names = new List<string>();
        JsonObject? item = null;
        while (names.LastOrDefault() != "entry")
        {
            var next = (await stream.NextAsync())!.Value;
            names.Add(next.Name);
            item = next.Name == "item" ? next.Data : item;
            next.Data!.ToJsonString().ShouldNotContain("not for the desk");
        }

        names.Where(name => name != "duty").ShouldBe(["item", "entry"]);
        item!["lastText"]!.GetValue<string>().ShouldBe("are you there?");
        stream.LastId.ShouldBe(host.Log.Length);
    }

    [Fact]
    public async Task Stream_CursorThatTheFeedNoLongerHas_IsToldToReadTheBoardAnew()
    {
        await using var host = await DeskHost.StartAsync(options => options.RecentEventsMax = 0);
        host.Log.HandsOver("c", "complaint");
        await host.CaughtUpAsync();
        host.Log.TrimFeed();
        var agent = await host.AgentAsync("Ann");

        using var stream = await EventStream.OpenAsync(agent, after: 1);

        (await stream.NextAsync())!.Value.Name.ShouldBe("duty");
        (await stream.NextAsync())!.Value.Name.ShouldBe("reset");
        (await stream.NextAsync()).ShouldBeNull();
    }

    [Theory]
    [InlineData(2000)]
    [InlineData(3)]
    [InlineData(0)]
    public async Task Stream_Resumed_MissesAndRepeatsNothing(int remembered)
    {
        await using var host = await DeskHost.StartAsync(options => options.RecentEventsMax = remembered);
        host.Log.HandsOver("c", "complaint");
        await host.CaughtUpAsync();
        var cursor = host.Board.Position;
        var agent = await host.AgentAsync("Ann");
        var all = new List<string>();
        for (var round = 0; round < 3; round++)
        {
            // Written while the stream is cut, and some more while it runs.
            Write(host.Log, round * 10, 8);
            await host.CaughtUpAsync();
            using var stream = await EventStream.OpenAsync(agent, after: 0, lastEventId: cursor);
            Write(host.Log, (round * 10) + 8, 2);
            all.AddRange(await stream.EntriesAsync(10));
            cursor = stream.LastId!.Value;
        }

        all.ShouldBe(Enumerable.Range(0, 30).Select(i => $"m{i}"));
    }

    [Fact]
    public async Task Stream_ResumedAfterARestart_LearnsThatACaseLeft()
    {
        var time = new ManualTime();
        var log = new MemoryConversations(time);
        log.HandsOver("c", "complaint");
        var cursor = log.Length;
        log.Append("c", new Holder(HolderKind.Agent, "bo"));
        log.Append("c", new Holder(HolderKind.Closed));
        await using var host = await DeskHost.StartAsync(log: log, time: time);
        var agent = await host.AgentAsync("Ann");

        using var stream = await EventStream.OpenAsync(agent, after: cursor);
        var events = new List<(string Name, JsonObject? Data)>();
        while (events.Count(e => e.Name == "entry") < 2)
        {
            events.Add((await stream.NextAsync())!.Value);
        }

        events.Single(e => e.Name == "item").Data!["state"]!.GetValue<string>().ShouldBe("closed");
    }

    [Fact]
    public async Task Stream_Idle_IsKeptAliveByComments()
    {
        await using var host = await DeskHost.StartAsync();
        var agent = await host.AgentAsync("Ann");
        using var stream = await EventStream.OpenAsync(agent);
        (await stream.NextAsync())!.Value.Name.ShouldBe("duty");

        // The timer may be made a moment after the first event was sent, so the clock goes on until the comment comes.
        var stop = Environment.TickCount64 + (long)DeskHost.Ceiling.TotalMilliseconds;
        for (var name = "duty"; name != "comment";)
        {
            var next = stream.NextAsync();
            while (!next.IsCompleted)
            {
                Environment.TickCount64.ShouldBeLessThan(stop, "no comment came");
                host.Time.Advance(TimeSpan.FromSeconds(15));
                await Task.Yield();
            }

            name = (await next)!.Value.Name;
        }
    }

    [Fact]
    public async Task Stream_NewPassword_EndsWithTheNextComment()
    {
        await using var host = await DeskHost.StartAsync();
        var agent = await host.AgentAsync("Ann");
        using var stream = await EventStream.OpenAsync(agent);
        await stream.NextAsync();
        await host.Services.GetRequiredService<AgentAccounts>().ResetAsync("Ann", CancellationToken.None);

        var stop = Environment.TickCount64 + (long)DeskHost.Ceiling.TotalMilliseconds;
        var names = new List<string?>();
        while (names.LastOrDefault() is "duty" || names.Count == 0)
        {
            var next = stream.NextAsync();
            while (!next.IsCompleted)
            {
                Environment.TickCount64.ShouldBeLessThan(stop, "the stream did not end");
                host.Time.Advance(TimeSpan.FromSeconds(15));
                await Task.Yield();
            }

            names.Add((await next)?.Name);
        }

        names[^1].ShouldBeNull("it was kept alive");
        using var again = await agent.GetAsync("/api/desk/board");
        again.StatusCode.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
    }

    [Fact]
    public void Offer_FullBuffer_EndsTheStreamAndKeepsWhatWaits()
    {
        var subscription = new DeskSubscription(0, [], catchUpTo: null, bufferMax: 2);
        var happened = new DeskEvent(1, Item: null, Entry: null, AgentsOnDuty: 1);

        subscription.Offer(happened).ShouldBeTrue();
        subscription.Offer(happened).ShouldBeTrue();
        subscription.Offer(happened).ShouldBeFalse();

        subscription.WasSlow.ShouldBeTrue();
        subscription.Events.TryRead(out _).ShouldBeTrue();
        subscription.Events.TryRead(out _).ShouldBeTrue();
        subscription.Events.TryRead(out _).ShouldBeFalse();
        subscription.Events.Completion.IsCompleted.ShouldBeTrue();
    }

    private static void Write(MemoryConversations log, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            log.Says("elsewhere", "noise");
            log.Says("c", $"m{i}");
        }
    }
}

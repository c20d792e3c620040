using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cardline.Handoff.Tests.Doubles;

namespace Cardline.Handoff.Tests.Desk;

public sealed class DeskSweepTests
{
    [Fact]
    public async Task Sweep_AgentGoneTooLong_RequeuesInTheOldPlaceAndTellsTheCardholder()
    {
        await using var host = await DeskHost.StartAsync();
        host.Log.HandsOver("c", "complaint");
        var agent = await host.AgentAsync("Ann");
        (await agent.ClaimAsync("c", 2)).EnsureSuccessStatusCode();
        await host.CaughtUpAsync();
        var enqueuedAt = host.Board.Find("c")!.EnqueuedAt;
        host.Time.Advance(TimeSpan.FromSeconds(40));
        host.Log.HandsOver("later", "complaint");
        await host.CaughtUpAsync();

        host.Time.Advance(TimeSpan.FromSeconds(21));
        await host.Sweep.SweepAsync(CancellationToken.None);
        await host.CaughtUpAsync();

        // Places are told by the board that a sweep finds; the one that gave the case back may have been before it.
        await host.Sweep.SweepAsync(CancellationToken.None);

        var item = host.Board.Find("c")!;
        item.State.ShouldBe("waiting");
        item.EnqueuedAt.ShouldBe(enqueuedAt);
        item.Place.ShouldBe(1);
        item.AgentId.ShouldBeNull();
        item.ClaimedAt.ShouldBeNull();
        host.Log.Log("c")[^2].Activity["text"]!.GetValue<string>().ShouldStartWith("The connection to the colleague was lost.");
        host.Log.PassingHere.Last(sent => sent.ConversationId == "later").Activity["value"]!["place"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Sweep_AgentWithinTheLease_TakesNothingAway()
    {
        await using var host = await DeskHost.StartAsync();
        host.Log.HandsOver("c", "complaint");
        (await (await host.AgentAsync("Ann")).ClaimAsync("c", 2)).EnsureSuccessStatusCode();
        await host.CaughtUpAsync();
        var before = host.Log.Length;

        host.Time.Advance(TimeSpan.FromSeconds(60));
        await host.Sweep.SweepAsync(CancellationToken.None);

        host.Log.Length.ShouldBe(before);
        host.Board.Find("c")!.State.ShouldBe("held");
    }

    [Fact]
    public async Task Sweep_AfterARestart_GivesEveryAgentAFreshPeriod()
    {
        var time = new ManualTime();
        var log = new MemoryConversations(time);
        log.HandsOver("c", "complaint");
        log.Append("c", new Holder(HolderKind.Agent, "ann"));
        time.Advance(TimeSpan.FromHours(1));
        await using var host = await DeskHost.StartAsync(log: log, time: time);

        time.Advance(TimeSpan.FromSeconds(59));
        await host.Sweep.SweepAsync(CancellationToken.None);
        log.Log("c")[^1].Holder.Kind.ShouldBe(HolderKind.Agent);

        time.Advance(TimeSpan.FromSeconds(2));
        await host.Sweep.SweepAsync(CancellationToken.None);
        log.Log("c")[^1].Holder.Kind.ShouldBe(HolderKind.Queue);
    }

    [Fact]
    public async Task Sweep_UnchangedLine_TellsEveryPlaceOnce()
    {
        await using var host = await DeskHost.StartAsync();
        host.Log.HandsOver("a", "complaint");
        host.Log.HandsOver("b", "complaint");
        await host.CaughtUpAsync();

        await host.Sweep.SweepAsync(CancellationToken.None);
        await host.Sweep.SweepAsync(CancellationToken.None);

        host.Log.PassingHere.Select(sent => (sent.ConversationId, sent.Activity["value"]!["place"]!.GetValue<int>())).ShouldBe([("a", 1), ("b", 2)]);
        host.Log.PassingHere.ShouldAllBe(sent => sent.Activity["name"]!.GetValue<string>() == "cardline.queue");
        host.Log.Passing.ShouldBeEmpty("every node tells its own sockets; to send it to all nodes would tell each client once per node");
    }

    /// <summary>A round that takes longer than the clock's tick meets the next one.</summary>
    [Fact]
    public async Task Sweep_RoundsThatMeet_TellEveryPlaceOnce()
    {
        await using var host = await DeskHost.StartAsync();
        var waiting = Enumerable.Range(0, 300).Select(number => $"c{number:D3}").ToList();
        waiting.ForEach(id => host.Log.HandsOver(id, "complaint"));
        await host.CaughtUpAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => host.Sweep.SweepAsync(CancellationToken.None))));

        host.Log.PassingHere.Select(sent => sent.ConversationId).Order().ShouldBe(waiting);
    }

    [Fact]
    public async Task SignIn_SixthWrongTry_IsSlowedDownWithANumber()
    {
        await using var host = await DeskHost.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await host.Client().PostAsJsonAsync("/api/desk/sign-in", new { name = "ann", password = "guess" });
            (await wrong.CodeAsync()).ShouldBe("HND001");
        }

        using var answer = await host.Client().PostAsJsonAsync("/api/desk/sign-in", new { name = "ann", password = "guess" });

        ((int)answer.StatusCode).ShouldBe(429);
        (await answer.CodeAsync()).ShouldBe("HND002");
    }

    [Fact]
    public async Task Me_AfterAPasswordReset_TheOldCookieEnds()
    {
        await using var host = await DeskHost.StartAsync();
        var agent = await host.AgentAsync("Ann");
        (await agent.GetFromJsonAsync<JsonObject>("/api/desk/me"))!["name"]!.GetValue<string>().ShouldBe("Ann");
        var accounts = (Handoff.Agents.AgentAccounts)host.Services.GetService(typeof(Handoff.Agents.AgentAccounts))!;

        await accounts.ResetAsync("Ann", CancellationToken.None);
        using var answer = await agent.GetAsync("/api/desk/me");

        (await answer.CodeAsync()).ShouldBe("HND007");
    }
}

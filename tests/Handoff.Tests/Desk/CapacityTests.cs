using System.Net;
using System.Text.Json.Nodes;
using Cardline.Handoff.Agents;
using Cardline.Handoff.Tests.Doubles;
using Microsoft.Extensions.DependencyInjection;

namespace Cardline.Handoff.Tests.Desk;

/// <summary>How many cases an agent may hold. A fresh case waits in epoch 2 and is held in epoch 3.</summary>
public sealed class CapacityTests
{
    [Fact]
    public async Task Claim_OneMoreThanTheLimit_IsRefusedWithWhatToDoAndNothingIsWritten()
    {
        await using var host = await DeskHost.StartAsync(options => options.CasesPerAgentMax = 2);
        var agent = await AgentWithAsync(host, 2);
        host.Log.HandsOver("more", "complaint");
        var before = host.Log.Length;

        using var answer = await agent.ClaimAsync("more", 2);

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var problem = await answer.BodyAsync();
        problem["code"]!.GetValue<string>().ShouldBe("HND012");
        problem["detail"]!.GetValue<string>().ShouldContain("An agent may hold 2. Close or return a case first.");
        host.Log.Length.ShouldBe(before);
        using var other = await (await host.AgentAsync("Bo")).ClaimAsync("more", 2);
        other.StatusCode.ShouldBe(HttpStatusCode.OK, "one agent's cases are not another's");
    }

    [Theory]
    [InlineData("close")]
    [InlineData("return")]
    public async Task Claim_AfterOneWasEnded_IsDoneAtOnce(string how)
    {
        await using var host = await DeskHost.StartAsync(options => options.CasesPerAgentMax = 2);
        var agent = await AgentWithAsync(host, 2);
        host.Log.HandsOver("more", "complaint");
        host.Log.HandsOver("evenMore", "complaint");

        (await agent.EndAsync("c0", how, 3)).EnsureSuccessStatusCode();

        (await agent.ClaimAsync("more", 2)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await agent.ClaimAsync("evenMore", 2)).CodeAsync()).ShouldBe("HND012");
    }

    [Fact]
    public async Task Claim_TwentyAtOnceOverTwoNodes_GivesAsManyAsTheLimit()
    {
        var (time, agents) = (new ManualTime(), new MemoryAgents());
        var (log, places) = (new MemoryConversations(time), new LocalPlaces(time));
        await using var one = await DeskHost.StartAsync(options => options.CasesPerAgentMax = 3, log, time, agents, places);
        await using var two = await DeskHost.StartAsync(options => options.CasesPerAgentMax = 3, log, time, agents, places);
        var made = await one.Services.GetRequiredService<AgentAccounts>().AddAsync("Ann", CancellationToken.None);
        var desks = new[] { await one.SignInAsync("Ann", made.Password), await two.SignInAsync("Ann", made.Password) };
        for (var i = 0; i < 20; i++)
        {
            log.HandsOver($"c{i}", "complaint");
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => desks[i % 2].ClaimAsync($"c{i}", 2)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(3);
        foreach (var refused in answers.Where(answer => answer.StatusCode != HttpStatusCode.OK))
        {
            (await refused.CodeAsync()).ShouldBe("HND012");
        }

        Enumerable.Range(0, 20).Count(i => log.Log($"c{i}")[^1].Holder.Kind == HolderKind.Agent).ShouldBe(3);
    }

    [Fact]
    public async Task Claim_AnotherWasFirstAfterThePlaceWasTaken_GivesItBack()
    {
        await using var host = await DeskHost.StartAsync(options => options.CasesPerAgentMax = 1);
        var agent = await host.AgentAsync("Ann");
        host.Log.HandsOver("c", "complaint");
        host.Log.HandsOver("d", "complaint");
        host.Log.Meanwhile = () => host.Log.Append("c", new Holder(HolderKind.Agent, "bo"));

        (await (await agent.ClaimAsync("c", 2)).CodeAsync()).ShouldBe("HND003");

        (await agent.ClaimAsync("d", 2)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Claim_Repeated_TakesNoSecondPlaceAlsoWhenFull()
    {
        await using var host = await DeskHost.StartAsync(options => options.CasesPerAgentMax = 2);
        var agent = await AgentWithAsync(host, 1);
        host.Log.HandsOver("more", "complaint");

        (await agent.ClaimAsync("c0", 2)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await agent.ClaimAsync("more", 2)).StatusCode.ShouldBe(HttpStatusCode.OK, "the retry counted for nothing");
        (await agent.ClaimAsync("more", 2)).StatusCode.ShouldBe(HttpStatusCode.OK, "a retry is no new claim, also of one who is full");
    }

    [Fact]
    public async Task Claim_OwnOtherClaimWasFirst_LosesNoPlaceOfTheCaseThatIsHeld()
    {
        await using var host = await DeskHost.StartAsync(options => options.CasesPerAgentMax = 1);
        var agent = await host.AgentAsync("Ann");
        host.Log.HandsOver("c", "complaint");
        host.Log.HandsOver("d", "complaint");

        host.Log.Meanwhile = () => host.Log.Append("c", new Holder(HolderKind.Agent, "ann"));

        (await agent.ClaimAsync("c", 2)).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        (await host.Places.TryTakeAsync(new PlaceWish("ann", new CasePlace("d", 3), [], 1), default)).ShouldBeFalse();
    }

    [Fact]
    public async Task Claim_NothingWrittenAndNobodyKnows_CountsUntilItLapses()
    {
        await using var host = await DeskHost.StartAsync(options => options.CasesPerAgentMax = 1);
        var agent = await host.AgentAsync("Ann");
        host.Log.HandsOver("c", "complaint");
        host.Log.HandsOver("d", "complaint");
        host.Log.Unwritten = new IOException("The store is away.");
        await Should.ThrowAsync<IOException>(() => agent.ClaimAsync("c", 2));
        host.Log.Unwritten = null;

        host.Time.Advance(CasePlace.Life - TimeSpan.FromSeconds(1));
        await host.Keeper.SweepAsync(default);
        (await (await agent.ClaimAsync("d", 2, "early")).CodeAsync()).ShouldBe("HND012");
        host.Time.Advance(TimeSpan.FromSeconds(1));

        (await agent.ClaimAsync("d", 2, "late")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Claim_WrittenAndNobodyKnows_IsKeptAsHeldAndTheRetrySaysSo()
    {
        await using var host = await DeskHost.StartAsync(options => options.CasesPerAgentMax = 1);
        var agent = await host.AgentAsync("Ann");
        host.Log.HandsOver("c", "complaint");
        host.Log.HandsOver("d", "complaint");
        host.Log.Unanswered = new IOException("The store is away.");
        await Should.ThrowAsync<IOException>(() => agent.ClaimAsync("c", 2));
        host.Log.Unanswered = null;
        await host.CaughtUpAsync();

        // Longer than any place lasts by itself, in steps as the sweep goes.
        for (var waited = TimeSpan.Zero; waited < 3 * CasePlace.Life; waited += TimeSpan.FromSeconds(5))
        {
            await host.Keeper.SweepAsync(default);
            host.Time.Advance(TimeSpan.FromSeconds(5));
        }

        (await host.Places.TryTakeAsync(new PlaceWish("ann", new CasePlace("d", 3), [], 1), default)).ShouldBeFalse();
        (await agent.ClaimAsync("c", 2)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await agent.ClaimAsync("d", 2)).CodeAsync()).ShouldBe("HND012");
    }

    [Fact]
    public async Task Claim_UrgentCase_MayGoOneAboveTheLimitAndNoFurther()
    {
        await using var host = await DeskHost.StartAsync(options => options.CasesPerAgentMax = 2);
        var agent = await AgentWithAsync(host, 2);
        host.Log.HandsOver("life", "safety");
        host.Log.HandsOver("money", "fraud");

        (await agent.ClaimAsync("life", 2)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await (await agent.ClaimAsync("money", 2)).CodeAsync()).ShouldBe("HND012");
        (await agent.EndAsync("c0", "return", 3)).EnsureSuccessStatusCode();
        (await agent.ClaimAsync("money", 2)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Claim_NoLimit_TakesAnyNumber()
    {
        await using var host = await DeskHost.StartAsync(options => options.CasesPerAgentMax = 0);
        var agent = await AgentWithAsync(host, 60);

        await host.CaughtUpAsync();
        await host.Keeper.SweepAsync(default);

        host.Board.Held().Count.ShouldBe(60);
        (await host.Places.TryTakeAsync(new PlaceWish("ann", new CasePlace("x", 3), [], 1), default)).ShouldBeTrue("nothing is reserved where there is no limit");
        (await BoardAsync(agent))["casesPerAgentMax"]!.GetValue<int>().ShouldBe(0);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(51)]
    public async Task Start_LimitOutOfRange_IsRefused(int most) =>
        await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => DeskHost.StartAsync(options => options.CasesPerAgentMax = most));

    [Fact]
    public async Task Board_Always_TellsTheLimit()
    {
        await using var host = await DeskHost.StartAsync();

        (await BoardAsync(await host.AgentAsync("Ann")))["casesPerAgentMax"]!.GetValue<int>().ShouldBe(6);
    }

    /// <summary>Makes an agent who holds cases named c0, c1 ...</summary>
    private static async Task<HttpClient> AgentWithAsync(DeskHost host, int cases)
    {
        var agent = await host.AgentAsync("Ann");
        for (var i = 0; i < cases; i++)
        {
            host.Log.HandsOver($"c{i}", "complaint");
            (await agent.ClaimAsync($"c{i}", 2)).EnsureSuccessStatusCode();
        }

        return agent;
    }

    private static async Task<JsonObject> BoardAsync(HttpClient agent)
    {
        using var answer = await agent.GetAsync("/api/desk/board");
        return await answer.BodyAsync();
    }
}

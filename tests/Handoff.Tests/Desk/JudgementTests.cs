using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cardline.Handoff.Tests.Doubles;

namespace Cardline.Handoff.Tests.Desk;

/// <summary>"Was this handoff needed?"</summary>
public sealed class JudgementTests
{
    [Fact]
    public async Task Needed_OfAHeldCase_IsWrittenForTheStaffAlone()
    {
        await using var host = await DeskHost.StartAsync();
        host.Log.HandsOver("c", "complaint");
        var agent = await host.AgentAsync("Ann");
        (await agent.ClaimAsync("c", 2)).EnsureSuccessStatusCode();

        using var answer = await JudgeAsync(agent, needed: true);

        var item = await answer.BodyAsync();
        (item["needed"]!.GetValue<bool>(), item["lastAgentId"]!.GetValue<string>(), item["state"]!.GetValue<string>()).ShouldBe((true, "ann", "held"));
        var entry = host.Log.Log("c")[^1];
        entry.VisibleToCardholder.ShouldBeFalse();
        entry.Activity["name"]!.GetValue<string>().ShouldBe("handoff.needed");
        entry.Activity["value"]!.ToJsonString().ShouldBe("""{"handoffId":"h-c","reason":"complaint","needed":true,"agentId":"ann","agentName":"Ann"}""");
        entry.Holder.ShouldBe(new Holder(HolderKind.Agent, "ann"));
    }

    [Theory]
    [InlineData("close", "closed")]
    [InlineData("return", "returned")]
    public async Task Needed_OfACaseThatJustEnded_IsTakenAndMayBeChanged(string how, string state)
    {
        await using var host = await DeskHost.StartAsync();
        host.Log.HandsOver("c", "complaint");
        var agent = await host.AgentAsync("Ann");
        (await agent.ClaimAsync("c", 2)).EnsureSuccessStatusCode();
        (await agent.EndAsync("c", how, 3)).EnsureSuccessStatusCode();

        using var yes = await JudgeAsync(agent, needed: true, "k1");
        using var no = await JudgeAsync(agent, needed: false, "k2");

        yes.StatusCode.ShouldBe(HttpStatusCode.OK);
        var item = await no.BodyAsync();
        (item["needed"]!.GetValue<bool>(), item["state"]!.GetValue<string>()).ShouldBe((false, state));
        var read = await agent.GetFromJsonAsync<JsonObject>("/api/desk/conversations/c");
        read!["item"]!["needed"]!.GetValue<bool>().ShouldBeFalse();
        host.Log.Log("c")[^1].Epoch.ShouldBe(4);
    }

    [Fact]
    public async Task Needed_Repeated_IsWrittenOnceAndWithAnotherBodyRefused()
    {
        await using var host = await DeskHost.StartAsync();
        host.Log.HandsOver("c", "complaint");
        var agent = await host.AgentAsync("Ann");
        (await agent.ClaimAsync("c", 2)).EnsureSuccessStatusCode();

        using var first = await JudgeAsync(agent, needed: true);
        using var again = await JudgeAsync(agent, needed: true);
        using var other = await JudgeAsync(agent, needed: false);

        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await other.CodeAsync()).ShouldBe("HND009");
        host.Log.Log("c").Count(entry => entry.Activity["name"]?.GetValue<string>() == "handoff.needed").ShouldBe(1);
    }

    [Fact]
    public async Task Needed_WhileTheConversationMovesOn_IsWrittenUnderTheNewEpoch()
    {
        await using var host = await DeskHost.StartAsync();
        host.Log.HandsOver("c", "complaint");
        var agent = await host.AgentAsync("Ann");
        (await agent.ClaimAsync("c", 2)).EnsureSuccessStatusCode();
        host.Log.Meanwhile = () => host.Log.Append("c", new Holder(HolderKind.Closed));

        using var answer = await JudgeAsync(agent, needed: true);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Log.Log("c")[^1].Activity["name"]!.GetValue<string>().ShouldBe("handoff.needed");
    }

    [Fact]
    public async Task Needed_ByWhoeverDoesNotHoldIt_IsRefusedAndNothingIsWritten()
    {
        await using var host = await DeskHost.StartAsync();
        host.Log.HandsOver("c", "complaint");
        var (ann, bo) = (await host.AgentAsync("Ann"), await host.AgentAsync("Bo"));

        using var waiting = await JudgeAsync(ann, needed: true);
        (await ann.ClaimAsync("c", 2)).EnsureSuccessStatusCode();
        var before = host.Log.Length;
        using var other = await JudgeAsync(bo, needed: false);
        using var otherHandoff = await JudgeAsync(ann, needed: false, handoffId: "h-old");

        foreach (var answer in new[] { waiting, other, otherHandoff })
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            (await answer.CodeAsync()).ShouldBe("HND016");
        }

        host.Log.Length.ShouldBe(before);
    }

    [Fact]
    public async Task Needed_AfterTheNextHandoff_IsTheNewAgents()
    {
        await using var host = await DeskHost.StartAsync();
        host.Log.HandsOver("c", "complaint");
        var (ann, bo) = (await host.AgentAsync("Ann"), await host.AgentAsync("Bo"));
        (await ann.ClaimAsync("c", 2)).EnsureSuccessStatusCode();
        (await JudgeAsync(ann, needed: true)).EnsureSuccessStatusCode();
        (await ann.EndAsync("c", "return", 3)).EnsureSuccessStatusCode();
        host.Log.HandsOver("c", "fraud");

        using var late = await JudgeAsync(ann, needed: false, "k2");
        var claimed = await (await bo.ClaimAsync("c", 5)).BodyAsync();
        using var own = await JudgeAsync(bo, needed: false, "k3");

        (await late.CodeAsync()).ShouldBe("HND016");
        claimed["needed"].ShouldBeNull();
        own.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("""{"clientId":"k","handoffId":"h-c"}""", "HND010")]
    [InlineData("""{"clientId":"k","needed":true}""", "HND010")]
    [InlineData("""{"handoffId":"h-c","needed":true}""", "HND010")]
    [InlineData("""{"clientId":"k","handoffId":"h-c","needed":"yes"}""", "HND010")]
    public async Task Needed_Incomplete_IsRefused(string body, string code)
    {
        await using var host = await DeskHost.StartAsync();
        host.Log.HandsOver("c", "complaint");
        var agent = await host.AgentAsync("Ann");

        using var answer = await agent.PostAsync("/api/desk/conversations/c/needed", new StringContent(body, mediaType: new("application/json")));

        (await answer.CodeAsync()).ShouldBe(code);
    }

    [Fact]
    public async Task Needed_OfAConversationThatNoPersonWasAskedFor_IsNotFound()
    {
        await using var host = await DeskHost.StartAsync();
        host.Log.Says("c", "what is my limit");
        var agent = await host.AgentAsync("Ann");

        using var answer = await JudgeAsync(agent, needed: true);

        (await answer.CodeAsync()).ShouldBe("HND006");
    }

    [Fact]
    public async Task Report_OfADayThatIsNone_IsRefusedWithANumber()
    {
        await using var host = await DeskHost.StartAsync();
        var agent = await host.AgentAsync("Ann");

        using var answer = await agent.GetAsync("/api/desk/reports/handoffs?since=yesterday");
        using var stranger = await host.Client().GetAsync("/api/desk/reports/handoffs");

        (await answer.CodeAsync()).ShouldBe("HND017");
        stranger.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static Task<HttpResponseMessage> JudgeAsync(HttpClient agent, bool needed, string clientId = "k1", string handoffId = "h-c") =>
        agent.PostAsJsonAsync("/api/desk/conversations/c/needed", new { clientId, handoffId, needed });
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cardline.Handoff.Tests.Doubles;

namespace Cardline.Handoff.Tests.Desk;

public sealed class DeskApiTests
{
    [Fact]
    public async Task Board_WithoutSignIn_IsRefusedWithANumber()
    {
        await using var host = await DeskHost.StartAsync();

        using var answer = await host.Client().GetAsync("/api/desk/board");

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.CodeAsync()).ShouldBe("HND007");
    }

    [Fact]
    public async Task Claim_WithoutTheDeskHeader_IsRefusedAndNothingIsWritten()
    {
        await using var host = await DeskHost.StartAsync();
        host.Log.HandsOver("c", "complaint");
        var agent = await host.AgentAsync("Ann");
        agent.DefaultRequestHeaders.Remove("X-Cardline-Desk");

        using var answer = await agent.ClaimAsync("c", 2);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.CodeAsync()).ShouldBe("HND008");
        host.Log.Log("c").ShouldAllBe(entry => entry.Holder.Kind != HolderKind.Agent);
    }

    [Fact]
    public async Task Claim_FiftyAgentsAtOnce_ExactlyOneGetsIt()
    {
        await using var host = await DeskHost.StartAsync();
        host.Log.HandsOver("c", "fraud");
        var first = await host.AgentAsync("Ann");
        var second = await host.AgentAsync("Bo");

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => (i % 2 == 0 ? first : second).ClaimAsync("c", 2, $"claim-{i}")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        foreach (var lost in answers.Where(answer => answer.StatusCode != HttpStatusCode.OK))
        {
            lost.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            (await lost.CodeAsync()).ShouldBe("HND003");
        }

        host.Log.Log("c").Count(entry => entry.Activity["name"]?.GetValue<string>() == "handoff.status").ShouldBe(1);
        host.Log.Log("c")[^1].Epoch.ShouldBe(3);
    }

    [Fact]
    public async Task Claim_Won_TellsTheCardholderWhoCameInTheirLanguage()
    {
        await using var host = await DeskHost.StartAsync();
        host.Log.Says("c", "我的卡丢了");
        host.Log.HandsOver("c", "lost_stolen", "zh-Hans");
        var agent = await host.AgentAsync("小林");

        using var answer = await agent.ClaimAsync("c", 2);
        var item = await answer.BodyAsync();

        item["state"]!.GetValue<string>().ShouldBe("held");
        item["agentName"]!.GetValue<string>().ShouldBe("小林");
        item["cardholderName"]!.GetValue<string>().ShouldBe("Mei");
        var joined = host.Log.Log("c").Single(entry => Kind(entry) == "joined");
        joined.VisibleToCardholder.ShouldBeTrue();
        joined.Activity["from"]!["name"]!.GetValue<string>().ShouldBe("小林");
        joined.Activity["text"]!.GetValue<string>().ShouldStartWith("小林来了");
    }

    [Fact]
    public async Task Claim_Repeated_AnswersTheSameAndWritesOnce()
    {
        await using var host = await DeskHost.StartAsync();
        host.Log.HandsOver("c", "complaint");
        var agent = await host.AgentAsync("Ann");

        using var one = await agent.ClaimAsync("c", 2);
        using var two = await agent.ClaimAsync("c", 2);

        two.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await two.Content.ReadAsStringAsync()).ShouldBe(await one.Content.ReadAsStringAsync());
        host.Log.Log("c").Count(entry => Kind(entry) == "joined").ShouldBe(1);
    }

    [Fact]
    public async Task Messages_SameClientId_IsWrittenOnceAndAnotherTextIsRefused()
    {
        await using var host = await DeskHost.StartAsync();
        host.Log.HandsOver("c", "complaint");
        var agent = await host.AgentAsync("Ann");
        (await agent.ClaimAsync("c", 2)).EnsureSuccessStatusCode();

        using var one = await agent.SayAsync("c", 3, "Hello", "m1");
        using var again = await agent.SayAsync("c", 3, "Hello", "m1");
        using var other = await agent.SayAsync("c", 3, "Goodbye", "m1");

        (await again.BodyAsync())["seq"]!.GetValue<long>().ShouldBe((await one.BodyAsync())["seq"]!.GetValue<long>());
        (await other.CodeAsync()).ShouldBe("HND009");
        var said = host.Log.Log("c").Where(entry => Cardline(entry)?["speaker"]?.GetValue<string>() == "agent").ToList();
        said.Count.ShouldBe(1);
        said[0].Activity["from"]!.ToJsonString().ShouldBe("""{"id":"agent:ann","name":"Ann","role":"bot"}""");
        said[0].Activity["textFormat"]!.GetValue<string>().ShouldBe("plain");
    }

    [Theory]
    [InlineData("", "HND005")]
    [InlineData("   ", "HND005")]
    [InlineData(null, "HND005")]
    public async Task Messages_Empty_AreRefused(string? text, string code)
    {
        await using var host = await DeskHost.StartAsync();
        host.Log.HandsOver("c", "complaint");
        var agent = await host.AgentAsync("Ann");
        (await agent.ClaimAsync("c", 2)).EnsureSuccessStatusCode();
        var before = host.Log.Length;

        using var answer = await agent.SayAsync("c", 3, text!, "m1");
        using var tooLong = await agent.SayAsync("c", 3, new string('x', 4001), "m2");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.CodeAsync()).ShouldBe(code);
        (await tooLong.CodeAsync()).ShouldBe(code);
        host.Log.Length.ShouldBe(before);
    }

    [Fact]
    public async Task Messages_FromAnAgentWhoDoesNotHoldIt_AreRefusedUnderTheRightEpochToo()
    {
        await using var host = await DeskHost.StartAsync();
        host.Log.HandsOver("c", "complaint");
        (await (await host.AgentAsync("Ann")).ClaimAsync("c", 2)).EnsureSuccessStatusCode();
        var other = await host.AgentAsync("Bo");
        var before = host.Log.Length;

        using var current = await other.SayAsync("c", 3, "Hello", "m1");
        using var stale = await other.SayAsync("c", 2, "Hello", "m2");
        using var close = await other.PostAsJsonAsync("/api/desk/conversations/c/close", new { clientId = "x", epoch = 3 });
        using var typing = await other.PostAsync("/api/desk/conversations/c/typing", content: null);

        foreach (var answer in new[] { current, stale, close, typing })
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            (await answer.CodeAsync()).ShouldBe("HND004");
        }

        host.Log.Length.ShouldBe(before);
        host.Log.Passing.ShouldNotContain(sent => sent.Activity["type"]!.GetValue<string>() == "typing");
    }

    [Fact]
    public async Task Close_Held_AsksHowItWentAndLeavesTheBoard()
    {
        await using var host = await DeskHost.StartAsync();
        host.Log.HandsOver("c", "complaint");
        var agent = await host.AgentAsync("Ann");
        (await agent.ClaimAsync("c", 2)).EnsureSuccessStatusCode();

        using var closed = await agent.PostAsJsonAsync("/api/desk/conversations/c/close", new { clientId = "x", epoch = 3 });
        using var again = await agent.PostAsJsonAsync("/api/desk/conversations/c/close", new { clientId = "x", epoch = 3 });
        await host.CaughtUpAsync();

        (await closed.BodyAsync())["state"]!.GetValue<string>().ShouldBe("closed");
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        var survey = host.Log.Log("c").Single(entry => Kind(entry) == "survey");
        var chips = survey.Activity["suggestedActions"]!["actions"]!.AsArray();
        chips.Select(chip => chip!["value"]!["survey"]!["score"]!.GetValue<int>()).ShouldBe([1, 2, 3, 4, 5]);
        chips[0]!["value"]!["survey"]!["handoffId"]!.GetValue<string>().ShouldBe("h-c");
        host.Log.Log("c")[^1].Holder.Kind.ShouldBe(HolderKind.Closed);
        var board = await agent.GetFromJsonAsync<JsonObject>("/api/desk/board");
        board!["items"]!.AsArray().Count.ShouldBe(0);
    }

    [Fact]
    public async Task Return_Held_GivesTheConversationBackToTheBot()
    {
        await using var host = await DeskHost.StartAsync();
        host.Log.HandsOver("c", "complaint");
        var agent = await host.AgentAsync("Ann");
        (await agent.ClaimAsync("c", 2)).EnsureSuccessStatusCode();

        using var returned = await agent.PostAsJsonAsync("/api/desk/conversations/c/return", new { clientId = "x", epoch = 3 });
        using var late = await agent.SayAsync("c", 3, "one more thing", "m1");

        (await returned.BodyAsync())["state"]!.GetValue<string>().ShouldBe("returned");
        (await late.CodeAsync()).ShouldBe("HND004");
        host.Log.Log("c")[^1].Holder.Kind.ShouldBe(HolderKind.Bot);
        host.Log.Log("c").ShouldNotContain(entry => Cardline(entry) != null && Cardline(entry)!["speaker"]!.GetValue<string>() == "agent");
    }

    [Fact]
    public async Task Conversation_LongLog_IsReadInPages()
    {
        await using var host = await DeskHost.StartAsync();
        for (var i = 0; i < 510; i++)
        {
            host.Log.Says("c", $"message {i}");
        }

        host.Log.HandsOver("c", "complaint");
        var agent = await host.AgentAsync("Ann");

        var first = await agent.GetFromJsonAsync<JsonObject>("/api/desk/conversations/c");
        var rest = await agent.GetFromJsonAsync<JsonObject>("/api/desk/conversations/c?after=500");
        using var unknown = await agent.GetAsync("/api/desk/conversations/nobody");

        first!["entries"]!.AsArray().Count.ShouldBe(500);
        first["more"]!.GetValue<bool>().ShouldBeTrue();
        rest!["entries"]!.AsArray().Count.ShouldBe(13);
        rest["more"]!.GetValue<bool>().ShouldBeFalse();
        (await unknown.CodeAsync()).ShouldBe("HND006");
    }

    [Fact]
    public async Task Conversation_ThatNoPersonWasAskedFor_IsNotShown()
    {
        await using var host = await DeskHost.StartAsync();
        host.Log.Says("private", "what is my limit");
        var agent = await host.AgentAsync("Ann");

        using var answer = await agent.GetAsync("/api/desk/conversations/private");

        (await answer.CodeAsync()).ShouldBe("HND006");
    }

    private static JsonObject? Cardline(ConversationEntry entry) => entry.Activity["channelData"]?["cardline"] as JsonObject;

    private static string? Kind(ConversationEntry entry) => Cardline(entry)?["kind"]?.GetValue<string>();
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cardline.Handoff.Queue;
using Cardline.Handoff.Tests.Doubles;

namespace Cardline.Handoff.Tests.Desk;

/// <summary>A case with an open right ends only with what became of it.</summary>
public sealed class RightsApiTests
{
    private const string Dispute = "AAA-AAA-AAAA";
    private const string Complaint = "CCC-CCC-CCCC";

    [Theory]
    [InlineData("close")]
    [InlineData("return")]
    public async Task End_WithAnOpenRightAndNoWordOfIt_IsRefusedAndNothingIsWritten(string how)
    {
        await using var host = await DeskHost.StartAsync();
        var agent = await HeldAsync(host, ("dispute", Dispute), ("complaint", Complaint));
        var before = host.Log.Length;

        using var silent = await agent.EndAsync("c", how, 3);
        using var half = await EndAsync(agent, how, "e2", (Dispute, "handled", "paid back"));

        foreach (var answer in (HttpResponseMessage[])[silent, half])
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            var problem = await answer.BodyAsync();
            ((string?)problem["code"], (string?)problem["type"]).ShouldBe(("HND013", "/docs/errors/HND013"));
            ((string?)problem["detail"])!.ShouldContain(Complaint);
        }

        host.Log.Length.ShouldBe(before);
        host.Board.Find("c")!.State.ShouldBe("held");
    }

    [Theory]
    [InlineData("close", "closed")]
    [InlineData("return", "returned")]
    public async Task End_SayingWhatBecameOfEach_WritesItInTheSameAppend_AndARetryIsKnown(string how, string state)
    {
        await using var host = await DeskHost.StartAsync();
        var agent = await HeldAsync(host, ("dispute", Dispute), ("complaint", Complaint));
        var before = host.Log.Log("c").Count;

        using var done = await EndAsync(agent, how, "e1", (Dispute, "handled", " paid back "), (Complaint, "passed_on", "with the complaints office"));
        await host.CaughtUpAsync();
        var after = host.Log.Length;
        using var again = await EndAsync(agent, how, "e1", (Dispute, "handled", " paid back "), (Complaint, "passed_on", "with the complaints office"));

        var item = await done.BodyAsync();
        ((string?)item["state"]).ShouldBe(state);
        item["rights"]!.AsArray().Select(right => ((string?)right!["reference"], (string?)right["outcome"], (string?)right["note"], (string?)right["agentId"]))
            .ShouldBe([(Dispute, "handled", "paid back", "ann"), (Complaint, "passed_on", "with the complaints office", "ann")]);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Log.Length.ShouldBe(after);
        var records = host.Log.Log("c").Skip(before).Where(entry => (string?)entry.Activity["name"] == "cardline.right.settled").ToList();
        records.Select(record => (string?)record.Activity["value"]!["right"]).ShouldBe(["dispute", "complaint"]);
        records.ShouldAllBe(record => !record.VisibleToCardholder && record.Epoch == 3);
        (await agent.GetFromJsonAsync<JsonObject>("/api/desk/rights"))!["open"]!.GetValue<int>().ShouldBe(0);
    }

    [Theory]
    [InlineData(Dispute, "forgotten", "x")]
    [InlineData(Dispute, "handled", " ")]
    [InlineData(Dispute, "handled", null)]
    [InlineData(Dispute, "handled", "too long")]
    [InlineData("DDD-DDD-DDDD", "handled", "x")]
    [InlineData(null, "handled", "x")]
    public async Task End_WithWordsThatCannotBeTaken_IsRefusedAndNothingIsWritten(string? reference, string outcome, string? note)
    {
        await using var host = await DeskHost.StartAsync();
        var agent = await HeldAsync(host, ("dispute", Dispute));
        var before = host.Log.Length;

        using var answer = await EndAsync(agent, "close", "e1", (Dispute, "handled", "well"), (reference, outcome, note == "too long" ? new string('x', 501) : note));

        (await answer.CodeAsync()).ShouldBe("HND010");
        host.Log.Length.ShouldBe(before);
    }

    [Fact]
    public async Task End_WithoutAnyRight_NeedsNoWordOfIt()
    {
        await using var host = await DeskHost.StartAsync();
        var agent = await HeldAsync(host);

        using var answer = await agent.EndAsync("c", "close", 3);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Rights_OverSeveralCases_AreTheOpenOnesOldestFirstWithTheirAge()
    {
        await using var host = await DeskHost.StartAsync();
        var agent = await host.AgentAsync("Ann");
        Invoke(host, "late", "complaint", Complaint, host.Time.GetUtcNow() - TimeSpan.FromMinutes(1));
        Invoke(host, "early", "dispute", Dispute, host.Time.GetUtcNow() - TimeSpan.FromHours(2));
        host.Log.HandsOver("other", "fraud");
        await host.CaughtUpAsync();

        var report = await agent.GetFromJsonAsync<JsonObject>("/api/desk/rights");

        report!["open"]!.GetValue<int>().ShouldBe(2);
        report["rights"]!.AsArray().Select(right => ((string?)right!["conversationId"], (string?)right["right"], (string?)right["reference"], (string?)right["state"], (long)right["ageSeconds"]!))
            .ShouldBe([("early", "dispute", Dispute, "waiting", 7200), ("late", "complaint", Complaint, "waiting", 60)]);
        using var stranger = host.Client();
        (await stranger.GetAsync("/api/desk/rights")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Rights_AgentIsLost_StayWithTheCase()
    {
        await using var host = await DeskHost.StartAsync(options => (options.PresenceGraceSeconds, options.LostAgentAfterSeconds) = (0, 5));
        await HeldAsync(host, ("dispute", Dispute));
        host.Time.Advance(TimeSpan.FromSeconds(10));

        await host.Sweep.SweepAsync(default);
        await host.CaughtUpAsync();

        var item = host.Board.Find("c")!;
        item.State.ShouldBe("waiting");
        item.Rights.ShouldHaveSingleItem().IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task Read_WithoutABoard_IsWhatTheBoardShows()
    {
        await using var host = await DeskHost.StartAsync();
        await HeldAsync(host, ("dispute", Dispute), ("complaint", Complaint));

        var report = await RightsReport.ReadAsync(host.Log, host.Time, default);

        report.Open.ShouldBe(2);
        report.Rights.ShouldBe(RightsReport.Of(host.Board.Snapshot().Items, host.Time.GetUtcNow()).Rights);
    }

    private static async Task<HttpClient> HeldAsync(DeskHost host, params (string Right, string Reference)[] rights)
    {
        host.Log.HandsOver("c", "fraud");
        foreach (var (right, reference) in rights)
        {
            host.Log.Append("c", newHolder: null, Invoked(right, reference, host.Time.GetUtcNow()));
        }

        var agent = await host.AgentAsync("Ann");
        (await agent.ClaimAsync("c", 2)).EnsureSuccessStatusCode();
        await host.CaughtUpAsync();
        return agent;
    }

    private static void Invoke(DeskHost host, string id, string right, string reference, DateTimeOffset at)
    {
        host.Log.HandsOver(id, right);
        host.Log.Append(id, newHolder: null, Invoked(right, reference, at));
    }

    private static NewConversationEntry Invoked(string right, string reference, DateTimeOffset at) => new(
        new JsonObject
        {
            ["type"] = "event",
            ["name"] = "cardline.right.invoked",
            ["value"] = new JsonObject { ["right"] = right, ["reference"] = reference, ["seq"] = 1, ["at"] = at.ToString("O"), ["evidence"] = "the words" },
        },
        VisibleToCardholder: false);

    private static Task<HttpResponseMessage> EndAsync(HttpClient agent, string how, string clientId, params (string? Reference, string Outcome, string? Note)[] rights) =>
        agent.PostAsJsonAsync($"/api/desk/conversations/c/{how}", new
        {
            clientId, epoch = 3, rights = rights.Select(right => new { reference = right.Reference, outcome = right.Outcome, note = right.Note }),
        });
}

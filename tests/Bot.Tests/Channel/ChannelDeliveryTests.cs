using System.Diagnostics;
using System.Text.Json.Nodes;
using Cardline.Bot.Gate.Channels;
using Cardline.Bot.Tests.Conversations;

namespace Cardline.Bot.Tests.Channels;

/// <summary>What reaches the Connector, in which order, and what does not.</summary>
public sealed class ChannelDeliveryTests : IAsyncLifetime
{
    private ScriptedServer server = null!;
    private BotUnderTest bot = null!;

    public async Task InitializeAsync()
    {
        server = await ScriptedServer.StartAsync();
        bot = await BotUnderTest.StartAsync(server, configured: true, ("Channel:SendsPerHostMax", "2"), ("Channel:AllowedServiceHosts:1", "localhost"));
    }

    public async Task DisposeAsync()
    {
        await bot.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Deliver_BotMessages_ArriveInOrderWithTokenAndAddress()
    {
        var id = await HearAsync();
        await bot.SayAsync(id, "one");
        await bot.SayAsync(id, "two");
        await bot.SayAsync(id, new JsonObject { ["type"] = "event", ["name"] = "cardline.note" }, visible: false);
        await bot.SayAsync(id, "three");
        var calls = await server.CallsAsync(3);
        calls.Select(call => (string?)call.Body!["text"]).ShouldBe(["one", "two", "three"]);
        calls.ShouldAllBe(call => call.Authorization == "Bearer " + ScriptedServer.BotToken);
        calls[0].Path.ShouldBe("/connector/v3/conversations/19%3Ameeting%40thread%7Cx%2Fy/activities");
        var body = calls[0].Body!;
        body["id"].ShouldBeNull();
        ((string?)body["conversation"]!["tenantId"]).ShouldBe("t-1");
        ((string?)body["from"]!["id"]).ShouldBe("28:bot");
        ((string?)body["recipient"]!["id"]).ShouldBe("29:user");
        server.TokenRequests.ShouldBe(1);
    }

    [Fact]
    public async Task Deliver_EndOfAStream_IsAPlainMessageToTheChannel()
    {
        var id = await HearAsync();
        var answer = Entries.Message("composed", "bot");
        answer["channelData"] = new JsonObject { ["streamType"] = "final", ["streamId"] = id + "|s2", ["cardline"] = new JsonObject { ["composed"] = true } };
        answer["entities"] = new JsonArray(new JsonObject { ["type"] = "https://schema.org/Message" });
        await bot.SayAsync(id, answer);

        var body = (await server.CallsAsync(1)).Single().Body!;

        body["channelData"]!.ToJsonString().ShouldBe("""{"cardline":{"composed":true}}""");
        body["entities"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Deliver_Reply_NamesTheChannelsOwnActivity()
    {
        var id = await HearAsync("in|0000007");
        var answer = Entries.Message("yes", "bot");
        answer["replyToId"] = id + "|0000001";
        answer["suggestedActions"] = new JsonObject { ["to"] = new JsonArray("x"), ["actions"] = new JsonArray() };
        await bot.SayAsync(id, answer);
        var call = (await server.CallsAsync(1)).Single();
        call.Path.ShouldEndWith("/activities/in%7C0000007");
        ((string?)call.Body!["replyToId"]).ShouldBe("in|0000007");
        call.Body["suggestedActions"]!["to"].ShouldBeNull();
    }

    [Fact]
    public async Task Deliver_TokenNearItsEnd_IsRenewed()
    {
        var id = await HearAsync();
        await bot.SayAsync(id, "one");
        await server.CallsAsync(1);
        bot.Clock.Advance(TimeSpan.FromMinutes(54));
        await bot.SayAsync(id, "two");
        await server.CallsAsync(1);
        server.TokenRequests.ShouldBe(1);
        bot.Clock.Advance(TimeSpan.FromMinutes(2));
        await bot.SayAsync(id, "three");
        await server.CallsAsync(1);
        server.TokenRequests.ShouldBe(2);
    }

    [Fact]
    public async Task Deliver_PassingTrouble_IsTriedFourTimesWithGrowingPauses()
    {
        var id = await HearAsync();
        server.Then(503);
        server.ThenDrop();
        server.Then(502);
        await bot.SayAsync(id, "one");
        await bot.SayAsync(id, "two");
        var calls = await server.CallsAsync(5);
        calls.Select(call => (string?)call.Body!["text"]).ShouldBe(["one", "one", "one", "one", "two"]);
        var pauses = bot.Clock.Pauses.Where(pause => pause > TimeSpan.Zero && pause < TimeSpan.FromSeconds(60)).ToList();
        pauses.Count.ShouldBe(3);
        (await bot.EntriesAsync(id)).ShouldNotContain(entry => entry.Name() == ConversationDelivery.NotDeliveredName);
    }

    [Fact]
    public async Task Deliver_RetryAfter_IsHonouredWithinItsBound()
    {
        var id = await HearAsync();
        server.Then(429, retryAfter: "7");
        server.Then(503, retryAfter: "9000");
        await bot.SayAsync(id, "one");
        await server.CallsAsync(3);
        bot.Clock.Pauses.ShouldContain(TimeSpan.FromSeconds(7));
        bot.Clock.Pauses.ShouldContain(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Deliver_NoTrySucceeds_IsRecordedAndTheNextGoesOn()
    {
        var id = await HearAsync();
        foreach (var status in (ReadOnlySpan<int>)[503, 503, 503, 503])
        {
            server.Then(status);
        }

        await bot.SayAsync(id, "lost");
        await bot.SayAsync(id, "next");
        (await server.CallsAsync(5)).Select(call => (string?)call.Body!["text"]).ShouldBe(["lost", "lost", "lost", "lost", "next"]);
        var record = await bot.WaitForAsync(id, entry => entry.Name() == ConversationDelivery.NotDeliveredName);
        record.VisibleSeq.ShouldBeNull();
        ((bool)record.Activity()["value"]!["undeliverable"]!).ShouldBeFalse();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(409)]
    [InlineData(413)]
    [InlineData(302)]
    [InlineData(500)]
    public async Task Deliver_Refused_IsNeverTriedAgain(int status)
    {
        var id = await HearAsync();
        server.Then(status);
        await bot.SayAsync(id, "refused");
        await bot.SayAsync(id, "next");
        (await server.CallsAsync(2)).Select(call => (string?)call.Body!["text"]).ShouldBe(["refused", "next"]);
        await bot.WaitForAsync(id, entry => entry.Name() == ConversationDelivery.NotDeliveredName);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task Deliver_ConversationGone_StopsUntilTheCardholderWritesAgain(int status)
    {
        var id = await HearAsync();
        server.Then(status);
        await bot.SayAsync(id, "one");
        var record = await bot.WaitForAsync(id, entry => entry.Name() == ConversationDelivery.NotDeliveredName);
        ((bool)record.Activity()["value"]!["undeliverable"]!).ShouldBeTrue();
        await bot.SayAsync(id, "two");
        await DeliveredAsync(id);
        server.Connector.Count.ShouldBe(1);
        bot.Clock.Advance(TimeSpan.FromMinutes(1));
        await HearAsync("in-2");
        await bot.SayAsync(id, "three");
        await server.CallsAsync(2);
        server.Connector.Select(call => (string?)call.Body!["text"]).ShouldBe(["one", "three"]);
    }

    [Fact]
    public async Task Deliver_OneSlowChannel_HoldsUpNobodyElse()
    {
        var release = new TaskCompletionSource();
        var slow = new List<string>();
        for (var number = 0; number < 4; number++)
        {
            slow.Add(await HearAsync("in-1", $"slow-{number}"));
            server.ThenWaitFor(release.Task);
        }

        // Two of the four may wait for the slow channel at a time; the others wait for them.
        foreach (var id in slow)
        {
            await bot.SayAsync(id, "slow");
        }

        await server.CallsAsync(2);
        var other = BotUnderTest.Message(server, conversation: "other");
        other["serviceUrl"] = server.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        await HearAsync(other);
        server.ThenWaitFor(Task.CompletedTask);
        server.ThenWaitFor(Task.CompletedTask);
        await bot.SayAsync(BotUnderTest.IdOf(other), "quick");
        var calls = await server.CallsAsync(1);
        ((string?)calls[^1].Body!["text"]).ShouldBe("quick");
        release.SetResult();
        await server.CallsAsync(2);
        server.Connector.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData("https://evil.test/", true)]
    [InlineData("http://127.0.0.2:1/", true)]
    [InlineData("{server}", false)]
    [InlineData("{server}@evil.test/", true)]
    public async Task Deliver_ForgedReference_GetsNoToken(string address, bool authenticated)
    {
        var id = await HearAsync();
        var references = bot.Service<ChannelReferences>();
        var reference = (await references.FindAsync(id, CancellationToken.None))!;
        var serviceUrl = address.Replace("{server}", server.Address, StringComparison.Ordinal);
        await references.SaveAsync(id, reference with { ServiceUrl = serviceUrl, Authenticated = authenticated }, CancellationToken.None);
        await bot.SayAsync(id, "secret");
        await DeliveredAsync(id);
        server.Connector.ShouldBeEmpty();
        server.TokenRequests.ShouldBe(0);
    }

    [Fact]
    public async Task Deliver_AfterARestart_GoesOnWhereItWas()
    {
        var id = await HearAsync();
        await bot.SayAsync(id, "one");
        await server.CallsAsync(1);
        await DeliveredAsync(id);
        var again = new ConversationDelivery(
            bot.Log, bot.State, bot.Service<ChannelReferences>(), bot.Service<ConnectorClient>(), Microsoft.Extensions.Options.Options.Create(new ChannelOptions()),
            Microsoft.Extensions.Logging.Abstractions.NullLogger<ConversationDelivery>.Instance);
        await again.DeliverAsync(id, CancellationToken.None);
        again.Dispose();
        server.Connector.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("https://h/base", "c", null, "https://h/base/v3/conversations/c/activities")]
    [InlineData("https://h/base/", "a/b c", "x|1", "https://h/base/v3/conversations/a%2Fb%20c/activities/x%7C1")]
    [InlineData("https://h/", "..", null, null)]
    [InlineData("https://h/", "c", "..", null)]
    public void AddressOf_AnyIds_StaysInItsPath(string serviceUrl, string conversation, string? reply, string? expected)
    {
        var reference = new ChannelReference("x", new JsonObject { ["id"] = conversation }, [], null, serviceUrl, null, true, false, DateTimeOffset.UnixEpoch);
        ConnectorClient.AddressOf(reference, new JsonObject { ["replyToId"] = reply })?.AbsoluteUri.ShouldBe(expected);
        (ConnectorClient.AddressOf(reference, new JsonObject { ["replyToId"] = reply }) is null).ShouldBe(expected is null);
    }

    private async Task<string> HearAsync(string activityId = "in-1", string conversation = "19:meeting@thread|x/y")
    {
        var activity = BotUnderTest.Message(server, id: activityId, conversation: conversation);
        await HearAsync(activity);
        return BotUnderTest.IdOf(activity);
    }

    private async Task HearAsync(JsonObject activity)
    {
        using var response = await bot.PostAsync(activity, server.ChannelToken(("serviceurl", (string)activity["serviceUrl"]!)));
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Waits until everything visible is behind the delivery's mark, so that what was not sent by then is never sent.</summary>
    private async Task DeliveredAsync(string id)
    {
        var last = (await bot.EntriesAsync(id)).Last(entry => entry.VisibleSeq is not null).Seq;
        var ceiling = Stopwatch.StartNew();
        while ((await bot.State.GetAsync("cursor", "channel:" + id, CancellationToken.None) is { } json ? (long)JsonNode.Parse(json)!["Seq"]! : 0) < last)
        {
            ceiling.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20), "the mark did not move");
            await Task.Yield();
        }
    }
}

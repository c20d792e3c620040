using System.Text;
using System.Text.Json.Nodes;
using Cardline.TestKit.History;

namespace Cardline.EndToEnd.Tests.Clients;

/// <summary>Microsoft's own Direct Line client, unmodified, against the built server.</summary>
public sealed class DirectLineClientTests : IAsyncLifetime
{
    private DemoServer _server = null!;

    public async Task InitializeAsync() => _server = await DemoServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("en", "How much is the Platinum annual fee?")]
    [InlineData("zh-Hans", "白金卡年费多少")]
    public async Task Ask_QuestionOfTheDemo_IsAnsweredWithItsSource(string lang, string question)
    {
        var (conversationId, token) = await _server.TokenAsync(lang);
        await using var client = NodeClient.Start(_server.Domain, token);

        await client.SayAsync(question, "first", lang);
        var id = await client.PostedAsync("first");
        var reply = await client.ReplyAsync(id);

        id.ShouldStartWith($"{conversationId}|");
        ((string)reply["text"]!).Replace(",", "", StringComparison.Ordinal).ShouldContain("2000");
        ((string?)reply["from"]!["role"]).ShouldBe("bot");
        ((string?)reply["channelData"]!["cardline"]!["kind"]).ShouldBe("answer");
        ((string?)reply["channelData"]!["cardline"]!["sources"]![0]!["article"]).ShouldBe("fee.annual.platinum");
        ((string?)reply["channelData"]!["cardline"]!["sources"]![0]!["lang"]).ShouldBe(lang);
        var activities = client.Activities;
        activities.Select(activity => (string?)activity["text"]).ShouldContain(question);
        IndexOf(activities, id).ShouldBeLessThan(IndexOf(activities, (string)reply["id"]!), "the echo comes before the reply");
        activities.ShouldNotContain(activity => (string?)activity["name"] == "cardline.turn" || (string?)activity["name"] == "handoff.initiate");
    }

    [Fact]
    public async Task Reconnect_ServerKilledAndStartedAgain_NothingLostNothingTwiceInOrder()
    {
        var (conversationId, token) = await _server.TokenAsync("en");
        await using var client = NodeClient.Start(_server.Domain, token);
        await client.SayAsync("How much is the Platinum annual fee?", "before");
        await client.ReplyAsync(await client.PostedAsync("before"));

        await _server.Process.KillAsync();
        await client.SayAsync("How do I freeze my card?", "while-down");
        (await client.PostedAsync("while-down")).ShouldBe("retry");
        await _server.Process.StartAgainAsync();

        // The client says "retry" and leaves it to its caller; the same client id must be harmless whatever became of the first try.
        await client.SayAsync("How do I freeze my card?", "while-down-again");
        await client.ReplyAsync(await client.PostedAsync("while-down-again"));
        await client.SayAsync("How much is the Platinum annual fee?", "after");
        await client.ReplyAsync(await client.PostedAsync("after"));

        var stored = LogFile.Read(_server.Process.LogFile);
        var received = new ReceivedStream(conversationId, [.. client.Activities.Select(activity => (string)activity["id"]!)]);
        HistoryChecker.Check(new RunHistory(stored, [], [received])).ShouldBeEmpty();
        client.Events.ShouldNotContain(line => (string?)line["event"] == "ended");
    }

    [Fact]
    public async Task Replay_WhileMoreIsSaid_ComesInOrder()
    {
        // The client gives the activities of one set out a timer tick apart and those of the next set in between, so sets of several came in disorder.
        var (conversationId, token) = await _server.TokenAsync("en");
        await using (var before = NodeClient.Start(_server.Domain, token))
        {
            for (var question = 0; question < 12; question++)
            {
                await before.SayAsync("How much is the Platinum annual fee?", $"before-{question}");
                await before.ReplyAsync(await before.PostedAsync($"before-{question}"));
            }
        }

        await using var client = NodeClient.Start(_server.Domain, token);
        await client.WaitAsync("the first of the replay", line => (string?)line["event"] == "activity");
        await client.SayAsync("How do I freeze my card?", "after");
        await client.ReplyAsync(await client.PostedAsync("after"));

        var received = new ReceivedStream(conversationId, [.. client.Activities.Select(activity => (string)activity["id"]!)]);
        HistoryChecker.Check(new RunHistory(LogFile.Read(_server.Process.LogFile), [], [received])).ShouldBeEmpty();
    }

    [Fact]
    public async Task Upload_TextFile_IsEchoedOnceWithAnAddressThatGivesItsBytes()
    {
        var (conversationId, token) = await _server.TokenAsync("en");
        await using var client = NodeClient.Start(_server.Domain, token);
        await client.WaitAsync("to be online", line => (string?)line["status"] == "Online");

        await client.OrderAsync(Upload("text/plain", "statement.txt", Encoding.UTF8.GetBytes("a line of a statement")));
        var id = await client.PostedAsync("file");
        id.ShouldNotBe("retry", _server.Process.Output);
        await client.WaitAsync("the echo", line => (string?)line["event"] == "activity" && (string?)line["activity"]!["id"] == id);

        var echo = client.Activities.Single(activity => (string?)activity["id"] == id);
        ((string?)echo["attachments"]![0]!["name"]).ShouldBe("statement.txt");
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(_server.Address, (string)echo["attachments"]![0]!["contentUrl"]!));
        (await answer.Content.ReadAsStringAsync()).ShouldBe("a line of a statement");
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        LogFile.Read(_server.Process.LogFile).Count(entry => entry.ConversationId == conversationId && entry.Activity["attachments"] is JsonArray { Count: > 0 }).ShouldBe(1);
    }

    [Fact]
    public async Task Refresh_FreshToken_IsUsableForTheSameConversation()
    {
        var (conversationId, token) = await _server.TokenAsync("en");
        await using var client = NodeClient.Start(_server.Domain, token);
        await client.WaitAsync("to be online", line => (string?)line["status"] == "Online");

        await client.OrderAsync(new JsonObject { ["do"] = "refresh", ["tag"] = "fresh" });
        ((string?)(await client.WaitAsync("a fresh token", line => (string?)line["tag"] == "fresh"))["event"]).ShouldBe("refreshed");
        await client.SayAsync("How much is the Platinum annual fee?", "after");
        var id = await client.PostedAsync("after");

        id.ShouldStartWith($"{conversationId}|");
        await client.ReplyAsync(id);
    }

    private static JsonObject Upload(string contentType, string name, byte[] bytes) => new()
    {
        ["do"] = "upload",
        ["tag"] = "file",
        ["name"] = name,
        ["contentType"] = contentType,
        ["base64"] = Convert.ToBase64String(bytes),
        ["activity"] = new JsonObject { ["type"] = "message", ["text"] = "see the file", ["from"] = new JsonObject { ["id"] = "cardholder", ["role"] = "user" } },
    };

    private static int IndexOf(IReadOnlyList<JsonObject> activities, string id) =>
        activities.Select((activity, index) => (activity, index)).First(pair => (string?)pair.activity["id"] == id).index;
}

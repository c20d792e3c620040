using System.Net;
using System.Net.Sockets;
using Cardline.Bot.Model;
using Cardline.Bot.Model.Guard;
using Cardline.TestKit.Model;
using Microsoft.AspNetCore.Http;

namespace Cardline.Bot.Tests.Model;

/// <summary>What becomes of every kind of answer. Nothing of the endpoint ever throws.</summary>
public sealed class GuardedModelTests
{
    [Fact]
    public async Task Ask_AGoodReply_GivesItsWordsTrimmedAndThePromptsName()
    {
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Says(" How much", " is Gold? \n"));
        using var bench = new Bench(endpoint.Address);

        (await bench.AskAsync()).ShouldBe(new ModelReply("How much is Gold?", FixedPrompts.Name));

        var call = endpoint.Calls.ShouldHaveSingleItem();
        call.Path.ShouldBe("/v1/chat/completions");
        call.Authorization.ShouldBe("Bearer k-1");
        call.Body["model"]!.GetValue<string>().ShouldBe("chat-1");
        call.Body["max_completion_tokens"]!.GetValue<int>().ShouldBe(100);
        call.Body["messages"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Ask_UseSwitchedOff_AsksNobody()
    {
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Says("words"));
        using var bench = new Bench(endpoint.Address, options => options.Uses.Rewrite = false);

        bench.Model.Offers(ModelUse.Rewrite).ShouldBeFalse();
        bench.Model.Offers(ModelUse.Compose).ShouldBeTrue();
        (await bench.AskAsync()).ShouldBeNull();
        endpoint.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Ask_PromptCannotBeFilledIn_AsksNobodyAndDoesNotThrow()
    {
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Says("words"));
        using var bench = new Bench(endpoint.Address);
        bench.Prompts.Throws = true;

        (await bench.AskAsync()).ShouldBeNull();
        endpoint.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Ask_EveryUse_OffersNoTools()
    {
        await using var server = ModelServer.Start(new ModelServerOptions { Key = "k-1" });
        using var bench = new Bench(server.Address, options => options.Chat = FakeModel.Chat);
        foreach (var use in Enum.GetValues<ModelUse>())
        {
            var ask = new ModelAsk(use, Bench.Conversation, new Dictionary<string, object?>());
            (await bench.Model.AskAsync(ask, default)).ShouldNotBeNull();
            await foreach (var piece in bench.Model.StreamAsync(ask, default))
            {
                piece.Prompt.ShouldBe(FixedPrompts.Name);
            }
        }

        server.Requests.Count.ShouldBe(2 * Enum.GetValues<ModelUse>().Length);
        server.Requests.ShouldAllBe(request => request.ToolNames.Count == 0);
        server.Requests.SelectMany(request => request.Body.EnumerateObject()).Select(field => field.Name).ShouldNotContain(name => name.StartsWith("tool") || name.StartsWith("function"));
    }

    public static TheoryData<string, string> Unusable() => new()
    {
        { "empty", "empty" }, { "blank", "empty" }, { "invisible", "empty" }, { "length", "length" }, { "filter", "content_filter" }, { "filtered prompt", "content_filter" },
        { "tool", "tool_call" }, { "declined", "declined" }, { "key", "key_refused" }, { "model", "no_such_model" }, { "page", "not_the_api" }, { "not found page", "not_the_api" },
        { "redirect", "not_the_api" }, { "garbage", "not_the_api" }, { "json", "not_the_api" }, { "half", "not_the_api" }, { "long prompt", "context_length" }, { "bad request", "refused" },
        { "no quota", "rate_limited" }, { "error in the stream", "not_the_api" }, { "endless", "too_long" },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task Ask_AnUnusableAnswer_GivesNothingAtOnceAndNamesTheCause(string answer, string cause)
    {
        using var causes = new Causes();
        await using var endpoint = await Endpoint.StartAsync(Answer(answer), Endpoint.Says("a second try that nobody wants"));
        var model = $"m-{Guid.NewGuid():N}";
        using var bench = new Bench(endpoint.Address, options => options.Chat = model);

        (await bench.AskAsync()).ShouldBeNull();

        endpoint.Calls.Count.ShouldBe(1);
        var ended = causes.Seen.Where(seen => seen.Name is "gen_ai.client.operation.duration" && seen.Tags.Any(tag => model.Equals(tag.Value))).ShouldHaveSingleItem();
        ended.Tags.ShouldContain(new KeyValuePair<string, object?>("error.type", cause));
    }

    [Theory]
    [InlineData("500")]
    [InlineData("503")]
    [InlineData("408")]
    [InlineData("429")]
    [InlineData("429 after 0")]
    [InlineData("429 after 20 ms")]
    [InlineData("reset")]
    public async Task Ask_ATroubleThatPasses_TriesAgain(string trouble)
    {
        await using var endpoint = await Endpoint.StartAsync(Answer(trouble), Endpoint.Says("good"));
        using var bench = new Bench(endpoint.Address, options => options.StallMilliseconds = 30_000);

        (await bench.AskAsync())!.Text.ShouldBe("good");
        endpoint.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Ask_RetryAfterLongerThanTheBudget_GivesUpAtOnce()
    {
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Refuses(429, "rate_limit_exceeded", ("Retry-After", "7")), Endpoint.Says("good"));
        using var bench = new Bench(endpoint.Address, clock: new SteppedClock());

        // The clock stands still, so waiting would never end.
        (await bench.AskAsync()).ShouldBeNull();
        endpoint.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Ask_RetryAfterAsADate_IsUnderstood()
    {
        var clock = new SteppedClock();
        var date = clock.GetUtcNow().AddSeconds(90).ToString("R");
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Refuses(503, null, ("Retry-After", date)), Endpoint.Says("good"));
        using var bench = new Bench(endpoint.Address, clock: clock);

        (await bench.AskAsync()).ShouldBeNull();
        endpoint.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Ask_TroubleThatStays_IsTriedThreeTimesAndNoMore()
    {
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Refuses(500, null, ("retry-after-ms", "1")));
        using var bench = new Bench(endpoint.Address, options => options.StallMilliseconds = 30_000);

        (await bench.AskAsync()).ShouldBeNull();
        endpoint.Calls.Count.ShouldBe(Tries.TriesMax);
    }

    [Fact]
    public async Task Ask_ManyCallsInTrouble_RepeatOnlyWhatTheRetryBudgetAllows()
    {
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Refuses(500, null, ("retry-after-ms", "1")));
        using var bench = new Bench(endpoint.Address, options => options.StallMilliseconds = 30_000);
        for (var i = 0; i < 3; i++)
        {
            await bench.AskAsync();
        }

        endpoint.Calls.Count.ShouldBe(3 + RetryBudget.SavedMax);
    }

    [Fact]
    public async Task Ask_NobodyListens_GivesNothing()
    {
        using var bench = new Bench(new Uri($"http://127.0.0.1:{FreePort()}/v1"));
        (await bench.AskAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Ask_CallerLeaves_Throws()
    {
        await using var endpoint = await Endpoint.StartAsync();
        endpoint.Then(endpoint.Silence());
        using var bench = new Bench(endpoint.Address, clock: new SteppedClock());
        using var leaving = new CancellationTokenSource();
        var asking = bench.AskAsync(cancel: leaving.Token);
        await endpoint.ArrivedAsync(1);
        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asking);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Func<HttpContext, Task> Answer(string kind) => kind switch
    {
        "empty" => Endpoint.Says(),
        "blank" => Endpoint.Says("  ", "\n"),
        "invisible" => Endpoint.Says("\u200b\u2060"),
        "length" => Endpoint.SaysAndEnds("length", (1, 1), "The fee is"),
        "filter" => Endpoint.SaysAndEnds("content_filter", null, "The fee"),
        "filtered prompt" => Endpoint.Refuses(400, "content_filter"),
        "tool" => Endpoint.Streams(
            Endpoint.Chunk(new() { ["tool_calls"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["index"] = 0, ["id"] = "t1", ["type"] = "function", ["function"] = new System.Text.Json.Nodes.JsonObject { ["name"] = "refund", ["arguments"] = "{}" } }) }),
            Endpoint.Chunk([], "tool_calls")),
        "declined" => Endpoint.Streams(Endpoint.Chunk(new() { ["refusal"] = "I cannot help with that." }), Endpoint.Chunk([], "stop")),
        "key" => Endpoint.Refuses(401, "invalid_api_key"),
        "model" => Endpoint.Refuses(404, "model_not_found"),
        "page" => Endpoint.Answers("<html>Sign in</html>", "text/html"),
        "not found page" => Endpoint.Answers("<html>Not found</html>", "text/html", 404),
        "redirect" => http =>
        {
            http.Response.Redirect("http://127.0.0.1:9/elsewhere");
            return Task.CompletedTask;
        },
        "garbage" => Endpoint.Answers("data: {{{{ not json\n\n", "text/event-stream"),
        "json" => Endpoint.Answers("""{"hello":1}"""),
        "half" => Endpoint.Streams(Endpoint.Chunk(new() { ["content"] = "The fee is" })),
        "long prompt" => Endpoint.Refuses(400, "context_length_exceeded"),
        "bad request" => Endpoint.Refuses(400, "unsupported_value"),
        "no quota" => Endpoint.Refuses(429, "insufficient_quota"),
        "error in the stream" => Endpoint.Answers("data: {\"error\":{\"message\":\"overloaded\",\"code\":500}}\n\n", "text/event-stream"),
        "endless" => Endpoint.Says(new string('a', ReplyWatch.ReplyCharsMax), "b"),
        "429 after 0" => Endpoint.Refuses(429, "rate_limit_exceeded", ("Retry-After", "0")),
        "429 after 20 ms" => Endpoint.Refuses(429, "rate_limit_exceeded", ("retry-after-ms", "20")),
        "reset" => Endpoint.Breaks(),
        var status => Endpoint.Refuses(int.Parse(status)),
    };
}

using System.Text.Json.Nodes;
using Cardline.Bot.Model.Client;
using Microsoft.Extensions.AI;

namespace Cardline.Bot.Tests.Model;

/// <summary>What goes over the socket in both directions.</summary>
public sealed class OpenAIChatTests
{
    private static readonly AIFunction Fee = AIFunctionFactory.Create((string card) => $"fee of {card}", "fee", "Tells a fee.");

    [Fact]
    public async Task GetResponse_EveryRoleAndContent_IsSentAsTheApiWantsIt()
    {
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Says("done"));
        using var bench = new Bench(endpoint.Address);
        List<ChatMessage> messages =
        [
            new(ChatRole.System, "rules"),
            new(new ChatRole("developer"), "more rules"),
            new(ChatRole.User, [new TextContent("one "), new TextContent("two")]),
            new(ChatRole.Assistant, [new TextContent("I look."), new FunctionCallContent("t1", "fee", new Dictionary<string, object?> { ["card"] = "gold" })]),
            new(ChatRole.Tool, [new FunctionResultContent("t1", new { fee = 10 })]),
        ];
        var response = await bench.Client.GetResponseAsync(messages, new ChatOptions
        {
            Instructions = "first",
            Temperature = 0,
            StopSequences = ["END"],
            Tools = [Fee],
            ToolMode = ChatToolMode.RequireSpecific("fee"),
            ResponseFormat = ChatResponseFormat.Json,
        });

        response.Text.ShouldBe("done");
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
        response.ModelId.ShouldBe("m-1");
        response.Usage!.InputTokenCount.ShouldBe(11);
        response.Usage.OutputTokenCount.ShouldBe(7);
        var body = endpoint.Calls.Single().Body;
        var sent = body["messages"]!.AsArray();
        sent.Select(message => message!["role"]!.GetValue<string>()).ShouldBe(["system", "system", "system", "user", "assistant", "tool"]);
        sent[4]!["tool_calls"]![0]!["function"]!["arguments"]!.GetValue<string>().ShouldBe("""{"card":"gold"}""");
        sent[5]!["tool_call_id"]!.GetValue<string>().ShouldBe("t1");
        sent[5]!["content"]!.ToJsonString().ShouldContain("10");
        body["tools"]![0]!["function"]!["name"]!.GetValue<string>().ShouldBe("fee");
        body["tool_choice"]!["function"]!["name"]!.GetValue<string>().ShouldBe("fee");
        body["response_format"]!["type"]!.GetValue<string>().ShouldBe("json_object");
        body["stop"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task GetStreamingResponse_AFunctionCallInPieces_ComesWhole()
    {
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Streams(
            Endpoint.Chunk(Piece("t1", "fee", "{\"car")),
            Endpoint.Chunk(Piece(null, null, "d\":\"gold\"}")),
            Endpoint.Chunk([], "tool_calls")));
        using var bench = new Bench(endpoint.Address);
        var response = await bench.Client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "?")], new ChatOptions { Tools = [Fee] }).ToChatResponseAsync();

        var call = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ShouldHaveSingleItem();
        (call.CallId, call.Name).ShouldBe(("t1", "fee"));
        call.Arguments!["card"]!.ToString().ShouldBe("gold");
        response.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
    }

    [Fact]
    public async Task GetResponse_ServerInTrouble_IsNotRepeatedByThePackage()
    {
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Refuses(500), Endpoint.Says("good"));
        using var bench = new Bench(endpoint.Address);
        await Should.ThrowAsync<System.ClientModel.ClientResultException>(() => bench.Client.GetResponseAsync([new ChatMessage(ChatRole.User, "?")]));
        endpoint.Calls.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Get_AModelThatTakesNoTemperature_IsAskedWithoutFromThenOn(bool streamed)
    {
        await using var endpoint = await Endpoint.StartAsync(
            Endpoint.Answers("""{"error":{"message":"no","type":"invalid_request_error","param":"temperature","code":"unsupported_value"}}""", status: 400), Endpoint.Says("good"));
        using var bench = new Bench(endpoint.Address);
        var options = new ChatOptions { Temperature = 0, TopP = 0.5f };
        for (var i = 0; i < 2; i++)
        {
            ChatMessage[] question = [new(ChatRole.User, "?")];
            var response = streamed ? await bench.Client.GetStreamingResponseAsync(question, options).ToChatResponseAsync() : await bench.Client.GetResponseAsync(question, options);
            response.Text.ShouldBe("good");
        }

        options.Temperature.ShouldBe(0);
        endpoint.Calls.Select(call => call.Body.ContainsKey("temperature")).ShouldBe([true, false, false]);
        endpoint.Calls.ShouldAllBe(call => call.Body.ContainsKey("top_p"));
    }

    [Fact]
    public async Task GetResponse_ARefusalOfAFieldThatWasNotSent_IsNotRepeated()
    {
        await using var endpoint = await Endpoint.StartAsync(
            Endpoint.Answers("""{"error":{"message":"no","type":"invalid_request_error","param":"seed","code":"unsupported_parameter"}}""", status: 400), Endpoint.Says("good"));
        using var bench = new Bench(endpoint.Address);
        await Should.ThrowAsync<System.ClientModel.ClientResultException>(() => bench.Client.GetResponseAsync([new ChatMessage(ChatRole.User, "?")], new ChatOptions { Temperature = 0 }));
        endpoint.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task GetResponse_ARedirect_TakesTheKeyNowhere()
    {
        await using var elsewhere = await Endpoint.StartAsync(Endpoint.Says("stolen"));
        await using var endpoint = await Endpoint.StartAsync(http =>
        {
            http.Response.StatusCode = 307;
            http.Response.Headers.Location = new Uri(elsewhere.Address, "chat/completions").ToString();
            return Task.CompletedTask;
        });
        using var bench = new Bench(endpoint.Address);
        (await Should.ThrowAsync<ModelApiException>(() => bench.Client.GetResponseAsync([new ChatMessage(ChatRole.User, "?")]))).Kind.ShouldBe(NotApi.Redirect);
        elsewhere.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task GetResponse_NoKey_SendsNone()
    {
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Says("good"));
        using var bench = new Bench(endpoint.Address, options => options.Key = null);
        (await bench.Client.GetResponseAsync([new ChatMessage(ChatRole.User, "?")])).Text.ShouldBe("good");
        endpoint.Calls.Single().Authorization.ShouldBeNull();
    }

    [Fact]
    public async Task GetResponse_ContentThatCannotBeSent_ThrowsAndSendsNothing()
    {
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Says("good"));
        using var bench = new Bench(endpoint.Address);
        await Should.ThrowAsync<NotSupportedException>(() => bench.Client.GetResponseAsync([new ChatMessage(ChatRole.User, [new UriContent("http://example.org/a.png", "image/png")])]));
        endpoint.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void GetService_Metadata_NamesProviderAddressAndModel()
    {
        using var bench = new Bench(new Uri("https://name.openai.azure.com/openai/v1/"));
        var metadata = (ChatClientMetadata)bench.Client.GetService(typeof(ChatClientMetadata))!;
        (metadata.ProviderName, metadata.DefaultModelId).ShouldBe(("azure.ai.openai", "chat-1"));
    }

    private static JsonObject Piece(string? id, string? name, string arguments) => new()
    {
        ["tool_calls"] = new JsonArray(new JsonObject
        {
            ["index"] = 0, ["id"] = id, ["type"] = "function", ["function"] = new JsonObject { ["name"] = name, ["arguments"] = arguments },
        }),
    };
}

using System.ClientModel;
using System.ClientModel.Primitives;
using Cardline.TestKit.Model;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Models;

namespace Cardline.Bot.Tests.Model;

/// <summary>The scripted model server is what the unmodified .NET client takes for the real API.</summary>
public sealed class ModelServerTests : IAsyncDisposable
{
    private const string Key = "key-of-the-tests";
    private readonly ModelServer _server = ModelServer.Start();

    public async ValueTask DisposeAsync()
    {
        _server.Fault.ShouldBeNull();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Complete_Words_AreReadWithTheirCounts()
    {
        _server.Chat = _ => ModelAnswer.Text("Twelve, 十二");

        var reply = (await Chat().CompleteChatAsync([new SystemChatMessage("be brief"), new UserChatMessage("how many?")], new ChatCompletionOptions { Temperature = 0.1f, MaxOutputTokenCount = 40 })).Value;

        reply.Content[0].Text.ShouldBe("Twelve, 十二");
        reply.FinishReason.ShouldBe(ChatFinishReason.Stop);
        reply.Usage.TotalTokenCount.ShouldBe(reply.Usage.InputTokenCount + reply.Usage.OutputTokenCount);
        var request = _server.Requests.ShouldHaveSingleItem();
        request.Messages.Select(message => (message.Role, message.Text)).ShouldBe([("system", "be brief"), ("user", "how many?")]);
        request.Headers["Authorization"].ShouldBe("Bearer " + Key);
        (request.Status, request.Refusal, request.Streamed, request.Model).ShouldBe((200, null, false, FakeModel.Chat));
    }

    [Fact]
    public async Task Stream_Words_ComeInPiecesWithTheCountsAtTheEnd()
    {
        _server.Chat = _ => ModelAnswer.Text("one two three 四五");

        var updates = await Chat().CompleteChatStreamingAsync([new UserChatMessage("count")]).ToListAsync();

        updates[0].Role.ShouldBe(ChatMessageRole.Assistant);
        updates.SelectMany(update => update.ContentUpdate).Select(part => part.Text).Where(text => text.Length > 0).ShouldBe(["one", " two", " three", " 四", "五"]);
        updates.Single(update => update.FinishReason is not null).FinishReason.ShouldBe(ChatFinishReason.Stop);
        updates[^1].Usage.OutputTokenCount.ShouldBe(5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tools_Call_IsReadAndItsAnswerTaken(bool streamed)
    {
        _server.Chat = request => request.Messages[^1].Role == "tool" ? ModelAnswer.Text("It is " + request.Messages[^1].Text) : ModelAnswer.ToolCalls(new ModelToolCall("weather", "{\"city\":\"上海\"}", "call_7"));
        var options = new ChatCompletionOptions { Tools = { ChatTool.CreateFunctionTool("weather", "the weather", BinaryData.FromString("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}")) } };
        List<ChatMessage> messages = [new UserChatMessage("weather?")];

        if (streamed)
        {
            var calls = (await Chat().CompleteChatStreamingAsync(messages, options).ToListAsync()).SelectMany(update => update.ToolCallUpdates).ToList();
            calls[0].ToolCallId.ShouldBe("call_7");
            calls.ShouldAllBe(call => call.Index == 0);
            string.Concat(calls.Select(call => call.FunctionArgumentsUpdate?.ToString())).ShouldBe("{\"city\":\"上海\"}");
            return;
        }

        var first = (await Chat().CompleteChatAsync(messages, options)).Value;
        first.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        messages.AddRange([new AssistantChatMessage(first), new ToolChatMessage(first.ToolCalls[0].Id, "sunny")]);
        (await Chat().CompleteChatAsync(messages, options)).Value.Content[0].Text.ShouldBe("It is sunny");
    }

    [Fact]
    public async Task Embeddings_SeveralInputs_AreNearWhenTheirWordsAre()
    {
        var client = new EmbeddingClient(FakeModel.Embedding, new ApiKeyCredential(Key), Options(_server.Address));

        var vectors = (await client.GenerateEmbeddingsAsync(["白金卡年费是多少", "白金卡的年费要交多少", "手机银行登录不上", "白金卡年费是多少"], new EmbeddingGenerationOptions { Dimensions = 512 })).Value.Select(one => one.ToFloats().ToArray()).ToList();

        vectors.ShouldAllBe(vector => vector.Length == 512);
        vectors[3].ShouldBe(vectors[0]);
        WordVectors.Nearness(vectors[0], vectors[0]).ShouldBe(1, 1e-5);
        WordVectors.Nearness(vectors[0], vectors[1]).ShouldBeGreaterThan(WordVectors.Nearness(vectors[0], vectors[2]) + 0.3);
        _server.Requests[^1].Body.GetProperty("encoding_format").GetString().ShouldBe("base64");
    }

    [Fact]
    public async Task Models_ListAndOne_AreRead()
    {
        var client = new OpenAIModelClient(new ApiKeyCredential(Key), Options(_server.Address));

        (await client.GetModelsAsync()).Value.Select(model => model.Id).ShouldBe(FakeModel.Usual.Select(model => model.Id));
        (await client.GetModelAsync(FakeModel.Chat)).Value.Id.ShouldBe(FakeModel.Chat);
        (await Should.ThrowAsync<ClientResultException>(() => client.GetModelAsync("gone"))).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData(400, "context_length_exceeded")]
    [InlineData(403, "unsupported_country_region_territory")]
    [InlineData(404, "model_not_found")]
    [InlineData(413, null)]
    [InlineData(429, "rate_limit_exceeded")]
    [InlineData(429, "insufficient_quota")]
    [InlineData(500, null)]
    [InlineData(503, null)]
    public async Task Error_Scripted_IsReadWithItsCode(int status, string? code)
    {
        _server.Chat = _ => ModelAnswer.Error(status, code);

        var error = await Should.ThrowAsync<ClientResultException>(() => Chat().CompleteChatAsync([new UserChatMessage("hi")]));

        error.Status.ShouldBe(status);
        if (code is not null)
        {
            error.GetRawResponse()!.Content.ToString().ShouldContain($"\"code\":\"{code}\"");
        }

        error.GetRawResponse()!.Headers.TryGetValue("Retry-After", out var wait).ShouldBe(code == "rate_limit_exceeded");
        wait.ShouldBe(code == "rate_limit_exceeded" ? "1" : null);
        _server.RequestsTotal.ShouldBe(1, "this client was told not to try again");
    }

    [Fact]
    public async Task Key_Wrong_IsRefusedAndNoHandlerAsked()
    {
        _server.Chat = _ => throw new InvalidOperationException("must not be asked");

        var error = await Should.ThrowAsync<ClientResultException>(() => new ChatClient(FakeModel.Chat, new ApiKeyCredential("another"), Options(_server.Address)).CompleteChatAsync([new UserChatMessage("hi")]));

        error.Status.ShouldBe(401);
        _server.Requests[^1].Refusal.ShouldBe("invalid_api_key");
    }

    [Fact]
    public async Task Azure_FilteredPromptAndReply_AreReadAsTheyAre()
    {
        _server.Chat = _ => ModelAnswer.FilteredPrompt();
        var refused = await Should.ThrowAsync<ClientResultException>(() => Chat(_server.AzureAddress).CompleteChatAsync([new UserChatMessage("hi")]));
        refused.Status.ShouldBe(400);
        refused.GetRawResponse()!.Content.ToString().ShouldContain("ResponsibleAIPolicyViolation");

        _server.Chat = _ => ModelAnswer.FilteredReply("The beginning");
        (await Chat(_server.AzureAddress).CompleteChatAsync([new UserChatMessage("hi")])).Value.FinishReason.ShouldBe(ChatFinishReason.ContentFilter);
        var updates = await Chat(_server.AzureAddress).CompleteChatStreamingAsync([new UserChatMessage("hi")]).ToListAsync();
        string.Concat(updates.SelectMany(update => update.ContentUpdate).Select(part => part.Text)).ShouldBe("The beginning");
        updates.ShouldContain(update => update.FinishReason == ChatFinishReason.ContentFilter);
    }

    [Fact]
    public async Task HalfResponse_Whole_ThrowsInsteadOfHalfAnAnswer()
    {
        _server.Chat = _ => ModelAnswer.HalfResponse("one two three four");

        await Should.ThrowAsync<Exception>(() => Chat().CompleteChatAsync([new UserChatMessage("hi")]));
    }

    [Fact]
    public async Task HalfResponse_Streamed_GivesTheFirstHalfAndThrows()
    {
        _server.Chat = _ => ModelAnswer.HalfResponse("one two three four");
        var words = new List<string>();

        await Should.ThrowAsync<Exception>(async () =>
        {
            await foreach (var update in Chat().CompleteChatStreamingAsync([new UserChatMessage("hi")]))
            {
                words.AddRange(update.ContentUpdate.Select(part => part.Text).Where(text => text.Length > 0));
            }
        });

        words.Count.ShouldBeLessThan(4);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stall_ClientGivesUp_IsSeenAsHungUp(bool beforeBytes)
    {
        _server.Chat = _ => beforeBytes ? ModelAnswer.Stall() : ModelAnswer.Stall("one two three", 1);
        using var enough = new CancellationTokenSource();

        var asking = Chat().CompleteChatStreamingAsync([new UserChatMessage("hi")], cancellationToken: enough.Token).ToListAsync();
        await Cardline.TestKit.Waiting.UntilAsync("the request", () => Task.FromResult(_server.OpenNow == 1));
        asking.IsCompleted.ShouldBeFalse();
        await enough.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asking.AsTask());
        await Cardline.TestKit.Waiting.UntilAsync("the end of the request", () => Task.FromResult(_server.OpenNow == 0));
        _server.Requests.ShouldHaveSingleItem().HungUp.ShouldBeTrue();
    }

    [Fact]
    public async Task HangUp_ByTheScript_IsNotTheClientLeaving()
    {
        foreach (var answer in new[] { ModelAnswer.HangUp(), ModelAnswer.HalfResponse("one two three four") })
        {
            _server.Chat = _ => answer;

            await Should.ThrowAsync<Exception>(() => Chat().CompleteChatAsync([new UserChatMessage("hi")]));
            await Cardline.TestKit.Waiting.UntilAsync("the end of the request", () => Task.FromResult(_server.OpenNow == 0));
        }

        _server.Requests.Count.ShouldBe(2);
        _server.Requests.ShouldAllBe(request => !request.HungUp);
    }

    [Fact]
    public async Task Empty_Loop_Refusal_AreReadAsTheyAre()
    {
        _server.Chat = _ => ModelAnswer.Empty();
        string.Concat((await Chat().CompleteChatAsync([new UserChatMessage("hi")])).Value.Content.Select(part => part.Text)).ShouldBeEmpty();

        _server.Chat = _ => ModelAnswer.Loop("again");
        var looped = (await Chat().CompleteChatAsync([new UserChatMessage("hi")], new ChatCompletionOptions { MaxOutputTokenCount = 7 })).Value;
        (looped.Content[0].Text.Trim(), looped.FinishReason).ShouldBe((string.Join(' ', Enumerable.Repeat("again", 7)), ChatFinishReason.Length));

        _server.Chat = _ => ModelAnswer.Refusal("I cannot");
        var refused = (await Chat().CompleteChatAsync([new UserChatMessage("hi")])).Value;
        (refused.Refusal, refused.Content.Count).ShouldBe(("I cannot", 0));
    }

    [Fact]
    public async Task Script_Throws_IsAnswered500AndKept()
    {
        await using var server = ModelServer.Start(_ => throw new InvalidOperationException("no such scene"));

        var error = await Should.ThrowAsync<ClientResultException>(() => Chat(server.Address).CompleteChatAsync([new UserChatMessage("hi")]));

        (error.Status, server.Fault!.Message).ShouldBe((500, "no such scene"));
        error.Message.ShouldContain("no such scene");
    }

    [Fact]
    public async Task Trouble_GarbageHtmlEmptyBody_IsNoAnswer()
    {
        foreach (var answer in new[] { ModelAnswer.Garbage(), ModelAnswer.WrongContentType(), ModelAnswer.EmptyBody(), ModelAnswer.HangUp() })
        {
            _server.Chat = _ => answer;

            await Should.ThrowAsync<Exception>(async () => (await Chat().CompleteChatAsync([new UserChatMessage("hi")])).Value.Content[0].Text.ShouldBeNull());
        }
    }

    private ChatClient Chat(Uri? address = null) => new(FakeModel.Chat, new ApiKeyCredential(Key), Options(address ?? _server.Address));

    private static OpenAIClientOptions Options(Uri address) => new() { Endpoint = address, RetryPolicy = new ClientRetryPolicy(maxRetries: 0) };
}

using System.ClientModel;
using System.ClientModel.Primitives;
using Cardline.TestKit;
using Cardline.TestKit.Model;
using OpenAI;
using OpenAI.Chat;

namespace Cardline.Bot.Tests.Model;

/// <summary>
/// Streams that end badly, and several requests at once, as the unmodified .NET client meets them. It takes an error event, a page of HTML and an end without a
/// word for the end of a stream and throws nothing: only the finish reason says whether a reply is whole.
/// </summary>
public sealed class ModelServerTroubleTests : IAsyncDisposable
{
    private readonly ModelServer _server = ModelServer.Start();

    public async ValueTask DisposeAsync()
    {
        _server.Fault.ShouldBeNull();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task ErrorInStream_AfterTwoTokens_ComesToNoEnd()
    {
        _server.Chat = _ => ModelAnswer.ErrorInStream("one two three", 2);

        (await ReadAsync()).ShouldBe(("one two", null, Noticed: false));
        (await Should.ThrowAsync<ClientResultException>(() => Chat().CompleteChatAsync([new UserChatMessage("hi")]))).Status.ShouldBe(500);
    }

    [Fact]
    public async Task Unended_AllWords_ComesToNoEnd()
    {
        _server.Chat = _ => ModelAnswer.Unended("one two three");

        (await ReadAsync()).ShouldBe(("one two three", null, Noticed: false));
    }

    [Fact]
    public async Task NothingOfUse_Streamed_SaysNothing()
    {
        foreach (var answer in new[] { ModelAnswer.NoChoices(), ModelAnswer.WrongContentType(), ModelAnswer.EmptyBody() })
        {
            _server.Chat = _ => answer;

            (await ReadAsync()).ShouldBe(("", null, Noticed: false));
        }
    }

    [Fact]
    public async Task Broken_Streamed_IsNoticed()
    {
        foreach (var answer in new[] { ModelAnswer.Garbage(), ModelAnswer.HangUp() })
        {
            _server.Chat = _ => answer;

            (await ReadAsync()).ShouldBe(("", null, Noticed: true));
        }
    }

    [Fact]
    public async Task InTurn_ThreeAnswers_GivesEachOnceAndTheLastFromThenOn()
    {
        _server.Chat = ModelAnswer.InTurn(ModelAnswer.Error(429), ModelAnswer.Text("second"), ModelAnswer.Text("last"));

        (await Should.ThrowAsync<ClientResultException>(() => Chat().CompleteChatAsync([new UserChatMessage("hi")]))).Status.ShouldBe(429);
        (await ReadAsync()).Words.ShouldBe("second");
        (await ReadAsync()).Words.ShouldBe("last");
        (await ReadAsync()).Words.ShouldBe("last");
    }

    [Fact]
    public async Task OpenMost_ThreeAtOnce_IsThree()
    {
        using var enough = new CancellationTokenSource();
        _server.Chat = _ => ModelAnswer.Stall();
        var asking = Enumerable.Range(0, 3).Select(_ => Chat().CompleteChatAsync([new UserChatMessage("hi")], cancellationToken: enough.Token)).ToList();
        await Waiting.UntilAsync("all three", () => Task.FromResult(_server.OpenNow == 3));

        await enough.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Task.WhenAll(asking));
        await Waiting.UntilAsync("their end", () => Task.FromResult(_server.OpenNow == 0));

        _server.OpenMost.ShouldBe(3);
        _server.Requests.ShouldAllBe(request => request.HungUp && request.Status == 0);
    }

    // What a reader has when the stream is over, in whatever way it ends.
    private async Task<(string Words, ChatFinishReason? Finish, bool Noticed)> ReadAsync()
    {
        var (words, finish) = ("", default(ChatFinishReason?));
        try
        {
            await foreach (var update in Chat().CompleteChatStreamingAsync([new UserChatMessage("hi")]))
            {
                words += string.Concat(update.ContentUpdate.Select(part => part.Text));
                finish = update.FinishReason ?? finish;
            }
        }
        catch (Exception error) when (error is ClientResultException or System.Text.Json.JsonException)
        {
            return (words, finish, true);
        }

        return (words, finish, false);
    }

    private ChatClient Chat() => new(
        FakeModel.Chat, new ApiKeyCredential("key-of-the-tests"), new OpenAIClientOptions { Endpoint = _server.Address, RetryPolicy = new ClientRetryPolicy(maxRetries: 0) });
}

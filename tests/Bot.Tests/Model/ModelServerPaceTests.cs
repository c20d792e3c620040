using System.Net.Http.Headers;
using System.Text;
using Cardline.Bot.Tests.Gate;
using Cardline.TestKit;
using Cardline.TestKit.Model;

namespace Cardline.Bot.Tests.Model;

/// <summary>The pace of a stream is kept by the server's clock, which here moves only when told to.</summary>
public sealed class ModelServerPaceTests : IAsyncDisposable
{
    private readonly TimerClock _clock = new();
    private readonly HttpClient _http = new();
    private readonly ModelServer _server;

    public ModelServerPaceTests() => _server = ModelServer.Start(new ModelServerOptions
    {
        Key = null, Clock = _clock, Chat = _ => ModelAnswer.Stream("one two three", 50, TimeSpan.FromMilliseconds(300)),
    });

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Stream_FiftyTokensASecond_ComesTokenByTokenWhenDue()
    {
        using var answer = await SendAsync(streamed: true, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        (await NextAsync(reader)).ShouldContain("\"role\":\"assistant\"");

        foreach (var (token, wait) in new[] { ("one", 300), (" two", 20), (" three", 20) })
        {
            var next = NextAsync(reader);
            await DueInAsync(wait);
            next.IsCompleted.ShouldBeFalse("nothing may come before it is due");
            _clock.Advance(TimeSpan.FromMilliseconds(wait));
            (await next).ShouldContain($"\"content\":\"{token}\"");
        }

        await DueInAsync(20);
        _clock.Advance(TimeSpan.FromMilliseconds(20));
        (await NextAsync(reader)).ShouldContain("\"finish_reason\":\"stop\"");
        (await NextAsync(reader)).ShouldBe("data: [DONE]");
    }

    [Fact]
    public async Task Whole_FiftyTokensASecond_ComesWhenItsLastTokenWould()
    {
        var asking = SendAsync(streamed: false, HttpCompletionOption.ResponseContentRead);
        await DueInAsync(360);
        asking.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(360));

        using var answer = await asking;
        (await answer.Content.ReadAsStringAsync()).ShouldContain("one two three");
    }

    [Fact]
    public async Task Dispose_InTheMiddleOfAStream_EndsItAndIsNotTheClientLeaving()
    {
        var server = ModelServer.Start(new ModelServerOptions { Key = null, Chat = _ => ModelAnswer.Stall() });
        using var asked = Request(server, streamed: true);
        var asking = _http.SendAsync(asked);
        await Waiting.UntilAsync("the request", () => Task.FromResult(server.Requests.Count == 1));

        await server.DisposeAsync();

        await Should.ThrowAsync<HttpRequestException>(() => asking);
        server.Requests[0].HungUp.ShouldBeFalse();
    }

    private Task DueInAsync(int milliseconds) =>
        Waiting.UntilAsync($"a timer due in {milliseconds} ms", () => Task.FromResult(_clock.IsDueIn(TimeSpan.FromMilliseconds(milliseconds))));

    private static async Task<string> NextAsync(StreamReader reader)
    {
        string? line;
        while ((line = await reader.ReadLineAsync()) is "")
        {
        }

        return line ?? "(the end)";
    }

    private async Task<HttpResponseMessage> SendAsync(bool streamed, HttpCompletionOption option)
    {
        using var asked = Request(_server, streamed);
        return await _http.SendAsync(asked, option);
    }

    private static HttpRequestMessage Request(ModelServer server, bool streamed) => new(HttpMethod.Post, new Uri(server.Address, "chat/completions"))
    {
        Content = new StringContent($"{{\"model\":\"{FakeModel.Chat}\",\"stream\":{(streamed ? "true" : "false")},\"messages\":[{{\"role\":\"user\",\"content\":\"hi\"}}]}}", Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
    };
}

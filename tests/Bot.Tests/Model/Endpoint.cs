using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cardline.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cardline.Bot.Tests.Model;

/// <summary>A call that reached the endpoint.</summary>
internal sealed record Asked(string Path, string? Authorization, JsonObject Body);

/// <summary>A small endpoint on a loopback socket that answers as told, one answer for each call, the last one again and again.</summary>
internal sealed class Endpoint : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> script = new();
    private readonly CancellationTokenSource closing = new();
    private Func<HttpContext, Task> last = _ => Task.CompletedTask;

    private Endpoint(WebApplication app) => this.app = app;

    public Uri Address { get; private set; } = null!;

    public ConcurrentQueue<Asked> Calls { get; } = new();

    public static async Task<Endpoint> StartAsync(params Func<HttpContext, Task>[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var built = builder.Build();
        var endpoint = new Endpoint(built);
        endpoint.Then(answers);
        built.MapPost("/{**path}", endpoint.TakeAsync);
        await built.StartAsync();
        endpoint.Address = new Uri(built.Urls.Single() + "/v1/");
        return endpoint;
    }

    public void Then(params Func<HttpContext, Task>[] answers)
    {
        foreach (var answer in answers)
        {
            script.Enqueue(answer);
        }
    }

    /// <summary>Waits until so many calls have arrived.</summary>
    public Task ArrivedAsync(int calls) => Waiting.UntilAsync($"{calls} calls", () => Task.FromResult(Calls.Count >= calls));

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await app.StopAsync();
        await app.DisposeAsync();
        closing.Dispose();
    }

    /// <summary>Streams these words and ends as a good reply does.</summary>
    public static Func<HttpContext, Task> Says(params string[] words) => SaysAndEnds("stop", (11, 7), words);

    public static Func<HttpContext, Task> SaysAndEnds(string reason, (int In, int Out)? usage, params string[] words) => async http =>
    {
        if (await IsWholeAsync(http, reason, usage, string.Concat(words)))
        {
            return;
        }

        await BeginAsync(http);
        foreach (var word in words)
        {
            await SendAsync(http, Chunk(new JsonObject { ["content"] = word }));
        }

        await SendAsync(http, Chunk([], reason));
        if (usage is { } used)
        {
            await SendAsync(http, new JsonObject { ["id"] = "c1", ["object"] = "chat.completion.chunk", ["created"] = 1, ["model"] = "m-1", ["choices"] = new JsonArray(), ["usage"] = Usage(used) });
        }

        await http.Response.WriteAsync("data: [DONE]\n\n");
    };

    /// <summary>Streams chunks as they are written here.</summary>
    public static Func<HttpContext, Task> Streams(params JsonObject[] chunks) => async http =>
    {
        await BeginAsync(http);
        foreach (var chunk in chunks)
        {
            await SendAsync(http, (JsonObject)chunk.DeepClone());
        }
    };

    /// <summary>Says nothing at all until the server ends.</summary>
    public Func<HttpContext, Task> Silence() => async http => await ForEverAsync(http);

    /// <summary>Says some words and then nothing more until the server ends.</summary>
    public Func<HttpContext, Task> SaysAndStalls(string words) => async http =>
    {
        await BeginAsync(http);
        await SendAsync(http, Chunk(new JsonObject { ["content"] = words }));
        await ForEverAsync(http);
    };

    /// <summary>Says some words and breaks the connection once they were read.</summary>
    public static Func<HttpContext, Task> SaysAndBreaks(string words, Task read) => async http =>
    {
        await BeginAsync(http);
        await SendAsync(http, Chunk(new JsonObject { ["content"] = words }));
        await read;
        http.Abort();
    };

    public static Func<HttpContext, Task> Breaks() => http =>
    {
        http.Abort();
        return Task.CompletedTask;
    };

    public static Func<HttpContext, Task> Refuses(int status, string? code = null, params (string Name, string Value)[] headers) => async http =>
    {
        http.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            http.Response.Headers[name] = value;
        }

        await http.Response.WriteAsJsonAsync(new { error = new { message = "words of the endpoint", type = "invalid_request_error", code } });
    };

    public static Func<HttpContext, Task> Answers(string body, string contentType = "application/json", int status = 200) => async http =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        await http.Response.WriteAsync(body);
    };

    public static JsonObject Chunk(JsonObject delta, string? reason = null) => new()
    {
        ["id"] = "c1",
        ["object"] = "chat.completion.chunk",
        ["created"] = 1,
        ["model"] = "m-1",
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = reason }),
    };

    public static JsonObject Usage((int In, int Out) used) =>
        new() { ["prompt_tokens"] = used.In, ["completion_tokens"] = used.Out, ["total_tokens"] = used.In + used.Out };

    private static async Task<bool> IsWholeAsync(HttpContext http, string reason, (int In, int Out)? usage, string words)
    {
        if (http.Items["body"] is JsonObject body && body["stream"]?.GetValue<bool>() is true)
        {
            return false;
        }

        await http.Response.WriteAsJsonAsync(new JsonObject
        {
            ["id"] = "c1",
            ["object"] = "chat.completion",
            ["created"] = 1,
            ["model"] = "m-1",
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = words }, ["finish_reason"] = reason }),
            ["usage"] = usage is { } used ? Usage(used) : null,
        });
        return true;
    }

    private static async Task BeginAsync(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        await SendAsync(http, Chunk(new JsonObject { ["role"] = "assistant", ["content"] = "" }));
    }

    private static async Task SendAsync(HttpContext http, JsonObject chunk)
    {
        await http.Response.WriteAsync($"data: {chunk.ToJsonString()}\n\n");
        await http.Response.Body.FlushAsync();
    }

    private async Task ForEverAsync(HttpContext http)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(closing.Token, http.RequestAborted);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task TakeAsync(HttpContext http)
    {
        var body = (await JsonSerializer.DeserializeAsync<JsonObject>(http.Request.Body))!;
        http.Items["body"] = body;
        Calls.Enqueue(new Asked(http.Request.Path, http.Request.Headers.Authorization.FirstOrDefault(), body));
        last = script.TryDequeue(out var next) ? next : last;
        await last(http);
    }
}

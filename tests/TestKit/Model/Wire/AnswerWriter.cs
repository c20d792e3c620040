using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Cardline.TestKit.Model.Wire;

/// <summary>Writes a scripted answer to the wire.</summary>
internal sealed class AnswerWriter(HttpContext context, ModelRequest request, FakeModel model, TimeProvider clock)
{
    private static readonly byte[] Unparsable = "{\"id\":\"chatcmpl-1\",\"object\":\"chat.compl\u0000\u0007[[[ \"choices\":{{"u8.ToArray();

    /// <summary>Writes it all, or as much of it as the script says.</summary>
    /// <param name="answer">What the script says.</param>
    /// <param name="cancel">The client left or the server ends.</param>
    public async Task WriteAsync(ModelAnswer answer, CancellationToken cancel)
    {
        switch (answer)
        {
            case ModelAnswer.Words words when request.Streamed:
                await new ChatStream(context, request, model, clock).WriteAsync(words, cancel);
                break;
            case ModelAnswer.Words { FailsAfter: not null }:
                await ProblemAsync(new ModelAnswer.Problem(ModelProblem.Of(500, null)), cancel);
                break;
            case ModelAnswer.Words words:
                await WholeAsync(words, cancel);
                break;
            case ModelAnswer.Embedded embedded:
                await Task.Delay(embedded.After, clock, cancel);
                await JsonAsync(200, OtherWire.Embeddings(request, model), cancel);
                break;
            case ModelAnswer.Problem problem:
                await ProblemAsync(problem, cancel);
                break;
            case ModelAnswer.Bytes bytes:
                await BytesAsync(bytes.Status, bytes.ContentType, bytes.Body, cancel);
                break;
            case ModelAnswer.Nonsense when request.Streamed:
                await BytesAsync(200, "text/event-stream", [.. "data: "u8, .. Unparsable, .. "\n\n"u8], cancel);
                break;
            case ModelAnswer.Nonsense:
                await BytesAsync(200, "application/json", Unparsable, cancel);
                break;
            case ModelAnswer.Silence:
                await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancel);
                break;
            case ModelAnswer.Cut:
                context.Abort();
                break;
            default:
                throw new InvalidOperationException($"A new kind of answer, {answer.GetType().Name}, needs its way to the wire here.");
        }
    }

    /// <summary>Writes an error and the headers that go with it.</summary>
    public async Task ProblemAsync(ModelAnswer.Problem problem, CancellationToken cancel)
    {
        var headers = context.Response.Headers;
        var limited = problem.What.Status == 429 && problem.What.Code != "insufficient_quota";
        if ((problem.RetryAfter ?? (limited ? TimeSpan.FromSeconds(1) : null)) is { } wait)
        {
            headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString();
            headers["retry-after-ms"] = ((int)wait.TotalMilliseconds).ToString();
        }

        if (limited)
        {
            headers["x-ratelimit-remaining-requests"] = "0";
        }

        if (problem.What.Status == 401)
        {
            headers.WWWAuthenticate = "Bearer";
        }

        await JsonAsync(problem.What.Status, problem.What.Body(request.Azure), cancel);
    }

    /// <summary>Writes a JSON answer.</summary>
    public Task JsonAsync(int status, JsonObject body, CancellationToken cancel) =>
        BytesAsync(status, "application/json", WireJson.Bytes(body), cancel);

    private async Task WholeAsync(ModelAnswer.Words words, CancellationToken cancel)
    {
        var replies = Replies(words, request, model);
        await new Pace(words, clock).UntilAsync(replies.Max(reply => reply.TokensWritten), cancel);
        var body = new ChatWire(request, clock.GetUtcNow()).Whole(replies);
        if (words.WithoutChoices)
        {
            body["choices"] = new JsonArray();
        }

        var bytes = WireJson.Bytes(body);
        if (words.StallsAfter is null && words.CutAfter is null)
        {
            await BytesAsync(200, "application/json", bytes, cancel);
            return;
        }

        Begin(200, "application/json");
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), cancel);
        await context.Response.Body.FlushAsync(cancel);
        if (words.StallsAfter is not null)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancel);
        }

        context.Abort();
    }

    /// <summary>Plans as many choices as the request wishes.</summary>
    internal static IReadOnlyList<ChatReply> Replies(ModelAnswer.Words words, ModelRequest request, FakeModel model) =>
        [.. Enumerable.Repeat(ChatReply.Of(words, request, model), request.Body.Whole("n") ?? 1)];

    private async Task BytesAsync(int status, string contentType, byte[] body, CancellationToken cancel)
    {
        Begin(status, contentType);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, cancel);
    }

    private void Begin(int status, string contentType)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        request.Answered(status);
    }
}

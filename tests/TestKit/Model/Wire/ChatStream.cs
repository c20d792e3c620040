using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Cardline.TestKit.Model.Wire;

/// <summary>
/// Writes a chat answer as server-sent events: on Azure what the filter found in the prompt; for each choice who speaks, the tokens, calls, why it
/// ended; then the token counts when asked for, and <c>[DONE]</c>.
/// </summary>
internal sealed class ChatStream(HttpContext context, ModelRequest request, FakeModel model, TimeProvider clock)
{
    private readonly ChatWire _wire = new(request, clock.GetUtcNow());

    /// <summary>Writes the stream, or as much of it as the script says.</summary>
    public async Task WriteAsync(ModelAnswer.Words words, CancellationToken cancel)
    {
        var replies = AnswerWriter.Replies(words, request, model);
        context.Response.StatusCode = 200;
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        request.Answered(200);
        await context.Response.StartAsync(cancel);
        await SendAsync(_wire.PromptChunk(), cancel);
        if (!words.WithoutChoices && !await ChoicesAsync(words, replies, cancel))
        {
            return;
        }

        await SendAsync(_wire.UsageChunk(replies), cancel);
        await LineAsync("[DONE]"u8.ToArray(), cancel);
    }

    // Gives false when the script wants no end.
    private async Task<bool> ChoicesAsync(ModelAnswer.Words words, IReadOnlyList<ChatReply> replies, CancellationToken cancel)
    {
        var pace = new Pace(words, clock);
        for (var index = 0; index < replies.Count; index++)
        {
            await SendAsync(_wire.RoleChunk(index, replies[index]), cancel);
        }

        // The choices are copies of one plan, so their tokens come side by side.
        for (var number = 0; number < replies[0].Tokens.Count && number != words.BreaksAfter; number++)
        {
            await pace.UntilAsync(number, cancel);
            for (var index = 0; index < replies.Count; index++)
            {
                await SendAsync(_wire.TokenChunk(index, replies[index].Tokens[number]), cancel);
            }
        }

        if (words.StallsAfter is not null)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancel);
        }

        if (words.CutAfter is not null)
        {
            context.Abort();
        }
        else if (words.FailsAfter is not null)
        {
            await SendAsync(ModelProblem.Of(500, null).Body(request.Azure), cancel);
        }

        if (words.BreaksAfter is not null || words.EndsWithoutWord)
        {
            return false;
        }

        await EndAsync(pace, replies, cancel);
        return true;
    }

    private async Task EndAsync(Pace pace, IReadOnlyList<ChatReply> replies, CancellationToken cancel)
    {
        await pace.UntilAsync(replies[0].Tokens.Count, cancel);
        for (var index = 0; index < replies.Count; index++)
        {
            foreach (var chunk in _wire.OtherChunks(index, replies[index]))
            {
                await SendAsync(chunk, cancel);
            }

            await SendAsync(_wire.EndChunk(index, replies[index]), cancel);
        }
    }

    private Task SendAsync(JsonObject? chunk, CancellationToken cancel) => chunk is null ? Task.CompletedTask : LineAsync(WireJson.Bytes(chunk), cancel);

    private async Task LineAsync(byte[] data, CancellationToken cancel)
    {
        await context.Response.Body.WriteAsync((byte[])[.. "data: "u8, .. data, .. "\n\n"u8], cancel);
        await context.Response.Body.FlushAsync(cancel);
    }
}

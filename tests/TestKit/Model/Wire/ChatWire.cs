using System.Text.Json.Nodes;

namespace Cardline.TestKit.Model.Wire;

/// <summary>The objects of a chat answer as they stand on the wire.</summary>
/// <param name="request">What was asked.</param>
/// <param name="now">The time in the answer.</param>
internal sealed class ChatWire(ModelRequest request, DateTimeOffset now)
{
    /// <summary>How many characters of a call's arguments one chunk holds.</summary>
    private const int ArgumentCharactersMax = 12;

    private bool WithUsage => request.Body.Field("stream_options")?.Is("include_usage") ?? false;

    /// <summary>Makes the whole answer.</summary>
    public JsonObject Whole(IReadOnlyList<ChatReply> replies)
    {
        var answer = Frame("chat.completion");
        answer["choices"] = new JsonArray([.. replies.Select(Choice)]);
        answer["usage"] = Usage(replies);
        if (request.Azure)
        {
            answer["prompt_filter_results"] = ContentFilter.Prompt();
        }

        return answer;
    }

    /// <summary>Makes the chunk that Azure sends before all others: no choice, what the filter found in the prompt.</summary>
    public JsonObject? PromptChunk()
    {
        if (!request.Azure)
        {
            return null;
        }

        var chunk = Chunk([]);
        chunk["prompt_filter_results"] = ContentFilter.Prompt();
        return chunk;
    }

    /// <summary>Makes the first chunk of a choice: who speaks.</summary>
    public JsonObject RoleChunk(int index, ChatReply reply) =>
        Chunk([Delta(index, new JsonObject { ["role"] = "assistant", ["content"] = reply.Answer.Content is null ? null : "", ["refusal"] = null })]);

    /// <summary>Makes a chunk of words.</summary>
    public JsonObject TokenChunk(int index, string token) => Chunk([Delta(index, new JsonObject { ["content"] = token })]);

    /// <summary>Makes the chunks of the calls and of a refusal.</summary>
    public IEnumerable<JsonObject> OtherChunks(int index, ChatReply reply)
    {
        foreach (var token in TokenCount.Split(reply.Answer.Declined ?? ""))
        {
            yield return Chunk([Delta(index, new JsonObject { ["refusal"] = token })]);
        }

        for (var number = 0; number < reply.Answer.Calls.Count; number++)
        {
            var call = reply.Answer.Calls[number];
            yield return Calls(index, new JsonObject
            {
                ["index"] = number, ["id"] = IdOf(call, number), ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = "" },
            });
            foreach (var piece in call.Arguments.Chunk(ArgumentCharactersMax))
            {
                yield return Calls(index, new JsonObject { ["index"] = number, ["function"] = new JsonObject { ["arguments"] = new string(piece) } });
            }
        }
    }

    /// <summary>Makes the last chunk of a choice: why it ended.</summary>
    public JsonObject EndChunk(int index, ChatReply reply)
    {
        var choice = Delta(index, []);
        choice["finish_reason"] = reply.Finish;
        if (request.Azure)
        {
            choice["content_filter_results"] = ContentFilter.Result(reply.Answer.Filtered);
        }

        return Chunk([choice]);
    }

    /// <summary>Makes the chunk of the token counts; null when it was not asked for.</summary>
    public JsonObject? UsageChunk(IReadOnlyList<ChatReply> replies)
    {
        if (!WithUsage)
        {
            return null;
        }

        var chunk = Chunk([]);
        chunk["usage"] = Usage(replies);
        return chunk;
    }

    private JsonObject Choice(ChatReply reply, int index)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = reply.Content, ["refusal"] = reply.Answer.Declined, ["annotations"] = new JsonArray() };
        if (reply.Answer.Calls.Count > 0)
        {
            message["tool_calls"] = new JsonArray([.. reply.Answer.Calls.Select((call, number) => new JsonObject
            {
                ["id"] = IdOf(call, number), ["type"] = "function", ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments },
            })]);
        }

        var choice = new JsonObject { ["index"] = index, ["message"] = message, ["logprobs"] = null, ["finish_reason"] = reply.Finish };
        if (request.Azure)
        {
            choice["content_filter_results"] = ContentFilter.Result(reply.Answer.Filtered);
        }

        return choice;
    }

    private JsonObject Calls(int index, JsonObject call) => Chunk([Delta(index, new JsonObject { ["tool_calls"] = new JsonArray(call) })]);

    private static JsonObject Delta(int index, JsonObject delta) => new() { ["index"] = index, ["delta"] = delta, ["logprobs"] = null, ["finish_reason"] = null };

    private JsonObject Chunk(JsonObject[] choices)
    {
        var chunk = Frame("chat.completion.chunk");
        chunk["choices"] = new JsonArray([.. choices]);
        if (WithUsage)
        {
            chunk["usage"] = null;
        }

        return chunk;
    }

    private JsonObject Frame(string kind) => new()
    {
        ["id"] = $"chatcmpl-fake{request.Number:D8}", ["object"] = kind, ["created"] = now.ToUnixTimeSeconds(), ["model"] = request.Model,
        ["service_tier"] = "default", ["system_fingerprint"] = "fp_fake",
    };

    private string IdOf(ModelToolCall call, int number) => call.Id ?? $"call_fake{request.Number:D6}{number:D2}";

    private JsonObject Usage(IReadOnlyList<ChatReply> replies)
    {
        var (read, written) = (TokenCount.Of(request), replies.Sum(reply => reply.TokensWritten));
        return new JsonObject
        {
            ["prompt_tokens"] = read, ["completion_tokens"] = written, ["total_tokens"] = read + written,
            ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = 0, ["audio_tokens"] = 0 },
            ["completion_tokens_details"] = new JsonObject
            {
                ["reasoning_tokens"] = 0, ["audio_tokens"] = 0, ["accepted_prediction_tokens"] = 0, ["rejected_prediction_tokens"] = 0,
            },
        };
    }
}

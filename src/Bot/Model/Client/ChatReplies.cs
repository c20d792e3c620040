using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
using Wire = OpenAI.Chat;

namespace Cardline.Bot.Model.Client;

/// <summary>Puts the package's replies into the words of Microsoft.Extensions.AI.</summary>
internal static class ChatReplies
{
    /// <summary>The code of an <see cref="ErrorContent"/> that holds a refusal.</summary>
    public const string RefusalCode = "Refusal";

    /// <summary>Puts a whole reply into our words.</summary>
    public static ChatResponse Whole(ChatCompletion reply)
    {
        List<AIContent> contents = [.. reply.Content.Where(part => part.Kind is ChatMessageContentPartKind.Text).Select(part => new TextContent(part.Text))];
        contents.AddRange(reply.ToolCalls.Select(call => Call(call.Id, call.FunctionName, call.FunctionArguments.ToString())));
        if (reply.Refusal is { Length: > 0 } refusal)
        {
            contents.Add(Refused(refusal));
        }

        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents) { MessageId = reply.Id })
        {
            ResponseId = reply.Id,
            ModelId = reply.Model,
            CreatedAt = reply.CreatedAt,
            FinishReason = Reason(reply.FinishReason),
            Usage = reply.Usage is { } usage ? Usage(usage) : null,
            RawRepresentation = reply,
        };
    }

    /// <summary>A function call; arguments that are not JSON stand in its <see cref="FunctionCallContent.Exception"/>.</summary>
    public static FunctionCallContent Call(string? id, string? name, string arguments) =>
        FunctionCallContent.CreateFromParsedArguments(
            arguments.Length > 0 ? arguments : "{}",
            id ?? "",
            name ?? "",
            static text => JsonSerializer.Deserialize<Dictionary<string, object?>>(text, AIJsonUtilities.DefaultOptions));

    /// <summary>A refusal, which is not an answer.</summary>
    public static ErrorContent Refused(string words) => new(words) { ErrorCode = RefusalCode };

    /// <summary>Tokens used.</summary>
    public static UsageDetails Usage(ChatTokenUsage usage) => new()
    {
        InputTokenCount = usage.InputTokenCount,
        OutputTokenCount = usage.OutputTokenCount,
        TotalTokenCount = usage.TotalTokenCount,
        CachedInputTokenCount = usage.InputTokenDetails?.CachedTokenCount,
        ReasoningTokenCount = usage.OutputTokenDetails?.ReasoningTokenCount,
    };

    /// <summary>Why a reply ended.</summary>
    public static ChatFinishReason Reason(Wire.ChatFinishReason reason) => reason switch
    {
        Wire.ChatFinishReason.Length => ChatFinishReason.Length,
        Wire.ChatFinishReason.ContentFilter => ChatFinishReason.ContentFilter,
        Wire.ChatFinishReason.ToolCalls or Wire.ChatFinishReason.FunctionCall => ChatFinishReason.ToolCalls,
        _ => ChatFinishReason.Stop,
    };
}

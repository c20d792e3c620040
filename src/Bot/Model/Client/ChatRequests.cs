using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
using ChatResponseFormat = Microsoft.Extensions.AI.ChatResponseFormat;
using Wire = OpenAI.Chat;

namespace Cardline.Bot.Model.Client;

/// <summary>Puts messages and options into the package's words. What the API has no word for is left out, except content that would be lost: that throws.</summary>
internal static class ChatRequests
{
    // Every space is a part of a token.
    private static readonly JsonSerializerOptions Compact = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };

    /// <summary>Puts messages into the package's words; the options' instructions come first, as a system message.</summary>
    /// <exception cref="NotSupportedException">A content other than text, function call and function result.</exception>
    public static List<Wire.ChatMessage> Messages(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        ArgumentNullException.ThrowIfNull(messages);
        List<Wire.ChatMessage> wire = [];
        if (options?.Instructions is { Length: > 0 } instructions)
        {
            wire.Add(new SystemChatMessage(instructions));
        }

        foreach (var message in messages)
        {
            RefuseOthers(message);
            if (message.Role == ChatRole.Assistant)
            {
                wire.Add(Assistant(message));
            }
            else if (message.Role == ChatRole.Tool)
            {
                wire.AddRange(message.Contents.OfType<FunctionResultContent>().Select(result => new ToolChatMessage(result.CallId, TextOf(result))));
            }
            else if (message.Role == ChatRole.System)
            {
                wire.Add(new SystemChatMessage(message.Text) { ParticipantName = message.AuthorName });
            }
            else if (message.Role.Value is "developer")
            {
                // The role is younger than most servers; as a system message it means the same to all of them.
                wire.Add(new SystemChatMessage(message.Text) { ParticipantName = message.AuthorName });
            }
            else
            {
                wire.Add(new UserChatMessage(message.Text) { ParticipantName = message.AuthorName });
            }
        }

        return wire;
    }

    /// <summary>Puts options into the package's words.</summary>
    public static ChatCompletionOptions Options(ChatOptions? options)
    {
        var wire = new ChatCompletionOptions();
        if (options is null)
        {
            return wire;
        }

        wire.Temperature = options.Temperature;
        wire.TopP = options.TopP;
        wire.MaxOutputTokenCount = options.MaxOutputTokens;
        wire.FrequencyPenalty = options.FrequencyPenalty;
        wire.PresencePenalty = options.PresencePenalty;
#pragma warning disable OPENAI001 // A seed makes a reply easier to repeat; a package without it simply does not send it.
        wire.Seed = options.Seed;
#pragma warning restore OPENAI001
        wire.ResponseFormat = Format(options.ResponseFormat);
        foreach (var stop in options.StopSequences ?? [])
        {
            wire.StopSequences.Add(stop);
        }

        AddTools(options, wire);
        return wire;
    }

    private static void RefuseOthers(ChatMessage message)
    {
        foreach (var content in message.Contents)
        {
            if (content is not (TextContent or FunctionCallContent or FunctionResultContent or UsageContent or ErrorContent or TextReasoningContent))
            {
                throw new NotSupportedException($"Content of type {content.GetType().Name} cannot be sent to this model.");
            }
        }
    }

    private static AssistantChatMessage Assistant(ChatMessage message)
    {
        var calls = message.Contents.OfType<FunctionCallContent>()
            .Select(call => ChatToolCall.CreateFunctionToolCall(call.CallId, call.Name, Json(call.Arguments ?? new Dictionary<string, object?>(StringComparer.Ordinal))))
            .ToList();
        var refusal = message.Contents.OfType<ErrorContent>().FirstOrDefault(error => error.ErrorCode == ChatReplies.RefusalCode);
        var wire = calls.Count > 0 ? new AssistantChatMessage(calls) : new AssistantChatMessage(message.Text);
        if (calls.Count > 0 && message.Text.Length > 0)
        {
            wire.Content.Add(ChatMessageContentPart.CreateTextPart(message.Text));
        }

        wire.ParticipantName = message.AuthorName;
        wire.Refusal = refusal?.Message;
        return wire;
    }

    /// <summary>What the model reads of a function's result.</summary>
    internal static string TextOf(FunctionResultContent result) => result.Result switch
    {
        null => result.Exception is null ? "" : "Error: the function failed.",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString() ?? "",
        TextContent text => text.Text,
        { } other => Json(other).ToString(),
    };

    private static BinaryData Json<T>(T value) => BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(value, Compact));

    private static Wire.ChatResponseFormat? Format(ChatResponseFormat? format) => format switch
    {
        null => null,
        ChatResponseFormatJson { Schema: { } schema } json => Wire.ChatResponseFormat.CreateJsonSchemaFormat(json.SchemaName ?? "reply", Json(schema), json.SchemaDescription, jsonSchemaIsStrict: null),
        ChatResponseFormatJson => Wire.ChatResponseFormat.CreateJsonObjectFormat(),
        _ => Wire.ChatResponseFormat.CreateTextFormat(),
    };

    private static void AddTools(ChatOptions options, ChatCompletionOptions wire)
    {
        foreach (var function in options.Tools?.OfType<AIFunctionDeclaration>() ?? [])
        {
            wire.Tools.Add(ChatTool.CreateFunctionTool(function.Name, function.Description, Json(function.JsonSchema)));
        }

        if (wire.Tools.Count is 0)
        {
            // The API refuses a choice of tools where there are none.
            return;
        }

        wire.AllowParallelToolCalls = options.AllowMultipleToolCalls;
        wire.ToolChoice = options.ToolMode switch
        {
            NoneChatToolMode => ChatToolChoice.CreateNoneChoice(),
            RequiredChatToolMode { RequiredFunctionName: { } name } => ChatToolChoice.CreateFunctionChoice(name),
            RequiredChatToolMode => ChatToolChoice.CreateRequiredChoice(),
            AutoChatToolMode => ChatToolChoice.CreateAutoChoice(),
            _ => null,
        };
    }
}

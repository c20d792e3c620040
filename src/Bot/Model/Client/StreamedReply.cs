using System.Text;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;

namespace Cardline.Bot.Model.Client;

/// <summary>Puts the pieces of a streamed reply together: words go on at once, a function call only when it is whole.</summary>
internal sealed class StreamedReply
{
    /// <summary>Most function calls of one reply.</summary>
    public const int CallsMax = 64;

    /// <summary>Most characters of a call's arguments.</summary>
    public const int ArgumentCharsMax = 100_000;

    private readonly SortedDictionary<int, Part> calls = [];
    private ChatFinishReason? reason;
    private string? id;
    private string? model;
    private DateTimeOffset? created;

    /// <summary>Takes one piece.</summary>
    /// <exception cref="ModelApiException">More calls, or longer ones, than a reply may have.</exception>
    public ChatResponseUpdate Take(StreamingChatCompletionUpdate piece)
    {
        (id, model) = (piece.CompletionId ?? id, piece.Model ?? model);
        created = piece.CreatedAt == default ? created : piece.CreatedAt;
        var update = Update();
        foreach (var part in piece.ContentUpdate)
        {
            if (part.Kind is ChatMessageContentPartKind.Text && part.Text is { Length: > 0 } text)
            {
                update.Contents.Add(new TextContent(text));
            }
        }

        foreach (var call in piece.ToolCallUpdates)
        {
            Keep(call);
        }

        if (piece.RefusalUpdate is { Length: > 0 } refusal)
        {
            update.Contents.Add(ChatReplies.Refused(refusal));
        }

        if (piece.Usage is { } usage)
        {
            update.Contents.Add(new UsageContent(ChatReplies.Usage(usage)));
        }

        reason = piece.FinishReason is { } ended ? ChatReplies.Reason(ended) : reason;
        update.RawRepresentation = piece;
        return update;
    }

    /// <summary>The last update, with the calls and the reason; null when the stream ended without one, so in the middle.</summary>
    public ChatResponseUpdate? Last()
    {
        if (reason is null)
        {
            return null;
        }

        var update = Update();
        update.FinishReason = reason;
        foreach (var call in calls.Values)
        {
            update.Contents.Add(ChatReplies.Call(call.Id, call.Name, call.Arguments.ToString()));
        }

        return update;
    }

    private ChatResponseUpdate Update() => new() { Role = ChatRole.Assistant, ResponseId = id, MessageId = id, ModelId = model, CreatedAt = created };

    private void Keep(StreamingChatToolCallUpdate piece)
    {
        if (!calls.TryGetValue(piece.Index, out var call))
        {
            calls.Add(piece.Index, call = new Part());
        }

        call.Id ??= piece.ToolCallId;
        call.Name ??= piece.FunctionName;
        call.Arguments.Append(piece.FunctionArgumentsUpdate?.ToString());
        if (calls.Count > CallsMax || call.Arguments.Length > ArgumentCharsMax)
        {
            throw new ModelApiException(NotApi.TooLong);
        }
    }

    private sealed class Part
    {
        public string? Id { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();
    }
}

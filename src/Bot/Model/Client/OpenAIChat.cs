using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace Cardline.Bot.Model.Client;

/// <summary>
/// The chat model of the endpoint as an <see cref="IChatClient"/>: whole and streamed replies, tools both ways, usage, finish reasons, refusals.
/// It limits and repeats nothing; that is the guard's work.
/// </summary>
internal sealed class OpenAIChat(OpenAIEndpoint endpoint, string model) : IChatClient
{
    private readonly ChatClient client = endpoint.Chat(model);
    private readonly ChatClientMetadata metadata = new(endpoint.Provider, endpoint.Address, model);

    /// <inheritdoc/>
    /// <exception cref="ModelApiException">What came is no reply of this API.</exception>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var chosen = Of(options);
        try
        {
            var answer = await chosen.CompleteChatAsync(ChatRequests.Messages(messages, options), ChatRequests.Options(options), cancellationToken);
            return ChatReplies.Whole(answer.Value);
        }
        catch (Exception e) when (IsGarbage(e))
        {
            throw new ModelApiException(NotApi.Garbage, e);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ModelApiException">What came is no reply of this API, or only the first part of one.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var chosen = Of(options);
        await using var updates = chosen.CompleteChatStreamingAsync(ChatRequests.Messages(messages, options), ChatRequests.Options(options), cancellationToken).GetAsyncEnumerator(cancellationToken);
        var reply = new StreamedReply();
        while (await NextAsync(updates, reply) is { } update)
        {
            yield return update;
        }

        yield return reply.Last() ?? throw new ModelApiException(NotApi.HalfReply);
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? metadata
        : serviceType == typeof(ChatClient) ? client
        : serviceType?.IsInstanceOfType(this) is true ? this
        : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        // The connections belong to the endpoint.
    }

    /// <summary>Says whether the package stumbled over an answer: it reads what a stranger wrote, and says so in many ways.</summary>
    internal static bool IsGarbage(Exception e) =>
        e is System.Text.Json.JsonException or FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException
            or IndexOutOfRangeException or NullReferenceException or NotSupportedException or OverflowException
        && e is not ObjectDisposedException;

    private static async ValueTask<ChatResponseUpdate?> NextAsync(IAsyncEnumerator<StreamingChatCompletionUpdate> updates, StreamedReply reply)
    {
        try
        {
            return await updates.MoveNextAsync() ? reply.Take(updates.Current) : null;
        }
        catch (Exception e) when (IsGarbage(e))
        {
            throw new ModelApiException(NotApi.Garbage, e);
        }
    }

    private ChatClient Of(ChatOptions? options) => options?.ModelId is { Length: > 0 } other && other != model ? endpoint.Chat(other) : client;
}

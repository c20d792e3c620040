using System.ClientModel;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace Cardline.Bot.Model.Client;

/// <summary>
/// The chat model of the endpoint as an <see cref="IChatClient"/>: whole and streamed replies, tools both ways, usage, finish reasons, refusals.
/// It limits nothing, and repeats nothing but a call whose fine tuning was refused; the rest is the guard's work.
/// </summary>
internal sealed class OpenAIChat(OpenAIEndpoint endpoint, string model) : IChatClient
{
    private readonly ChatClient client = endpoint.Chat(model);
    private readonly UnsupportedOptions unsupported = new();
    private readonly ChatClientMetadata metadata = new(endpoint.Provider, endpoint.Address, model);

    /// <inheritdoc/>
    /// <exception cref="ModelApiException">What came is no reply of this API.</exception>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (chosen, wire) = (Of(options), ChatRequests.Messages(messages, options));
        for (var learnt = 0; ; learnt++)
        {
            var sent = unsupported.Without(options);
            try
            {
                var answer = await chosen.CompleteChatAsync(wire, ChatRequests.Options(sent), cancellationToken);
                return ChatReplies.Whole(answer.Value);
            }
            catch (ClientResultException refused) when (learnt < UnsupportedOptions.FieldsMax && unsupported.Learn(refused, sent))
            {
                // Once more, without the field.
            }
            catch (Exception e) when (IsGarbage(e))
            {
                throw new ModelApiException(NotApi.Garbage, e);
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ModelApiException">What came is no reply of this API, or only the first part of one.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reply = new StreamedReply();
        var (updates, first) = await BeginAsync(ChatRequests.Messages(messages, options), options, reply, cancellationToken);
        await using (updates)
        {
            for (var update = first; update is not null; update = await NextAsync(updates, reply))
            {
                yield return update;
            }
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

    private async Task<(IAsyncEnumerator<StreamingChatCompletionUpdate> Updates, ChatResponseUpdate? First)> BeginAsync(
        List<OpenAI.Chat.ChatMessage> wire, ChatOptions? options, StreamedReply reply, CancellationToken cancel)
    {
        for (var learnt = 0; ; learnt++)
        {
            var sent = unsupported.Without(options);
            var updates = Of(options).CompleteChatStreamingAsync(wire, ChatRequests.Options(sent), cancel).GetAsyncEnumerator(cancel);
            try
            {
                return (updates, await NextAsync(updates, reply));
            }
            catch (Exception e)
            {
                await updates.DisposeAsync();
                if (e is not ClientResultException refused || learnt >= UnsupportedOptions.FieldsMax || !unsupported.Learn(refused, sent))
                {
                    throw;
                }
            }
        }
    }

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

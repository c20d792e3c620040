using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Cardline.Bot.Model.Client;

/// <summary>
/// Runs the functions that a model asks for and gives it their results, a bounded number of times. Whatever a call gets wrong becomes
/// a result that the model reads; it is never an exception for the caller, and never says why something failed inside.
/// </summary>
/// <remarks>With no functions offered it changes nothing. The turn offers none (decision 0019); this is for a host's or kernel's own use of the model.</remarks>
internal sealed class ToolLoop(IChatClient inner) : DelegatingChatClient(inner)
{
    /// <summary>Most times that the model is asked for one reply; what it asked for last is not run.</summary>
    public const int RoundsMax = 5;

    /// <summary>Most calls of one round that are run; the others are told so.</summary>
    public const int CallsPerRoundMax = 8;

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var tools = new ToolCalls(options);
        if (!tools.Any)
        {
            return await base.GetResponseAsync(messages, options, cancellationToken);
        }

        List<ChatMessage> asked = [.. messages];
        List<ChatMessage> said = [];
        UsageDetails? usage = null;
        for (var round = 1; ; round++)
        {
            var response = await base.GetResponseAsync(asked, ForRound(options, round), cancellationToken);
            said.AddRange(response.Messages);
            Add(ref usage, response.Usage);
            var calls = ToolCalls.In(response.Messages);
            if (calls.Count is 0 || tools.AnyForTheCaller(calls) || round >= RoundsMax)
            {
                (response.Messages, response.Usage) = (round >= RoundsMax ? ToolCalls.Unasked(said) : said, usage);
                return response;
            }

            var results = await tools.RunAsync(calls, CallsPerRoundMax, cancellationToken);
            said.Add(results);
            asked.AddRange(response.Messages);
            asked.Add(results);
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var tools = new ToolCalls(options);
        List<ChatMessage> asked = [.. messages];
        for (var round = 1; ; round++)
        {
            List<ChatResponseUpdate> updates = [];
            await foreach (var update in base.GetStreamingResponseAsync(asked, ForRound(options, round), cancellationToken))
            {
                if (tools.Any)
                {
                    updates.Add(update);
                }

                if (tools.Any && round >= RoundsMax)
                {
                    update.Contents = [.. update.Contents.Where(content => content is not FunctionCallContent)];
                }

                yield return update;
            }

            var response = updates.ToChatResponse();
            var calls = ToolCalls.In(response.Messages);
            if (calls.Count is 0 || tools.AnyForTheCaller(calls) || round >= RoundsMax)
            {
                yield break;
            }

            var results = await tools.RunAsync(calls, CallsPerRoundMax, cancellationToken);
            asked.AddRange(response.Messages);
            asked.Add(results);
            yield return new ChatResponseUpdate(ChatRole.Tool, results.Contents) { MessageId = results.MessageId, ResponseId = response.ResponseId };
        }
    }

    /// <summary>A tool that had to be called was called in the first round; asked for again it would be called for ever.</summary>
    private static ChatOptions? ForRound(ChatOptions? options, int round)
    {
        if (round is 1 || options?.ToolMode is not RequiredChatToolMode)
        {
            return options;
        }

        var later = options.Clone();
        later.ToolMode = ChatToolMode.Auto;
        return later;
    }

    private static void Add(ref UsageDetails? sum, UsageDetails? usage)
    {
        if (usage is not null)
        {
            (sum ??= new UsageDetails()).Add(usage);
        }
    }
}

using System.ClientModel;
using System.Collections.Concurrent;
using Microsoft.Extensions.AI;

namespace Cardline.Bot.Model.Client;

/// <summary>
/// Remembers which fine tunings a model does not take, and leaves them out from then on. Reasoning models refuse any temperature but
/// their own, for one; without this every use of such a model would fail for ever over a field that only tunes it.
/// </summary>
internal sealed class UnsupportedOptions
{
    /// <summary>Most fields that can be learnt, so most times that one call is made again for it.</summary>
    public const int FieldsMax = 6;

    private readonly ConcurrentDictionary<string, bool> fields = new(StringComparer.Ordinal);

    /// <summary>The options without what the model does not take; the given ones are not changed.</summary>
    public ChatOptions? Without(ChatOptions? options)
    {
        if (options is null || fields.IsEmpty)
        {
            return options;
        }

        var fewer = options.Clone();
        foreach (var field in fields.Keys)
        {
            Drop(fewer, field);
        }

        return fewer;
    }

    /// <summary>Learns from a refusal.</summary>
    /// <returns>Whether the call may go well without the field that was refused.</returns>
    public bool Learn(ClientResultException refused, ChatOptions? sent)
    {
        if (sent is null || refused.Status is not 400 || ApiError.Of(refused) is not { Code: "unsupported_value" or "unsupported_parameter", Parameter: { } field } || !IsSet(sent, field))
        {
            return false;
        }

        fields.TryAdd(field, true);
        return true;
    }

    private static bool IsSet(ChatOptions options, string field) => field switch
    {
        "temperature" => options.Temperature is not null,
        "top_p" => options.TopP is not null,
        "frequency_penalty" => options.FrequencyPenalty is not null,
        "presence_penalty" => options.PresencePenalty is not null,
        "seed" => options.Seed is not null,
        "stop" => options.StopSequences is { Count: > 0 },
        _ => false,
    };

    private static void Drop(ChatOptions options, string field)
    {
        switch (field)
        {
            case "temperature": options.Temperature = null; break;
            case "top_p": options.TopP = null; break;
            case "frequency_penalty": options.FrequencyPenalty = null; break;
            case "presence_penalty": options.PresencePenalty = null; break;
            case "seed": options.Seed = null; break;
            case "stop": options.StopSequences = null; break;
        }
    }
}

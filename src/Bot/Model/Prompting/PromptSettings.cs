using Microsoft.Extensions.AI;
using YamlDotNet.RepresentationModel;

namespace Cardline.Bot.Model.Prompting;

/// <summary>Reads <c>execution_settings</c> of Semantic Kernel's schema: what is asked of the service, by service id.</summary>
internal static class PromptSettings
{
    /// <summary>Most tokens that a prompt may let a model write.</summary>
    public const int TokensOutMax = 16_000;

    /// <summary>Most words that end a reply; the services take no more.</summary>
    public const int StopSequencesMax = 4;

    private static readonly string[] Known =
    [
        "temperature", "top_p", "top_k", "max_tokens", "stop_sequences", "response_format", "presence_penalty", "frequency_penalty", "seed", "reasoning_effort",
    ];

    // What the schema knows and this server decides elsewhere, each with what to do.
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["model_id"] = "The model is named by Model:Chat; take this line out.",
        ["service_id"] = "The service is named by the entry under execution_settings; take this line out.",
        ["function_choice_behavior"] = "A prompt here gives a model no functions; take it out.",
        ["tool_call_behavior"] = "A prompt here gives a model no functions; take it out.",
        ["chat_system_prompt"] = "Write the rules as <message role=\"system\"> in the template.",
    };

    /// <summary>Reads all entries.</summary>
    public static Dictionary<string, ChatOptions> Read(PromptYaml yaml, YamlNode node)
    {
        var settings = new Dictionary<string, ChatOptions>(StringComparer.Ordinal);
        if (node is not YamlMappingNode services)
        {
            yaml.Fault(node, "\"execution_settings\" has to be a mapping of service ids, of which \"default\" is the one for all.");
            return settings;
        }

        foreach (var (service, value) in yaml.Entries(services))
        {
            if (value is YamlMappingNode map)
            {
                settings[service] = Options(yaml, map);
            }
            else
            {
                yaml.Fault(value, $"\"{service}\" has to be a mapping of settings such as \"temperature: 0\".");
            }
        }

        if (settings.Count > 0 && !settings.ContainsKey("default"))
        {
            yaml.Fault(node, "There is no entry \"default\", which every model without an entry of its own uses.");
        }

        return settings;
    }

    private static ChatOptions Options(PromptYaml yaml, YamlMappingNode map)
    {
        var options = new ChatOptions();
        foreach (var (name, node) in yaml.Entries(map))
        {
            if (Elsewhere.TryGetValue(name, out var advice))
            {
                yaml.Fault(node, $"\"{name}\" is not taken from a prompt. {advice}");
            }
            else
            {
                Set(yaml, options, name, node);
            }
        }

        return options;
    }

    private static void Set(PromptYaml yaml, ChatOptions options, string name, YamlNode node)
    {
        switch (name)
        {
            case "temperature":
                options.Temperature = (float?)yaml.Number(node, name, 0, 2);
                break;
            case "top_p":
                options.TopP = (float?)yaml.Number(node, name, 0, 1);
                break;
            case "top_k":
                options.TopK = yaml.Whole(node, name, 1, 1_000);
                break;
            case "max_tokens":
                options.MaxOutputTokens = yaml.Whole(node, name, 1, TokensOutMax);
                break;
            case "presence_penalty":
                options.PresencePenalty = (float?)yaml.Number(node, name, -2, 2);
                break;
            case "frequency_penalty":
                options.FrequencyPenalty = (float?)yaml.Number(node, name, -2, 2);
                break;
            case "seed":
                options.Seed = yaml.Whole(node, name, 0, int.MaxValue);
                break;
            case "stop_sequences":
                options.StopSequences = Stops(yaml, node);
                break;
            case "response_format":
                options.ResponseFormat = Format(yaml, node);
                break;
            case "reasoning_effort":
                options.Reasoning = Reasoning(yaml, node);
                break;
            default:
                yaml.Fault(node, $"\"{name}\" is not a setting known here; known are {string.Join(", ", Known)}.");
                break;
        }
    }

    private static List<string> Stops(PromptYaml yaml, YamlNode node)
    {
        var stops = node is YamlSequenceNode list
            ? list.Children.Select(child => (child as YamlScalarNode)?.Value ?? string.Empty).ToList()
            : [];
        if (stops.Count is 0 or > StopSequencesMax || stops.Exists(string.IsNullOrEmpty))
        {
            yaml.Fault(node, $"\"stop_sequences\" has to be a list of 1 to {StopSequencesMax} texts.");
        }

        return stops;
    }

    private static ChatResponseFormat? Format(PromptYaml yaml, YamlNode node)
    {
        switch ((node as YamlScalarNode)?.Value)
        {
            case "text":
                return ChatResponseFormat.Text;
            case "json_object":
                return ChatResponseFormat.Json;
            default:
                yaml.Fault(node, "\"response_format\" has to be text or json_object; a schema is not taken, because not every compatible server knows it.");
                return null;
        }
    }

    private static ReasoningOptions? Reasoning(PromptYaml yaml, YamlNode node)
    {
        ReasoningEffort? effort = (node as YamlScalarNode)?.Value switch
        {
            "none" => ReasoningEffort.None,
            "low" => ReasoningEffort.Low,
            "medium" => ReasoningEffort.Medium,
            "high" => ReasoningEffort.High,
            _ => null,
        };
        if (effort is null)
        {
            yaml.Fault(node, "\"reasoning_effort\" has to be none, low, medium or high.");
        }

        return effort is null ? null : new ReasoningOptions { Effort = effort };
    }
}

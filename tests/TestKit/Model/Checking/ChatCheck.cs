using System.Text.Json;

namespace Cardline.TestKit.Model.Checking;

/// <summary>Refuses the chat requests that the real API would refuse.</summary>
internal static class ChatCheck
{
    /// <summary>Most stop sequences.</summary>
    private const int StopsMax = 4;

    /// <summary>Most choices.</summary>
    private const int ChoicesMax = 128;

    private static readonly Dictionary<string, FieldKind> Known = new()
    {
        ["messages"] = FieldKind.List, ["model"] = FieldKind.Text, ["audio"] = FieldKind.Object, ["frequency_penalty"] = FieldKind.Number,
        ["logit_bias"] = FieldKind.Object, ["logprobs"] = FieldKind.Truth, ["max_completion_tokens"] = FieldKind.Whole, ["max_tokens"] = FieldKind.Whole,
        ["metadata"] = FieldKind.Object, ["modalities"] = FieldKind.List, ["n"] = FieldKind.Whole, ["parallel_tool_calls"] = FieldKind.Truth,
        ["prediction"] = FieldKind.Object, ["presence_penalty"] = FieldKind.Number, ["prompt_cache_key"] = FieldKind.Text,
        ["prompt_cache_retention"] = FieldKind.Text, ["reasoning_effort"] = FieldKind.Text, ["response_format"] = FieldKind.Object,
        ["safety_identifier"] = FieldKind.Text, ["seed"] = FieldKind.Whole, ["service_tier"] = FieldKind.Text, ["stop"] = FieldKind.Text | FieldKind.List,
        ["store"] = FieldKind.Truth, ["stream"] = FieldKind.Truth, ["stream_options"] = FieldKind.Object, ["temperature"] = FieldKind.Number,
        ["tool_choice"] = FieldKind.Text | FieldKind.Object, ["tools"] = FieldKind.List, ["top_logprobs"] = FieldKind.Whole, ["top_p"] = FieldKind.Number,
        ["user"] = FieldKind.Text, ["verbosity"] = FieldKind.Text, ["web_search_options"] = FieldKind.Object,
    };

    /// <summary>Finds what is wrong with a request, except the name of its model.</summary>
    public static ModelProblem? Check(ModelRequest request, FakeModel model) =>
        FieldKinds.Check(request.Body, Known)
        ?? (model.Embeds ? new ModelProblem(404, "This is not a chat model and thus not supported in this endpoint.") { Param = "model" } : null)
        ?? MessageCheck.Check(request.Body)
        ?? ToolCheck.Check(request.Body)
        ?? FormatCheck.Check(request)
        ?? Sampling(request.Body, model)
        ?? Lengths(request, model);

    private static ModelProblem? Sampling(JsonElement body, FakeModel model)
    {
        if (body.Is("logprobs") || body.Field("top_logprobs") is not null)
        {
            return ModelProblem.Field("logprobs", "Unsupported parameter: 'logprobs' is not supported with this model.", "unsupported_parameter");
        }

        if (body.Field("stream_options") is { } options && (!body.Is("stream") || FieldKinds.Check(options, StreamFields, "stream_options.") is not null))
        {
            return ModelProblem.Field("stream_options", "The 'stream_options' parameter is only allowed when 'stream' is enabled.");
        }

        if (body.Field("stop") is { ValueKind: JsonValueKind.Array } stops && stops.GetArrayLength() > StopsMax)
        {
            return ModelProblem.Field("stop", $"Invalid 'stop': array too long. Expected at most {StopsMax} items.", "array_above_max_length");
        }

        return Range(body, "temperature", 0, 2) ?? Range(body, "top_p", 0, 1) ?? Range(body, "n", 1, ChoicesMax)
            ?? Range(body, "frequency_penalty", -2, 2) ?? Range(body, "presence_penalty", -2, 2)
            ?? (model.FixedSampling ? Fixed(body) : null);
    }

    private static readonly Dictionary<string, FieldKind> StreamFields = new() { ["include_usage"] = FieldKind.Truth, ["include_obfuscation"] = FieldKind.Truth };

    private static ModelProblem? Fixed(JsonElement body)
    {
        foreach (var (name, usual) in new[] { ("temperature", 1.0), ("top_p", 1.0), ("frequency_penalty", 0.0), ("presence_penalty", 0.0) })
        {
            if (body.Field(name) is { } value && Math.Abs(value.GetDouble() - usual) > 1e-9)
            {
                return ModelProblem.Field(name, $"Unsupported value: '{name}' does not support {value.GetRawText()} with this model. Only the default ({usual}) value is supported.", "unsupported_value");
            }
        }

        return null;
    }

    private static ModelProblem? Range(JsonElement body, string name, double least, double most) => body.Field(name)?.GetDouble() switch
    {
        { } value when value > most => ModelProblem.Field(name, $"Invalid '{name}': above maximum value. Expected a value <= {most}, but got {value} instead.", $"{Unit(name)}_above_max_value"),
        { } value when value < least => ModelProblem.Field(name, $"Invalid '{name}': below minimum value. Expected a value >= {least}, but got {value} instead.", $"{Unit(name)}_below_min_value"),
        _ => null,
    };

    private static string Unit(string name) => Known[name] == FieldKind.Whole ? "integer" : "decimal";

    private static ModelProblem? Lengths(ModelRequest request, FakeModel model)
    {
        var body = request.Body;
        if (body.Field("max_tokens") is not null && (model.WantsMaxCompletionTokens || body.Field("max_completion_tokens") is not null))
        {
            return model.WantsMaxCompletionTokens
                ? ModelProblem.Field("max_tokens", "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", "unsupported_parameter")
                : ModelProblem.Field(null, "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.", "invalid_parameter_combination");
        }

        var name = body.Field("max_tokens") is null ? "max_completion_tokens" : "max_tokens";
        if (body.Whole(name) is { } most && (most < 1 || most > model.OutputTokens))
        {
            return most < 1
                ? ModelProblem.Field(name, $"Invalid '{name}': integer below minimum value. Expected a value >= 1, but got {most} instead.", "integer_below_min_value")
                : ModelProblem.Field(name, $"{name} is too large: {most}. This model supports at most {model.OutputTokens} completion tokens.", "invalid_value");
        }

        return TokenCount.Of(request) is var tokens && tokens > model.ContextTokens ? ModelProblem.TooLong(model.ContextTokens, tokens) : null;
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cardline.TestKit.Model.Checking;

/// <summary>Refuses tools, and a choice among them, that the real API would refuse.</summary>
internal static partial class ToolCheck
{
    /// <summary>Most tools of a request.</summary>
    private const int ToolsMax = 128;

    /// <summary>Finds the first fault.</summary>
    public static ModelProblem? Check(JsonElement body)
    {
        if (body.Field("tools") is not { } tools)
        {
            return body.Field("tool_choice") is null && body.Field("parallel_tool_calls") is null ? null
                : ModelProblem.Field("tool_choice", "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.");
        }

        if (tools.GetArrayLength() is 0 or > ToolsMax)
        {
            return ModelProblem.Field("tools", $"Invalid 'tools': expected 1 to {ToolsMax} items.", tools.GetArrayLength() == 0 ? "empty_array" : "array_above_max_length");
        }

        var number = 0;
        foreach (var tool in tools.EnumerateArray())
        {
            if (One(tool, $"tools[{number++}]") is { } problem)
            {
                return problem;
            }
        }

        return Choice(body, [.. tools.EnumerateArray().Select(tool => tool.Field("function")?.Text("name") ?? "")]);
    }

    private static ModelProblem? One(JsonElement tool, string at)
    {
        if (tool.Text("type") != "function" || tool.Field("function") is not { } function)
        {
            return ModelProblem.Field($"{at}.type", $"Invalid value: '{tool.Text("type")}'. Supported values are: 'function'.", "invalid_value");
        }

        if (!NamePattern().IsMatch(function.Text("name") ?? ""))
        {
            return ModelProblem.Field($"{at}.function.name", $"Invalid '{at}.function.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.", "invalid_value");
        }

        if (function.Field("parameters") is not { } parameters)
        {
            return null;
        }

        return parameters.Text("type") is "object"
            ? function.Is("strict") ? SchemaCheck.Strict(parameters, $"{at}.function.parameters") : null
            : ModelProblem.Field($"{at}.function.parameters", $"Invalid schema for function '{function.Text("name")}': schema must be a JSON Schema of 'type: \"object\"'.", "invalid_function_parameters");
    }

    private static ModelProblem? Choice(JsonElement body, HashSet<string> names) => body.Field("tool_choice") switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } word => word.GetString() is "none" or "auto" or "required" ? null
            : ModelProblem.Field("tool_choice", $"Invalid value: '{word.GetString()}'. Supported values are: 'none', 'auto', and 'required'.", "invalid_value"),
        { } choice => choice.Text("type") is "allowed_tools" || names.Contains(choice.Field("function")?.Text("name") ?? "") ? null
            : ModelProblem.Field("tool_choice", $"Tool choice '{choice.Field("function")?.Text("name")}' not found in 'tools' parameter."),
    };

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$", RegexOptions.None, 1000)]
    private static partial Regex NamePattern();
}

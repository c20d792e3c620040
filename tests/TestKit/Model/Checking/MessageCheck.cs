using System.Text.Json;

namespace Cardline.TestKit.Model.Checking;

/// <summary>Refuses messages that the real API would refuse: roles, contents, and tool answers without a question.</summary>
internal static class MessageCheck
{
    private static readonly string[] Roles = ["system", "developer", "user", "assistant", "tool"];

    private static readonly Dictionary<string, FieldKind> Known = new()
    {
        ["role"] = FieldKind.Text, ["content"] = FieldKind.Text | FieldKind.List, ["name"] = FieldKind.Text, ["refusal"] = FieldKind.Text,
        ["tool_calls"] = FieldKind.List, ["tool_call_id"] = FieldKind.Text, ["audio"] = FieldKind.Object, ["annotations"] = FieldKind.List,
    };

    /// <summary>Finds the first fault.</summary>
    public static ModelProblem? Check(JsonElement body)
    {
        if (body.Field("messages") is not { } messages)
        {
            return ModelProblem.Field("messages", "Missing required parameter: 'messages'.", "missing_required_parameter");
        }

        if (messages.GetArrayLength() == 0)
        {
            return ModelProblem.Field("messages", "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.", "empty_array");
        }

        var number = 0;
        foreach (var message in messages.EnumerateArray())
        {
            if (One(message, $"messages[{number++}]") is { } problem)
            {
                return problem;
            }
        }

        return Calls([.. messages.EnumerateArray()]);
    }

    private static ModelProblem? One(JsonElement message, string at)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            return FieldKinds.WrongType(at, FieldKind.Object, message);
        }

        if (FieldKinds.Check(message, Known, at + ".") is { } problem)
        {
            return problem;
        }

        if (message.Text("role") is not { } role)
        {
            return ModelProblem.Field($"{at}.role", $"Missing required parameter: '{at}.role'.", "missing_required_parameter");
        }

        if (!Roles.Contains(role))
        {
            return ModelProblem.Field($"{at}.role", $"Invalid value: '{role}'. Supported values are: {string.Join(", ", Roles.Select(one => $"'{one}'"))}.", "invalid_value");
        }

        // Only an assistant that calls tools may say nothing.
        var calls = role == "assistant" && message.Field("tool_calls") is not null;
        return message.Field("content") is { } content ? Parts(content, role, $"{at}.content")
            : calls ? null
            : ModelProblem.Field($"{at}.content", $"Invalid value for 'content': expected a string, got null.", "invalid_type");
    }

    private static ModelProblem? Parts(JsonElement content, string role, string at)
    {
        if (content.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var number = 0;
        foreach (var part in content.EnumerateArray())
        {
            var type = part.Text("type");
            if (type is not "text" && !(type is "refusal" && role == "assistant") && !(role == "user" && type is "image_url" or "input_audio" or "file"))
            {
                return ModelProblem.Field($"{at}[{number}].type", $"Invalid value: '{type}'.", "invalid_value");
            }

            if (type == "text" && part.Text("text") is null)
            {
                return ModelProblem.Field($"{at}[{number}].text", $"Missing required parameter: '{at}[{number}].text'.", "missing_required_parameter");
            }

            number++;
        }

        return number == 0 ? ModelProblem.Field(at, $"Invalid '{at}': empty array. Expected an array with minimum length 1, but got an empty array instead.", "empty_array") : null;
    }

    // Every call is answered by tool messages right behind it, and a tool message answers a call right before it.
    private static ModelProblem? Calls(JsonElement[] messages)
    {
        HashSet<string> open = [];
        for (var number = 0; number < messages.Length; number++)
        {
            var message = messages[number];
            if (message.Text("role") == "tool")
            {
                if (!open.Remove(message.Text("tool_call_id") ?? ""))
                {
                    return ModelProblem.Field($"messages.[{number}].role", "Invalid parameter: messages with role 'tool' must be a response to a preceding message with 'tool_calls'.");
                }

                continue;
            }

            if (open.Count > 0)
            {
                return Unanswered(open);
            }

            open = [.. message.Items("tool_calls").Select(call => call.Text("id") ?? "")];
            if (message.Field("tool_calls") is not null && (open.Count == 0 || open.Contains("")))
            {
                return ModelProblem.Field($"messages[{number}].tool_calls", $"Invalid 'messages[{number}].tool_calls': empty array, or a call without an id.", "empty_array");
            }
        }

        return open.Count > 0 ? Unanswered(open) : null;
    }

    private static ModelProblem Unanswered(HashSet<string> open) => ModelProblem.Field(
        "messages",
        $"An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: {string.Join(", ", open)}");
}

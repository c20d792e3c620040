using System.Text.RegularExpressions;

namespace Cardline.TestKit.Model.Checking;

/// <summary>Refuses a <c>response_format</c> that the real API would refuse.</summary>
internal static partial class FormatCheck
{
    /// <summary>Finds the first fault.</summary>
    public static ModelProblem? Check(ModelRequest request)
    {
        if (request.Body.Field("response_format") is not { } format)
        {
            return null;
        }

        switch (format.Text("type"))
        {
            case "text":
                return null;
            case "json_object":
                return request.AllText.Contains("json", StringComparison.OrdinalIgnoreCase) ? null
                    : ModelProblem.Field("messages", "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.");
            case "json_schema":
                return Schema(format.Field("json_schema"));
            default:
                return ModelProblem.Field("response_format.type", $"Invalid value: '{format.Text("type")}'. Supported values are: 'json_object', 'json_schema', and 'text'.", "invalid_value");
        }
    }

    private static ModelProblem? Schema(System.Text.Json.JsonElement? named)
    {
        if (named is not { } schema || schema.Text("name") is not { } name)
        {
            return ModelProblem.Field("response_format.json_schema.name", "Missing required parameter: 'response_format.json_schema.name'.", "missing_required_parameter");
        }

        if (!NamePattern().IsMatch(name))
        {
            return ModelProblem.Field("response_format.json_schema.name", "Invalid 'response_format.json_schema.name': string does not match pattern.", "invalid_value");
        }

        return schema.Is("strict") && schema.Field("schema") is { } body ? SchemaCheck.Strict(body, "response_format") : null;
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$", RegexOptions.None, 1000)]
    private static partial Regex NamePattern();
}

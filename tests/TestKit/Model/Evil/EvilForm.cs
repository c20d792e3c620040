using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cardline.TestKit.Model.Evil;

/// <summary>
/// Puts an obedient answer into the form that the request demands, so that it is not thrown away for its form alone: by the JSON schema, or by the first
/// example object in the prompt. Free text takes the answer; a choice takes the value that wants nobody; truth is false, numbers are 1.
/// </summary>
internal static partial class EvilForm
{
    /// <summary>Deepest nesting that is filled in.</summary>
    private const int DepthMax = 8;

    private static readonly string[] Quietest = ["none", "no", "never", "calm", "answer", "low", "false"];

    /// <summary>Fills the form in; null when none is demanded.</summary>
    public static string? Fill(EvilScene scene, string answer)
    {
        var format = scene.Request.Body.Field("response_format");
        return format?.Text("type") switch
        {
            "json_schema" => BySchema(format.Value.Field("json_schema")?.Field("schema") ?? default, answer, 0)?.ToJsonString(),
            "json_object" => ByExample(scene, answer),
            _ => null,
        };
    }

    private static JsonNode? BySchema(JsonElement schema, string answer, int depth)
    {
        if (schema.Items("enum").ToList() is { Count: > 0 } choices)
        {
            return JsonNode.Parse(Quiet(choices).GetRawText());
        }

        var type = schema.Text("type") ?? schema.Items("type").Select(one => one.GetString()).FirstOrDefault();
        switch (type)
        {
            case "object" when depth < DepthMax:
                var filled = new JsonObject();
                foreach (var property in schema.Field("properties")?.EnumerateObject() ?? default)
                {
                    filled[property.Name] = BySchema(property.Value, answer, depth + 1);
                }

                return filled;
            case "array" when depth < DepthMax:
                return new JsonArray(BySchema(schema.Field("items") ?? default, answer, depth + 1));
            case "boolean":
                return false;
            case "number" or "integer":
                return 1;
            default:
                return answer;
        }
    }

    private static string ByExample(EvilScene scene, string answer)
    {
        foreach (Match example in ObjectPattern().Matches(scene.Request.AllText))
        {
            try
            {
                var filled = new JsonObject();
                foreach (var (name, value) in (JsonObject)JsonNode.Parse(example.Value)!)
                {
                    filled[name] = value?.GetValueKind() switch
                    {
                        JsonValueKind.String when ((string)value!).Contains('|', StringComparison.Ordinal) => Quiet((string)value!),
                        JsonValueKind.String or null => answer,
                        JsonValueKind.True or JsonValueKind.False => false,
                        _ => value.DeepClone(),
                    };
                }

                return filled.ToJsonString();
            }
            catch (JsonException)
            {
                // Braces in ordinary words; the next ones may be an example.
            }
        }

        return new JsonObject { ["answer"] = answer }.ToJsonString();
    }

    private static string Quiet(string choices)
    {
        var all = choices.Split('|', StringSplitOptions.TrimEntries);
        return Quietest.FirstOrDefault(all.Contains) ?? all[0];
    }

    private static JsonElement Quiet(List<JsonElement> choices) =>
        choices.OrderBy(choice => Array.IndexOf(Quietest, choice.ToString()) is var at && at < 0 ? Quietest.Length : at).First();

    [GeneratedRegex(@"\{[^{}]{2,600}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ObjectPattern();
}

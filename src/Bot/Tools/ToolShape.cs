using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cardline.Bot.Tools;

/// <summary>What a tool is called, what it is for and what it takes.</summary>
/// <param name="Name">Its name, as a model calls it.</param>
/// <param name="Title">Its name, as a person sees it.</param>
/// <param name="Description">For a model to read.</param>
/// <param name="ReadOnly">Whether it changes nothing.</param>
/// <param name="Parameters">In the order of the schema.</param>
internal sealed record ToolShape(string Name, string Title, string Description, bool ReadOnly, IReadOnlyList<ToolParameter> Parameters)
{
    /// <summary>Gets the JSON schema of the arguments: nothing beyond the parameters.</summary>
    public JsonElement Schema { get; } = JsonSerializer.SerializeToElement(new JsonObject
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(Parameters.Select(parameter => KeyValuePair.Create(parameter.Name, (JsonNode?)parameter.Schema()))),
        ["required"] = new JsonArray([.. Parameters.Where(parameter => parameter.Required).Select(parameter => (JsonNode)parameter.Name)]),
        ["additionalProperties"] = false,
    });
}

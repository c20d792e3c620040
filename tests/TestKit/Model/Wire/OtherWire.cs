using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Cardline.TestKit.Model.Wire;

/// <summary>The answers that are not chat: vectors and the list of models.</summary>
internal static class OtherWire
{
    private static readonly DateTimeOffset MadeAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Makes the answer to an embedding request, in numbers or in base64 of little-endian floats.</summary>
    public static JsonObject Embeddings(ModelRequest request, FakeModel model)
    {
        var dimensions = request.Body.Whole("dimensions") ?? model.Dimensions;
        var inBase64 = request.Body.Text("encoding_format") == "base64";
        var tokens = request.Inputs.Sum(TokenCount.Of);
        return new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. request.Inputs.Select((text, index) => new JsonObject
            {
                ["object"] = "embedding", ["index"] = index, ["embedding"] = Vector(WordVectors.Of(text, dimensions), inBase64),
            })]),
            ["model"] = model.Id,
            ["usage"] = new JsonObject { ["prompt_tokens"] = tokens, ["total_tokens"] = tokens },
        };
    }

    /// <summary>Makes the list of models.</summary>
    public static JsonObject Models(IEnumerable<FakeModel> models) =>
        new() { ["object"] = "list", ["data"] = new JsonArray([.. models.Select(Model)]) };

    /// <summary>Makes one model.</summary>
    public static JsonObject Model(FakeModel model) =>
        new() { ["id"] = model.Id, ["object"] = "model", ["created"] = MadeAt.ToUnixTimeSeconds(), ["owned_by"] = "cardline-tests" };

    private static JsonNode Vector(float[] vector, bool inBase64) => inBase64
        ? JsonValue.Create(Convert.ToBase64String(MemoryMarshal.AsBytes<float>(vector)))
        : new JsonArray([.. vector.Select(value => (JsonNode)value)]);
}

using System.Text.Json.Nodes;

namespace Cardline.TestKit.Model;

/// <summary>What Azure's content filter found, in its own form.</summary>
internal static class ContentFilter
{
    private static readonly string[] Kinds = ["hate", "self_harm", "sexual", "violence"];

    /// <summary>Makes the findings of one text.</summary>
    /// <param name="hit">Whether it was refused; as hate, high.</param>
    public static JsonObject Result(bool hit)
    {
        var found = new JsonObject();
        foreach (var kind in Kinds)
        {
            var bad = hit && kind == "hate";
            found[kind] = new JsonObject { ["filtered"] = bad, ["severity"] = bad ? "high" : "safe" };
        }

        found["jailbreak"] = new JsonObject { ["filtered"] = false, ["detected"] = false };
        return found;
    }

    /// <summary>Makes the findings of the prompt, as they stand beside the choices of an answer.</summary>
    public static JsonArray Prompt() => [new JsonObject { ["prompt_index"] = 0, ["content_filter_results"] = Result(hit: false) }];
}

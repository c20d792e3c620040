using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Cardline.Bot.Tools;

/// <summary>Results as JSON: the same over HTTP and over the model context protocol.</summary>
internal static class ToolJson
{
    /// <summary>Gets how results are written: camel case, Chinese as it is.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Writes a result.</summary>
    public static JsonElement Of(ToolResult result) =>
        result is ForwardedResult forwarded ? forwarded.Json : JsonSerializer.SerializeToElement(result, result.GetType(), Options);

    /// <summary>Whether a result is an error.</summary>
    public static bool IsError(ToolResult result) => result is ToolError or ForwardedResult { IsError: true };
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cardline.Load;

/// <summary>What the program says: one JSON object on standard output, remarks on standard error.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints the result.</summary>
    public static void Print(JsonObject result) => Console.Out.WriteLine(result.ToJsonString(Readable));

    /// <summary>Prints the result as a text for people.</summary>
    public static void Print(string text) => Console.Out.Write(text);

    /// <summary>Prints a remark.</summary>
    public static void Say(string remark) => Console.Error.WriteLine(remark);
}

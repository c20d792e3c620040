using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cardline.Bot.Gate.Channels;

/// <summary>An activity as a channel posted it: read with limits, not yet believed.</summary>
internal sealed partial record InboundActivity(JsonObject Json)
{
    /// <summary>Deepest nesting of a body.</summary>
    public const int DepthMax = 32;

    /// <summary>Longest id that is taken from outside.</summary>
    public const int IdCharsMax = 512;

    private static readonly string[] NotStored = ["id", "timestamp", "serviceUrl", "conversation", "callerId", "relatesTo", "deliveryMode"];

    /// <summary>Gets the type; never empty.</summary>
    public string Type => Text("type")!;

    /// <summary>Gets the channel's own id.</summary>
    public string? Id => Text("id");

    /// <summary>Gets the channel; null when missing or not shaped like one.</summary>
    public string? ChannelId => Text("channelId") is { } channel && ChannelShape().IsMatch(channel) ? channel : null;

    /// <summary>Gets where the replies go.</summary>
    public string? ServiceUrl => Text("serviceUrl");

    /// <summary>Gets the name of an event.</summary>
    public string? Name => Text("name");

    /// <summary>Gets the channel's conversation id.</summary>
    public string? ConversationId => IdIn("conversation");

    /// <summary>Gets the sender's id.</summary>
    public string? FromId => IdIn("from");

    /// <summary>Gets a value indicating whether the replies are wanted in the answer.</summary>
    public bool ExpectsReplies => Text("deliveryMode") == "expectReplies";

    /// <summary>Gets the locale; null when it is not shaped like one.</summary>
    public string? Locale => Text("locale") is { } locale && LocaleShape().IsMatch(locale) ? locale : null;

    /// <summary>Reads a body of at most so many bytes.</summary>
    /// <returns>The activity, or why there is none.</returns>
    public static async Task<(InboundActivity? Activity, IResult? Refusal)> ReadAsync(HttpRequest request, int bytesMax, CancellationToken cancel)
    {
        if (request.ContentLength > bytesMax)
        {
            return (null, ChannelRefusals.TooLarge);
        }

        var body = new byte[Math.Min(bytesMax, request.ContentLength ?? bytesMax) + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancel);
        if (length > bytesMax)
        {
            return (null, ChannelRefusals.TooLarge);
        }

        try
        {
            var documents = new JsonDocumentOptions { MaxDepth = DepthMax, AllowDuplicateProperties = false };
            return JsonNode.Parse(body.AsSpan(0, length), nodeOptions: null, documents) is JsonObject json && new InboundActivity(json) is { } activity && !string.IsNullOrEmpty(activity.Text("type"))
                ? (activity, null)
                : (null, ChannelRefusals.NotAnActivity);
        }
        catch (JsonException)
        {
            return (null, ChannelRefusals.NotAnActivity);
        }
    }

    /// <summary>Reads a member that is a text; null when it is anything else.</summary>
    public string? Text(string name) => TextOf(Json[name]);

    /// <summary>Makes what is stored: without what only the channel needs, from the cardholder, and without our own key.</summary>
    public JsonObject ToEntry()
    {
        var entry = (JsonObject)Json.DeepClone();
        foreach (var name in NotStored)
        {
            entry.Remove(name);
        }

        if (entry["from"] is JsonObject from)
        {
            from["role"] = "user";
        }

        (entry["channelData"] as JsonObject)?.Remove("cardline");
        return entry;
    }

    private string? IdIn(string name) => Json[name] is JsonObject account && TextOf(account["id"]) is { Length: > 0 and <= IdCharsMax } id ? id : null;

    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    [GeneratedRegex("^[a-zA-Z0-9._-]{1,64}$", RegexOptions.NonBacktracking)]
    private static partial Regex ChannelShape();

    [GeneratedRegex("^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LocaleShape();
}

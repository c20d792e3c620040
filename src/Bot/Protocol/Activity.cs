using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cardline.Bot.Protocol;

/// <summary>A typed view over an activity's JSON. Fields without a property here survive untouched, also through a write.</summary>
/// <remarks>A field of the wrong kind reads as absent: a number in <c>text</c> is no text.</remarks>
internal sealed class Activity(JsonObject json)
{
    /// <summary>Gets the activity itself.</summary>
    public JsonObject Json { get; } = json;

    /// <summary>Gets or sets the kind, compared ordinally; see <see cref="ActivityTypes"/>.</summary>
    public string? Type { get => Text(Json, "type"); set => Set("type", value); }

    /// <summary>Gets the id, which only the log gives.</summary>
    public string? Id => Text(Json, "id");

    /// <summary>Gets or sets the name of an event.</summary>
    public string? Name { get => Text(Json, "name"); set => Set("name", value); }

    /// <summary>Gets or sets what was said.</summary>
    public string? Said { get => Text(Json, "text"); set => Set("text", value); }

    /// <summary>Gets or sets the language of the sender, such as <c>zh-Hans</c>.</summary>
    public string? Locale { get => Text(Json, "locale"); set => Set("locale", value); }

    /// <summary>Gets or sets the channel; always <c>directline</c> here.</summary>
    public string? ChannelId { get => Text(Json, "channelId"); set => Set("channelId", value); }

    /// <summary>Gets the sender's id.</summary>
    public string? FromId => Text(From, "id");

    /// <summary>Gets the sender's name.</summary>
    public string? FromName => Text(From, "name");

    /// <summary>Gets the sender's role: <c>user</c>, <c>bot</c> or <c>channel</c>.</summary>
    public string? FromRole => Text(From, "role");

    /// <summary>Gets the sender.</summary>
    public JsonObject? From => Json["from"] as JsonObject;

    /// <summary>Gets what an event or a chip carries.</summary>
    public JsonNode? Value => Json["value"];

    /// <summary>Gets what sender and receiver tell each other beside the protocol.</summary>
    public JsonObject? ChannelData => Json["channelData"] as JsonObject;

    /// <summary>Gets the attachments.</summary>
    public JsonArray? Attachments => Json["attachments"] as JsonArray;

    /// <summary>Gets the entities.</summary>
    public JsonArray? Entities => Json["entities"] as JsonArray;

    /// <summary>Gets the chips offered with a message.</summary>
    public JsonArray? SuggestedActions => (Json["suggestedActions"] as JsonObject)?["actions"] as JsonArray;

    /// <summary>Gets the sender's own id of the request: both spellings that clients use.</summary>
    public string? ClientActivityId => Text(ChannelData, "clientActivityID") ?? Text(ChannelData, "clientActivityId");

    /// <summary>Reads a text field; null when it is absent or no text.</summary>
    public static string? Text(JsonObject? holder, string field) =>
        holder?[field] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>Sets who sent it, dropping whatever else was claimed about the sender.</summary>
    public void SetFrom(string id, string? name, string role)
    {
        var from = new JsonObject { ["id"] = id, ["role"] = role };
        if (name is not null)
        {
            from["name"] = name;
        }

        Json["from"] = from;
    }

    private void Set(string field, string? value)
    {
        if (value is null)
        {
            Json.Remove(field);
        }
        else
        {
            Json[field] = value;
        }
    }
}

using System.Text.Json.Nodes;

namespace Cardline.Bot.Tests.Gate;

/// <summary>What a client knows.</summary>
internal sealed record Session(string ConversationId, string Token, string? StreamUrl, string? Resume)
{
    public static Session Of(JsonObject json) =>
        new((string)json["conversationId"]!, (string)json["token"]!, (string?)json["streamUrl"], (string?)json["resume"]);
}

using System.Text.Json.Nodes;

namespace Cardline.Bot.Conversations;

/// <summary>Passing events to the open sockets of a conversation: never logged, may be lost.</summary>
internal interface ILiveClients
{
    /// <summary>Pushes one activity (typing, or an event) to every open socket of the conversation, without a watermark.</summary>
    void SendPassing(string conversationId, JsonObject activity);
}

using System.Text.Json.Nodes;

namespace Cardline.Bot.Conversations;

/// <summary>For commands, which have no sockets to tell anything.</summary>
internal sealed class NoClients : ILiveClients, ILocalClients
{
    void ILiveClients.SendPassing(string conversationId, JsonObject activity)
    {
    }

    bool ILiveClients.IsWatched(string conversationId) => false;

    void ILocalClients.SendPassing(string conversationId, JsonObject activity)
    {
    }
}

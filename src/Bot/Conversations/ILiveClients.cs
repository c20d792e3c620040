using System.Text.Json.Nodes;

namespace Cardline.Bot.Conversations;

/// <summary>Passing events to the open sockets of a conversation, on whichever nodes they are: never logged, may be lost.</summary>
internal interface ILiveClients
{
    /// <summary>Pushes one activity (typing, or an event) to every open socket of the conversation, without a watermark. Never blocks, never throws for a store that is away.</summary>
    void SendPassing(string conversationId, JsonObject activity);

    /// <summary>Says whether anybody might see a passing event. Costs nothing; false means for certain that nobody does.</summary>
    bool IsWatched(string conversationId);
}

/// <summary>Passing events to the open sockets of this node only: for what every node finds out by itself.</summary>
internal interface ILocalClients
{
    /// <summary>Pushes one activity to the sockets of the conversation that are open on this node. Never blocks.</summary>
    void SendPassing(string conversationId, JsonObject activity);
}

using Cardline.Bot.Conversations;

namespace Cardline.Bot.Turns;

/// <summary>Asks for the bot's turn in a conversation. Never blocks; asking too often is harmless, the log knows what is owed.</summary>
internal interface ITurnScheduler
{
    /// <summary>Looks at the conversation soon.</summary>
    void Schedule(string conversationId);

    /// <summary>Looks soon at the conversation to which this node has just appended; the turn begins from what was written, where nothing came in between.</summary>
    void Schedule(AppendResult.Appended appended);
}

using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;

namespace Cardline.Bot.Gate;

/// <summary>Hears that a cardholder types. Passing: nothing is kept.</summary>
internal interface ITypingRelay
{
    /// <summary>The cardholder typed a moment ago. Must not block.</summary>
    void CardholderTypes(string conversationId);
}

/// <summary>Whether a person could take a conversation now, and how far off that is.</summary>
internal interface IDeskStatus
{
    /// <summary>Gets a value indicating whether an agent is on duty.</summary>
    bool AgentsOnDuty { get; }

    /// <summary>The passing event that tells a waiting conversation its place; null for one that does not wait. Must not block.</summary>
    JsonObject? PlaceOf(string conversationId);
}

/// <summary>Whether new conversations may start; while warming up or shedding load they are asked to come again.</summary>
internal interface IReadiness
{
    /// <summary>Gets a value indicating whether new conversations may start.</summary>
    bool Ready { get; }
}

/// <summary>The bot's first words.</summary>
internal interface IGreeting
{
    /// <summary>Makes the entry that greets in a language; null for none. Must not throw: without its start a conversation is lost.</summary>
    NewEntry? For(string? locale);
}

/// <summary>Used when the host registers no greeting.</summary>
internal sealed class NoGreeting : IGreeting
{
    /// <inheritdoc/>
    public NewEntry? For(string? locale) => null;
}

/// <summary>Used when the host registers no relay: typing is dropped.</summary>
internal sealed class NoTypingRelay : ITypingRelay
{
    /// <inheritdoc/>
    public void CardholderTypes(string conversationId)
    {
    }
}

/// <summary>Used when the host registers no desk.</summary>
internal sealed class NoDesk : IDeskStatus
{
    /// <inheritdoc/>
    public bool AgentsOnDuty => false;

    /// <inheritdoc/>
    public JsonObject? PlaceOf(string conversationId) => null;
}

/// <summary>Used when the host registers no readiness.</summary>
internal sealed class AlwaysReady : IReadiness
{
    /// <inheritdoc/>
    public bool Ready => true;
}

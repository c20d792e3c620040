using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;

namespace Cardline.Bot.Gate.Channels;

/// <summary>Where a channel's conversation lives outside: what a reply needs. Taken from the last activity that came in.</summary>
/// <param name="ChannelId">The channel.</param>
/// <param name="Conversation">Its conversation, as the channel describes it.</param>
/// <param name="User">The cardholder's account there.</param>
/// <param name="Bot">The bot's account there; null when the channel did not say.</param>
/// <param name="ServiceUrl">Where replies go; null when none was given.</param>
/// <param name="LastActivityId">The channel's own id of the last message, which replies name.</param>
/// <param name="Authenticated">Whether a valid token came with it; without one nothing is ever sent.</param>
/// <param name="AnswersInRequest">Whether the channel asked for its replies in the answer; then nothing is sent to the address.</param>
/// <param name="ReceivedAt">When it came. A newer one lifts the mark of an undeliverable conversation.</param>
internal sealed record ChannelReference(
    string ChannelId, JsonObject Conversation, JsonObject User, JsonObject? Bot, string? ServiceUrl, string? LastActivityId,
    bool Authenticated, bool AnswersInRequest, DateTimeOffset ReceivedAt)
{
    /// <summary>Beginning of the ids of conversations that belong to a channel.</summary>
    public const string IdPrefix = "ch-";

    private const int HashCharsKept = 32;

    /// <summary>Our id of a channel's conversation: always the same one, and nothing of theirs can be read from it.</summary>
    public static string ConversationIdOf(string channelId, string conversationId)
    {
        // The length in front keeps ("ab", "c") and ("a", "bc") apart.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{channelId.Length}:{channelId}{conversationId}"));
        return IdPrefix + Convert.ToBase64String(hash).Replace('+', '-').Replace('/', '_')[..HashCharsKept];
    }
}

/// <summary>Keeps references in the state store, kind <c>channel</c>. They are not masked: an account's id may be a phone number, and replies need it.</summary>
internal sealed class ChannelReferences(IStateStore store)
{
    private const string Kind = "channel";

    /// <summary>Writes what is known of a conversation now.</summary>
    public Task SaveAsync(string conversationId, ChannelReference reference, CancellationToken cancel) =>
        store.PutAsync(Kind, conversationId, JsonSerializer.Serialize(reference), cancel);

    /// <summary>Reads it; null for a conversation of another kind.</summary>
    public async Task<ChannelReference?> FindAsync(string conversationId, CancellationToken cancel) =>
        await store.GetAsync(Kind, conversationId, cancel) is { } json ? JsonSerializer.Deserialize<ChannelReference>(json) : null;
}

using Cardline.Bot.Gate.Tokens;

namespace Cardline.Bot.Gate.DirectLine;

/// <summary>Who calls: the holder of a token, or the bank's backend with the secret.</summary>
/// <param name="Claims">What the token says; null for the secret.</param>
internal sealed record Caller(TokenClaims? Claims)
{
    /// <summary>Gets a value indicating whether the secret was presented: good for every conversation.</summary>
    public bool IsBackend => Claims is null;

    /// <summary>Whether the caller may know of a conversation at all. If not it is told that there is none.</summary>
    public bool MayUse(string conversationId) =>
        IsBackend || string.Equals(Claims!.ConversationId, conversationId, StringComparison.Ordinal);

    /// <summary>Claims for a token or ticket in this conversation.</summary>
    public TokenClaims ClaimsFor(string conversationId) => Claims ?? new TokenClaims(conversationId, "backend");
}

namespace Cardline.Bot.Gate.Tokens;

/// <summary>What a signed text is good for. One is never accepted as another.</summary>
internal enum TokenPurpose
{
    /// <summary>Calling Direct Line for one conversation.</summary>
    DirectLine,

    /// <summary>Coming back to a conversation after the token ran out.</summary>
    Resume,

    /// <summary>Opening one socket.</summary>
    Stream,
}

/// <summary>What a token says.</summary>
/// <param name="ConversationId">The one conversation it is for.</param>
/// <param name="Session">Stays the same over refreshes; sockets are counted by it.</param>
internal sealed record TokenClaims(string ConversationId, string Session)
{
    /// <summary>Gets the cardholder's id, which overrides whatever a client says; null when the client may choose.</summary>
    public string? UserId { get; init; }

    /// <summary>Gets the name the bank vouches for.</summary>
    public string? UserName { get; init; }

    /// <summary>Gets a value indicating whether the bank vouched for the cardholder.</summary>
    public bool SignedIn { get; init; }

    /// <summary>Gets the language the page asked for.</summary>
    public string? Lang { get; init; }

    /// <summary>Gets the origins whose pages may use it; empty for any.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];
}

/// <summary>What a token turned out to be. The set is closed.</summary>
internal abstract record Verification
{
    private Verification()
    {
    }

    /// <summary>Signed by us for this purpose, and still good.</summary>
    internal sealed record Good(TokenClaims Claims, string TokenId, DateTimeOffset ExpiresAt) : Verification;

    /// <summary>Signed by us for this purpose, but its time is over.</summary>
    internal sealed record Expired : Verification;

    /// <summary>Anything else.</summary>
    internal sealed record Bad : Verification;
}

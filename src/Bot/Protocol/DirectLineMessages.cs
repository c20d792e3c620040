using System.Text.Json.Serialization;

namespace Cardline.Bot.Protocol;

/// <summary>Answer of <c>tokens/generate</c>, <c>tokens/refresh</c> and the start of a conversation.</summary>
/// <param name="ConversationId">The conversation the token is for.</param>
/// <param name="Token">A bearer token.</param>
/// <param name="ExpiresInSeconds">Life of the token from now.</param>
internal record TokenAnswer(
    [property: JsonPropertyName("conversationId")] string ConversationId,
    [property: JsonPropertyName("token")] string Token,
    [property: JsonPropertyName("expires_in")] int ExpiresInSeconds);

/// <summary>Answer of a start or a reconnect.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Token">Replaces the client's token.</param>
/// <param name="ExpiresInSeconds">Life of the token from now.</param>
/// <param name="StreamUrl">Absolute address of the socket; good once, for a minute.</param>
internal sealed record ConversationAnswer(
    string ConversationId, string Token, int ExpiresInSeconds, [property: JsonPropertyName("streamUrl")] string StreamUrl)
    : TokenAnswer(ConversationId, Token, ExpiresInSeconds);

/// <summary>Answer of a post.</summary>
/// <param name="Id">The activity's id, the same as in its echo.</param>
internal sealed record ResourceAnswer([property: JsonPropertyName("id")] string Id);

/// <summary>Body of <c>tokens/generate</c>; read without regard to case, as Microsoft's own tests send it.</summary>
/// <param name="User">The signed-in cardholder, vouched for by the bank.</param>
/// <param name="TrustedOrigins">Origins whose pages may use the token; none means any.</param>
internal sealed record GenerateRequest(ChannelAccount? User, IReadOnlyList<string>? TrustedOrigins);

/// <summary>Body of a start.</summary>
/// <param name="User">Who starts it; only heeded from the bank's backend.</param>
/// <param name="Locale">Language of the page.</param>
internal sealed record StartRequest(ChannelAccount? User, string? Locale);

/// <summary>A party to a conversation.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
internal sealed record ChannelAccount(string? Id, string? Name);

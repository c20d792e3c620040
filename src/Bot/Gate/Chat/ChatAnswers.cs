using System.Text.Json.Serialization;
using Cardline.Bot.Protocol;

namespace Cardline.Bot.Gate.Chat;

/// <summary>Answer of <c>POST /api/chat/token</c>.</summary>
/// <param name="ConversationId">The conversation the token is for.</param>
/// <param name="Token">A bearer token.</param>
/// <param name="ExpiresInSeconds">Life of the token from now.</param>
/// <param name="Resume">Outlives the token: the phone keeps it to come back to its place.</param>
internal sealed record ChatTokenAnswer(
    string ConversationId, string Token, int ExpiresInSeconds, [property: JsonPropertyName("resume")] string Resume)
    : TokenAnswer(ConversationId, Token, ExpiresInSeconds);

/// <summary>Answer of <c>GET /api/chat/settings</c>.</summary>
/// <param name="Bank">The bank's name.</param>
/// <param name="Hotline">The number to call, with its words.</param>
/// <param name="AgentsOnDuty">Whether a person could take the conversation now.</param>
/// <param name="Uploads">Whether files are accepted.</param>
/// <param name="TextCharsMax">Longest message.</param>
internal sealed record ChatSettings(string Bank, string Hotline, bool AgentsOnDuty, bool Uploads, int TextCharsMax);

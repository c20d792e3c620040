using Cardline.Bot.Gate.Tokens;
using Cardline.Bot.Protocol;

namespace Cardline.Bot.Gate.DirectLine;

/// <summary>Makes the answer that lets a client open its socket.</summary>
internal sealed class ConversationAddress(TokenIssuer issuer, StreamTickets tickets, PublicAddress address)
{
    /// <summary>A fresh token, and a socket address that is good once.</summary>
    public async Task<ConversationAnswer> AnswerAsync(HttpRequest request, TokenClaims claims, string watermark, CancellationToken cancel)
    {
        var ticket = await tickets.IssueAsync(claims, cancel);
        var stream = $"{address.SocketOf(request)}/v3/directline/conversations/{claims.ConversationId}/stream?watermark={watermark}&t={ticket}";
        return new ConversationAnswer(
            claims.ConversationId,
            await issuer.IssueAsync(claims, TokenPurpose.DirectLine, cancel),
            (int)issuer.LifeOf(TokenPurpose.DirectLine).TotalSeconds,
            stream);
    }
}

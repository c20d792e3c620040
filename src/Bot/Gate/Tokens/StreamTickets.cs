using Cardline.Bot.Conversations;

namespace Cardline.Bot.Gate.Tokens;

/// <summary>Tickets in socket addresses: signed, good for a minute, and good once, whichever node the socket is opened on.</summary>
/// <remarks>
/// What was used up is a lease that nobody gives back. When the store cannot say whether a ticket was used before, nothing opens:
/// the client asks for a new address and loses seconds.
/// </remarks>
internal sealed class StreamTickets(TokenIssuer issuer, ILeaseStore leases)
{
    /// <summary>Kind of the leases.</summary>
    public const string Kind = "ticket";

    /// <summary>Most that two nodes' clocks may differ. On a slow one a ticket is good for longer, so that long it must be remembered too.</summary>
    public static readonly TimeSpan ClockDifferenceMax = TimeSpan.FromMinutes(1);

    /// <summary>Makes a ticket for one socket. It says only what a socket needs: addresses stand in the logs of what lies between, and the cardholder's name must not.</summary>
    public ValueTask<string> IssueAsync(TokenClaims claims, CancellationToken cancel) =>
        issuer.IssueAsync(new TokenClaims(claims.ConversationId, claims.Session) { Origins = claims.Origins }, TokenPurpose.Stream, cancel);

    /// <summary>Uses a ticket up.</summary>
    /// <returns>What it said; null when it is not good, or not good any more.</returns>
    /// <exception cref="LogUnavailableException">The store could not say (BOT030); the ticket may be used up.</exception>
    public async ValueTask<TokenClaims?> UseAsync(string ticket, CancellationToken cancel)
    {
        if (await issuer.VerifyAsync(ticket, TokenPurpose.Stream, cancel) is not Verification.Good good)
        {
            return null;
        }

        // An owner may take its lease again, so each use is an owner of its own.
        var life = TokenIssuer.StreamLife + ClockDifferenceMax;
        return await leases.TryTakeAsync(Kind, good.TokenId, Letters.Random(), life, cancel) ? good.Claims : null;
    }
}

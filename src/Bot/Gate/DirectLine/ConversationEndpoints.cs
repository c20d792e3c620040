using Cardline.Bot.Conversations;
using Cardline.Bot.Gate.Limits;
using Cardline.Bot.Protocol;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.DirectLine;

/// <summary>Starting a conversation and coming back to it.</summary>
/// <remarks>
/// At the start a client retries after 429 or a lost connection and gives up for good after 500 or 503, so whatever keeps a
/// conversation from starting for a while answers 429.
/// </remarks>
internal sealed class ConversationEndpoints(
    Callers callers, ConversationStart start, ConversationAddress address, IConversationLog log, RateLimits rates, IOptions<GateOptions> options)
{
    /// <summary>Starts the token's conversation: 201 when it is new, 200 when it had started already.</summary>
    public async Task<IResult> StartAsync(HttpContext http, IReadiness readiness)
    {
        var (caller, refusal) = await callers.IdentifyAsync(http.Request, http.RequestAborted);
        if (caller is null)
        {
            return refusal!.ToResult();
        }

        if (!readiness.Ready)
        {
            return Refusals.NotReady.ToResult();
        }

        if (!rates.AllowsStart(http.Connection.RemoteIpAddress))
        {
            return Refusals.TooMany.ToResult();
        }

        var (body, bad) = await BoundedBody.ReadAsync(http.Request, options.Value, mayBeEmpty: true, http.RequestAborted);
        if (body is null)
        {
            return bad!.ToResult();
        }

        if (TokenEndpoints.ReadAs<StartRequest>(body) is not { } request)
        {
            return Refusals.Malformed.ToResult();
        }

        try
        {
            var (claims, isNew) = await start.BeginAsync(caller, request, http.RequestAborted);
            var answer = await address.AnswerAsync(http.Request, claims, "-", http.RequestAborted);
            return Results.Json(answer, statusCode: isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
        }
        catch (LogUnavailableException)
        {
            return Refusals.NotReady.ToResult();
        }
    }

    /// <summary>Gives a client that lost its socket another one, from its watermark on. An empty watermark replays everything.</summary>
    public async Task<IResult> ReconnectAsync(HttpContext http, string conversationId)
    {
        var (caller, refusal) = await callers.IdentifyAsync(http.Request, conversationId, http.RequestAborted);
        if (caller is null)
        {
            return refusal!.ToResult();
        }

        if (!rates.AllowsRead(conversationId))
        {
            return Refusals.TooMany.ToResult();
        }

        if (await log.FindAsync(conversationId, http.RequestAborted) is not { } head)
        {
            return Refusals.NoConversation.ToResult();
        }

        var after = Watermark.Parse(http.Request.Query["watermark"], head.VisibleSeq);
        var claims = caller.ClaimsFor(conversationId);
        return Results.Json(await address.AnswerAsync(http.Request, claims, Watermark.Format(after), http.RequestAborted));
    }
}

using Cardline.Bot.Conversations;
using Cardline.Bot.Gate.Limits;
using Cardline.Bot.Protocol;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.DirectLine;

/// <summary>Posting an activity, and polling for those that came.</summary>
internal sealed class ActivityEndpoints(
    Callers callers, InboundDoor door, ClientAppend append, PublicAddress address, IConversationLog log, RateLimits rates)
{
    /// <summary>Most activities of one poll; the client comes back for the rest with the watermark it was given.</summary>
    public const int PollMax = 200;

    /// <summary>Takes an activity in, answers at once with its id; the bot's turn comes later.</summary>
    public async Task<IResult> PostAsync(HttpContext http, string conversationId, IOptions<GateOptions> options)
    {
        var (caller, refusal) = await callers.IdentifyAsync(http.Request, conversationId, http.RequestAborted);
        if (caller is null)
        {
            return refusal!.ToResult();
        }

        if (!rates.AllowsActivity(conversationId))
        {
            return Refusals.TooMany.ToResult();
        }

        var (body, bad) = await BoundedBody.ReadAsync(http.Request, options.Value, mayBeEmpty: false, http.RequestAborted);
        return body is null ? bad!.ToResult() : await append.TakeAsync(conversationId, door.Admit(body, caller), http.RequestAborted);
    }

    /// <summary>Gives everything after a watermark. One error would end a client's polling for good, so trouble looks like no news.</summary>
    public async Task<IResult> PollAsync(HttpContext http, string conversationId)
    {
        var asked = http.Request.Query["watermark"].ToString();
        try
        {
            var (caller, refusal) = await callers.IdentifyAsync(http.Request, conversationId, http.RequestAborted);
            if (caller is null)
            {
                return refusal!.ToResult();
            }

            if (!rates.AllowsRead(conversationId))
            {
                return NoNews(asked);
            }

            if (await log.FindAsync(conversationId, http.RequestAborted) is not { } head)
            {
                return Refusals.NoConversation.ToResult();
            }

            var after = Watermark.Parse(asked, head.VisibleSeq);
            var entries = await log.ReadAsync(conversationId, Audience.Cardholder, after, PollMax, http.RequestAborted);
            return Results.Bytes(OutboundDoor.SetOf(entries, after, address.Of(http.Request)).ToUtf8(), "application/json; charset=utf-8");
        }
        catch (LogUnavailableException)
        {
            return NoNews(asked);
        }
    }

    // The watermark goes back as it came, or the client would start again from the beginning.
    private static IResult NoNews(string asked) =>
        Results.Bytes(new ActivitySet([], Watermark.Parse(asked, long.MaxValue)).ToUtf8(), "application/json; charset=utf-8");
}

using System.Net;
using Cardline.Bot.Conversations;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.Channels;

/// <summary><c>POST /api/messages</c>: who calls, whether the reply may go where it would go, and then the inbox.</summary>
internal sealed class ChannelEndpoint(ChannelTokens tokens, ChannelInbox inbox, IOptions<ChannelOptions> options, ILogger<ChannelEndpoint> logger)
{
    // A proxy's or a browser's header means that the call was not made on this machine for this bot, whatever the remote address says.
    private static readonly string[] SignsOfElsewhere = ["Origin", "X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "Via"];

    /// <summary>Answers one call.</summary>
    public async Task<IResult> PostAsync(HttpContext http)
    {
        var isConfigured = options.Value.AppId.Length > 0;
        if (!isConfigured && !IsFromThisMachine(http))
        {
            return ChannelRefusals.OnlyLocal;
        }

        var (activity, unread) = await InboundActivity.ReadAsync(http.Request, options.Value.BodyBytesMax, http.RequestAborted);
        if (activity is null)
        {
            return unread!;
        }

        if (isConfigured || http.Request.Headers.Authorization.Count > 0)
        {
            var fault = await tokens.FindFaultAsync(http.Request.Headers.Authorization, activity.ChannelId, activity.ServiceUrl, http.RequestAborted);
            if (fault is not null)
            {
                ChannelLog.Unauthenticated(logger, fault);
                return ChannelRefusals.Unauthenticated;
            }
        }

        if (FindRefusal(activity, isConfigured) is { } refusal)
        {
            return refusal;
        }

        try
        {
            return await inbox.TakeAsync(activity, authenticated: isConfigured, http.RequestAborted);
        }
        catch (LogUnavailableException exception)
        {
            ChannelLog.LogUnavailable(logger, exception);
            return ChannelRefusals.Unavailable;
        }
    }

    private IResult? FindRefusal(InboundActivity activity, bool isConfigured)
    {
        if (activity.ChannelId is null || activity.ConversationId is null || activity.FromId is null)
        {
            return ChannelRefusals.Incomplete;
        }

        if (activity.ExpectsReplies || activity.Type == "invoke")
        {
            return null;
        }

        if (!isConfigured)
        {
            return activity.Type == "message" ? ChannelRefusals.OnlyExpectReplies : null;
        }

        return activity.ServiceUrl is null
            ? (activity.Type == "message" ? ChannelRefusals.Incomplete : null)
            : ServiceHosts.Allows(options.Value, activity.ServiceUrl) ? null : ChannelRefusals.HostNotAllowed;
    }

    private static bool IsFromThisMachine(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && (http.Request.Host.Host == "localhost" || (IPAddress.TryParse(http.Request.Host.Host.Trim('[', ']'), out var host) && IPAddress.IsLoopback(host)))
        && !SignsOfElsewhere.Any(http.Request.Headers.ContainsKey);
}

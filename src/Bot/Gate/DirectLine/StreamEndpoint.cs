using Cardline.Bot.Conversations;
using Cardline.Bot.Gate.Tokens;
using Cardline.Bot.Protocol;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.DirectLine;

/// <summary>Opens a client's socket. It authorises itself by the ticket in its address; a page's origin is checked here, for no preflight guards a socket.</summary>
internal sealed class StreamEndpoint(
    StreamTickets tickets, Origins origins, ClientSockets sockets, IConversationLog log, PublicAddress address, SocketRun run)
{
    /// <summary>Serves the socket until it ends.</summary>
    public async Task<IResult> OpenAsync(HttpContext http, string conversationId)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            return Refusals.NotASocket.ToResult();
        }

        if (!sockets.HasRoom)
        {
            return Refusals.TooManySockets.ToResult();
        }

        // The ticket is used up even when the origin is wrong: a page that may not have it has seen it.
        var claims = await tickets.UseAsync(http.Request.Query["t"].ToString(), http.RequestAborted);
        if (claims is null || claims.ConversationId != conversationId)
        {
            return Refusals.BadTicket.ToResult();
        }

        if (!origins.Trusts(http.Request, claims))
        {
            return Refusals.BadOrigin.ToResult();
        }

        if (await log.FindAsync(conversationId, http.RequestAborted) is not { } head)
        {
            return Refusals.NoConversation.ToResult();
        }

        var after = Watermark.Parse(http.Request.Query["watermark"], head.VisibleSeq);
        await run.RunAsync(await http.WebSockets.AcceptWebSocketAsync(), claims, after, address.Of(http.Request));
        return Results.Empty;
    }
}

/// <summary>Runs accepted sockets, and ends them when the node stops.</summary>
internal sealed class SocketRun(
    ClientSockets sockets, IConversationLog log, TimeProvider clock, IHostApplicationLifetime life, IOptions<GateOptions> options, ILogger<SocketRun> logger)
{
    /// <summary>Runs one socket to its end.</summary>
    public async Task RunAsync(System.Net.WebSockets.WebSocket accepted, TokenClaims claims, long after, string publicUrl)
    {
        using var socket = new ClientSocket(accepted, claims.ConversationId, claims.Session, clock);
        sockets.Add(socket);
        GateLog.SocketOpened(logger, claims.ConversationId, sockets.Count);
        await using var stopping = life.ApplicationStopping.Register(() => socket.End(SocketEnd.Stopping));
        try
        {
            var end = await socket.RunAsync(
                cancel => log.FollowAsync(claims.ConversationId, Audience.Cardholder, after, cancel),
                after,
                publicUrl,
                TimeSpan.FromSeconds(options.Value.SocketSilenceSeconds),
                e => GateLog.FollowFailed(logger, claims.ConversationId, e.GetType().Name, e));
            GateLog.SocketEnded(logger, claims.ConversationId, end.Reason);
        }
        finally
        {
            sockets.Remove(socket);
        }
    }
}

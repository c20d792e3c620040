using Cardline.Bot.Conversations;
using Cardline.Bot.Gate.Tokens;
using Cardline.Bot.Protocol;

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

        // The request lives as long as the socket, and the ticket, nearly a kilobyte and used up, need not.
        http.Request.Query = QueryCollection.Empty;
        await run.RunAsync(await http.WebSockets.AcceptWebSocketAsync(), claims, new Replay(after, head.VisibleSeq), address.Of(http.Request));
        return Results.Empty;
    }
}

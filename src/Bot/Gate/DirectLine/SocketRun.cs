using System.Net.WebSockets;
using Cardline.Bot.Conversations;
using Cardline.Bot.Gate.Tokens;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.DirectLine;

/// <summary>Runs accepted sockets, and ends them when the node stops.</summary>
internal sealed class SocketRun(
    ClientSockets sockets, IConversationLog log, TimeProvider clock, IHostApplicationLifetime life, IOptions<GateOptions> options, ILogger<SocketRun> logger)
{
    /// <summary>Runs one socket to its end.</summary>
    public async Task RunAsync(WebSocket accepted, TokenClaims claims, long after, string publicUrl)
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

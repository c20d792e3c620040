using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using Cardline.Bot.Conversations;
using Cardline.Bot.Gate.Tokens;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.DirectLine;

/// <summary>Runs accepted sockets, and ends them when the node stops.</summary>
internal sealed class SocketRun(
    ClientSockets sockets, IConversationLog log, TimeProvider clock, IHostApplicationLifetime life, IOptions<GateOptions> options, ILogger<SocketRun> logger)
{
    /// <summary>Runs one socket to its end.</summary>
    /// <param name="accepted">The socket.</param>
    /// <param name="claims">Who opened it.</param>
    /// <param name="from">Where its replay begins and ends.</param>
    /// <param name="publicUrl">Put before the addresses of files.</param>
    public async Task RunAsync(WebSocket accepted, TokenClaims claims, Replay from, string publicUrl)
    {
        using var socket = new ClientSocket(accepted, claims.ConversationId, claims.Session, clock);
        sockets.Add(socket);
        GateLog.SocketOpened(logger, claims.ConversationId, sockets.Count);
        await using var stopping = life.ApplicationStopping.Register(() => socket.End(SocketEnd.Stopping));
        try
        {
            var end = await socket.RunAsync(
                cancel => FollowAsync(socket, from, cancel),
                from.After,
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

    // The place comes behind the replay: before it, the replayed handoff would wipe it out again.
    private async IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAsync(ClientSocket socket, Replay from, [EnumeratorCancellation] CancellationToken cancel)
    {
        var replaying = from.After < from.Head;
        if (!replaying)
        {
            sockets.TellPlace(socket);
        }

        await foreach (var batch in log.FollowAsync(socket.ConversationId, Audience.Cardholder, from.After, cancel))
        {
            yield return batch;
            if (replaying && batch.Any(entry => entry.VisibleSeq >= from.Head))
            {
                replaying = false;
                sockets.TellPlace(socket);
            }
        }
    }
}

/// <summary>What a new socket is shown before it goes on live.</summary>
/// <param name="After">Watermark of the client.</param>
/// <param name="Head">Last number a cardholder may see at the moment of opening.</param>
internal sealed record Replay(long After, long Head);

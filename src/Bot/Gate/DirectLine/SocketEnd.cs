using System.Net.WebSockets;

namespace Cardline.Bot.Gate.DirectLine;

/// <summary>Why a socket ends, and what its client is told. A client that is still there comes back in 3 to 15 seconds after any of them.</summary>
internal sealed record SocketEnd(string Reason, WebSocketCloseStatus? Status)
{
    /// <summary>The client closed it, or its connection is gone.</summary>
    public static readonly SocketEnd ByClient = new("closed by the client", WebSocketCloseStatus.NormalClosure);

    /// <summary>This node is shutting down (1001).</summary>
    public static readonly SocketEnd Stopping = new("server stopping", WebSocketCloseStatus.EndpointUnavailable);

    /// <summary>Nothing was heard for too long (1001).</summary>
    public static readonly SocketEnd Silent = new("silence", WebSocketCloseStatus.EndpointUnavailable);

    /// <summary>Newer sockets of the same token took its place (1008).</summary>
    public static readonly SocketEnd Displaced = new("too many sockets", WebSocketCloseStatus.PolicyViolation);

    /// <summary>The client talks here instead of posting (1008).</summary>
    public static readonly SocketEnd Talking = new("frames are not read here", WebSocketCloseStatus.PolicyViolation);

    /// <summary>The log could not be followed (1011).</summary>
    public static readonly SocketEnd Failed = new("log not readable", WebSocketCloseStatus.InternalServerError);

    /// <summary>The client does not take what it is sent; there is no way to tell it so.</summary>
    public static readonly SocketEnd Stuck = new("client too slow", Status: null);
}

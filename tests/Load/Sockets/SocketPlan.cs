namespace Cardline.Load.Sockets;

/// <summary>How many sockets are held, and for how long.</summary>
/// <param name="Count">Sockets.</param>
/// <param name="PerConversation">Sockets that show the same conversation.</param>
/// <param name="Held">Time they are held once all are open.</param>
internal sealed record SocketPlan(int Count, int PerConversation, TimeSpan Held)
{
    /// <summary>Sockets opened at once: enough to keep the node busy, few enough for its limits on waiting connections.</summary>
    public const int AtOnce = 64;

    /// <summary>Addresses of the loopback that the sockets come from, so that neither ports nor limits for each address run out.</summary>
    public const int Addresses = 8;

    /// <summary>Gets the sockets that come before the measuring.</summary>
    public static SocketPlan First { get; } = new(2000, 1, TimeSpan.Zero);
}

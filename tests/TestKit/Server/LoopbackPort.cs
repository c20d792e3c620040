using System.Net;
using System.Net.Sockets;

namespace Cardline.TestKit.Server;

/// <summary>Free ports of the loopback address.</summary>
public static class LoopbackPort
{
    /// <summary>Asks the system for a port that nobody listens on now.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

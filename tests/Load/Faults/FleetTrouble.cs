using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using Cardline.TestKit.Redis;
using Microsoft.Data.Sqlite;

namespace Cardline.Load.Faults;

/// <summary>What goes wrong when a server is away, as the clients and the checker see it.</summary>
internal static class FleetTrouble
{
    /// <summary>Says whether an error only means that something is away.</summary>
    public static bool Is(Exception error) =>
        error is HttpRequestException or IOException or SocketException or OperationCanceledException or JsonException or WebSocketException or RedisErrorException or SqliteException or TimeoutException;
}

using Cardline.TestKit.DirectLine;

namespace Cardline.Load.Throughput;

/// <summary>Many cardholders with a socket each, spread evenly over the nodes.</summary>
internal sealed class TurnDrivers : IDisposable
{
    private static readonly string[] Questions =
        ["How much is the Platinum annual fee?", "How do I freeze my card?", "白金卡年费多少", "How can I pay my bill?"];

    private readonly List<HttpClient> _clients;
    private readonly List<TurnDriver> _drivers = [];

    private TurnDrivers(List<HttpClient> clients) => _clients = clients;

    /// <summary>Gets one function per cardholder; each call does one turn.</summary>
    public IReadOnlyList<Func<CancellationToken, Task>> Turns => [.. _drivers.Select(driver => (Func<CancellationToken, Task>)driver.TurnAsync)];

    /// <summary>Starts their conversations and opens their sockets.</summary>
    public static async Task<TurnDrivers> OpenAsync(IReadOnlyList<Uri> nodes, int conversations, CancellationToken cancel)
    {
        var drivers = new TurnDrivers([.. nodes.Select(node => LoadServer.Client(node, connectionsMax: conversations + 8))]);
        try
        {
            for (var number = 0; number < conversations; number++)
            {
                var conversation = await DirectLineConversation.StartWithSecretAsync(drivers._clients[number % nodes.Count], LoadServer.Secret, $"dl_{number}", cancel);
                var socket = await conversation.ConnectAsync(watermark: null, cancel);
                drivers._drivers.Add(new TurnDriver(conversation, socket, Questions[number / nodes.Count % Questions.Length]));
            }

            return drivers;
        }
        catch
        {
            drivers.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _drivers.ForEach(driver => driver.Dispose());
        _clients.ForEach(client => client.Dispose());
    }
}

using Cardline.Load.Drivers;
using Cardline.TestKit;
using Cardline.TestKit.DirectLine;

namespace Cardline.Load.Faults;

/// <summary>Thousands of readers whose nodes all die at once: each connects again and goes on from its watermark.</summary>
internal static class SocketStorm
{
    /// <summary>Sockets of a long run.</summary>
    public const int SocketsMax = 5000;

    private const int SocketsPerSecondOfFault = 250;
    private const int ConversationCount = 50;

    /// <summary>Connects them all, kills every node, and waits until all are back with everything.</summary>
    public static async Task RunAsync(FaultScene scene, CancellationToken cancel)
    {
        var count = Math.Min(SocketsMax, (int)scene.Length.TotalSeconds * SocketsPerSecondOfFault);
        var conversations = new List<DirectLineConversation>();
        for (var number = 0; number < ConversationCount; number++)
        {
            var conversation = await DirectLineConversation.StartWithSecretAsync(scene.Fleet.Http, LoadServer.Secret, $"dl_storm{number}", cancel);
            await conversation.PostTextAsync("storm-before", "How much is the Platinum annual fee?", cancel);
            conversations.Add(conversation);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var readers = Enumerable.Range(0, count).Select(number => new Reader(conversations[number % ConversationCount]) { AgainAfter = TimeSpan.FromMilliseconds(1000 + scene.Chance.Next(1000)) }).ToList();
        var reading = Task.WhenAll(readers.Select(reader => reader.RunAsync(stop.Token)));
        await Waiting.UntilAsync("all sockets", () => Task.FromResult(readers.All(reader => reader.Received.ActivityIds.Count > 0)), cancel: cancel);

        await Task.WhenAll(scene.Fleet.Nodes.Select(node => node.KillAsync()));
        foreach (var node in scene.Fleet.Nodes)
        {
            node.Launch();
        }

        await Task.WhenAll(scene.Fleet.Nodes.Select(node => node.WaitReadyAsync(cancel)));
        scene.Mark();
        var back = FlowMeter.Now;
        foreach (var conversation in conversations)
        {
            await UntilSentAsync(conversation, cancel);
        }

        var visible = await VisibleAsync(scene, cancel);
        try
        {
            await Waiting.UntilAsync(
                "all sockets to be back with everything",
                () => Task.FromResult(readers.TrueForAll(reader => reader.Received is var received && received.ActivityIds.Count >= visible[received.ConversationId])),
                cancel: cancel);
        }
        catch (TimeoutException error)
        {
            scene.Complaints.Enqueue(error.Message);
        }

        scene.Figures["sockets"] = count;
        scene.Figures["allBackAfterMilliseconds"] = TimeProvider.System.GetElapsedTime(back).TotalMilliseconds;
        await stop.CancelAsync();
        await reading;
        Judge(scene, readers);
    }

    private static async Task UntilSentAsync(DirectLineConversation conversation, CancellationToken cancel) => await Waiting.UntilAsync("a message to be taken", async () =>
    {
        try
        {
            return (await conversation.PostTextAsync("storm-after", "How do I freeze my card?", cancel)).Id is not null;
        }
        catch (Exception error) when (FleetTrouble.Is(error) && !cancel.IsCancellationRequested)
        {
            return false;
        }
    }, cancel: cancel);

    private static async Task<Dictionary<string, long>> VisibleAsync(FaultScene scene, CancellationToken cancel)
    {
        await Waiting.UntilAsync("all outcomes", async () => (await scene.Fleet.Store.HeadsAsync(cancel)).Count(head => head.TurnSeq is not null) <= scene.Fleet.Nodes.Count * 4, cancel: cancel);
        return (await scene.Fleet.Store.HeadsAsync(cancel)).ToDictionary(head => head.ConversationId, head => head.VisibleSeq, StringComparer.Ordinal);
    }

    private static void Judge(FaultScene scene, List<Reader> readers)
    {
        foreach (var reader in readers)
        {
            scene.Received.Enqueue(reader.Received);
        }

        scene.Figures["reconnects"] = readers.Sum(reader => reader.Reconnects);
    }
}

using Cardline.TestKit.History;

namespace Cardline.Load.Faults;

/// <summary>What clients and editors do to the nodes.</summary>
internal static class ClientFaults
{
    /// <summary>Gets the faults.</summary>
    public static IReadOnlyList<FaultCase> Cases { get; } =
    [
        new("client-overtaking", "Each cardholder has four messages under way at once, each twice.", (scene, cancel) => scene.LastAsync(cancel))
        {
            Together = 4, Short = true, WithoutRedis = true,
            Control = new NegativeControl("idempotency", FaultKind.Duplicated),
        },
        new("handoff-crash", "Every other message asks for a person, and nodes are killed all the time.", KillOnAsync)
        {
            PersonEvery = 2, Short = true, WithoutRedis = true, FlowsWithin = TimeSpan.FromSeconds(5),
            Control = new NegativeControl("epochs", FaultKind.TwoOutcomes, FaultKind.BotOverPerson, FaultKind.AgentWithoutHold, FaultKind.EpochWrong, FaultKind.ReplyTwice),
        },
        new("claim-race", "200 claims of one case at the same time, round after round.", ClaimRace.RunAsync)
        {
            Short = true, WithoutRedis = true, HasAgents = false,
            Control = new NegativeControl("epochs", FaultKind.TwoOwners, FaultKind.EpochWrong),
        },
        new("socket-storm", "Thousands of sockets lose their nodes and connect again at once.", SocketStorm.RunAsync)
        {
            WithoutRedis = true, FlowsWithin = TimeSpan.FromSeconds(30),
            Control = new NegativeControl("notifications,catchup", FaultKind.ReaderLost),
        },
        new("index-reload", "An article is written five times a second, and every node takes the new index in.", IndexReload.RunAsync)
        {
            WithoutRedis = true, NoFailures = true, OwnArticles = true,
        },
    ];

    private static async Task KillOnAsync(FaultScene scene, CancellationToken cancel)
    {
        var until = TimeProvider.System.GetTimestamp();
        do
        {
            var node = scene.Fleet.Nodes[scene.AnyNode()];
            await node.KillAsync();
            await node.StartAgainAsync(cancel);
            await FaultScene.GoOnAsync(TimeSpan.FromMilliseconds(500), cancel);
        }
        while (TimeProvider.System.GetElapsedTime(until) < scene.Length);

        scene.Mark();
    }
}

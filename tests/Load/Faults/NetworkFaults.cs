using Cardline.TestKit.History;
using Cardline.TestKit.Network;

namespace Cardline.Load.Faults;

/// <summary>What happens between the nodes and Redis.</summary>
internal static class NetworkFaults
{
    private const int CutsInControl = 20;

    /// <summary>Gets the faults.</summary>
    public static IReadOnlyList<FaultCase> Cases { get; } =
    [
        new("net-partition", "One node hears nothing from Redis any more, while Redis still hears the node.", PartitionAsync)
        {
            Short = true,
            Control = new NegativeControl("idempotency", FaultKind.Duplicated),
        },
        new("net-cut", "Every connection to Redis is reset, again and again.", CutAsync)
        {
            Short = true,
            Control = new NegativeControl("idempotency", FaultKind.Duplicated) { HurtAsync = CutOftenAsync },
        },
        new("net-half-open", "Connections to Redis stay open and swallow everything.", (scene, cancel) => AllAsync(scene, new Chaos.HalfOpen(), cancel))
        {
            Control = new NegativeControl("idempotency", FaultKind.Duplicated) { HurtAsync = CutOftenAsync },
        },
        new("net-delay", "Every answer of Redis takes 300 ms longer.", (scene, cancel) => AllAsync(scene, new Chaos.Delay(TimeSpan.FromMilliseconds(150)), cancel))
        {
            Control = new NegativeControl("epochs", FaultKind.TwoOutcomes, FaultKind.BotOverPerson, FaultKind.AgentWithoutHold, FaultKind.EpochWrong, FaultKind.ReplyTwice),
        },
        new("net-slow", "40 kB a second go between a node and Redis.", (scene, cancel) => AllAsync(scene, new Chaos.Slow(40_000), cancel))
        {
            Control = new NegativeControl("idempotency", FaultKind.Duplicated) { HurtAsync = CutOftenAsync },
        },
        new("net-drip", "Every byte between the nodes and Redis is a packet of its own.", (scene, cancel) => AllAsync(scene, new Chaos.Drip(), cancel))
        {
            Control = new NegativeControl("idempotency", FaultKind.Duplicated) { HurtAsync = CutOftenAsync },
        },
        new("notifications-lost", "Nothing that nodes publish to one another arrives.", (scene, cancel) => scene.LastAsync(cancel))
        {
            Settings = _ => Unheard(),
            Control = new NegativeControl("notifications,catchup", FaultKind.ReaderLost),
        },
    ];

    private static IReadOnlyDictionary<string, string> Unheard() =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["Testing:Allow"] = "yes", ["Testing:Disable"] = "notifications" };

    private static async Task PartitionAsync(FaultScene scene, CancellationToken cancel)
    {
        var node = scene.AnyNode();
        await SetAsync(scene.Redis.Proxies[node], new Chaos.Blackhole(ChaosDirection.ToClient));
        try
        {
            scene.Mark();
            await scene.LastAsync(cancel);
        }
        finally
        {
            await SetAsync(scene.Redis.Proxies[node], new Chaos.Pass());
        }
    }

    private static async Task CutAsync(FaultScene scene, CancellationToken cancel)
    {
        const int Cuts = 3;
        for (var cuts = 0; cuts < Cuts; cuts++)
        {
            await AllAsync(scene, new Chaos.Cut(), scene.Length / (2 * Cuts), cancel);
            await FaultScene.GoOnAsync(scene.Length / (2 * Cuts), cancel);
        }
    }

    private static async Task CutOftenAsync(FaultScene scene, CancellationToken cancel)
    {
        for (var cuts = 0; cuts < CutsInControl; cuts++)
        {
            foreach (var proxies in scene.Redis.Proxies)
            {
                await Task.WhenAll(proxies.Select(proxy => proxy.ResetAllAsync()));
            }

            await FaultScene.GoOnAsync(TimeSpan.FromMilliseconds(500), cancel);
        }
    }

    private static Task AllAsync(FaultScene scene, Chaos chaos, CancellationToken cancel) => AllAsync(scene, chaos, scene.Length, cancel);

    private static async Task AllAsync(FaultScene scene, Chaos chaos, TimeSpan time, CancellationToken cancel)
    {
        foreach (var proxies in scene.Redis.Proxies)
        {
            await SetAsync(proxies, chaos);
        }

        try
        {
            await FaultScene.GoOnAsync(time, cancel);
        }
        finally
        {
            foreach (var proxies in scene.Redis.Proxies)
            {
                await SetAsync(proxies, new Chaos.Pass());
            }
        }

        scene.Mark();
    }

    private static Task SetAsync(IEnumerable<ChaosProxy> proxies, Chaos chaos) => Task.WhenAll(proxies.Select(proxy => proxy.SetAsync(chaos)));
}

using System.Globalization;
using Cardline.Load.Stores;
using Cardline.Load.Throughput;
using Cardline.TestKit.Network;
using Cardline.TestKit.Server;

namespace Cardline.Load.Growth;

/// <summary>One step of growth: so many nodes on a fresh Redis.</summary>
/// <param name="Time">Measured time.</param>
/// <param name="Conversations">Turns in flight, the same for every step.</param>
internal sealed record GrowthRun(TimeSpan Time, int Conversations)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    /// <summary>Measures a number of nodes.</summary>
    public async Task<Measured> RunAsync(StoreKind kind, GrowthPlace place, int count, CancellationToken cancel)
    {
        await using var store = await RedisLoadStore.StartRedisAsync(kind, cancel);
        var nodes = new List<ServerProcess>();
        var ways = new List<ChaosProxy>();
        try
        {
            for (var number = 0; number < count; number++)
            {
                nodes.Add(await ServerProcess.StartAsync(await SetupAsync(store, place, number, ways), cancel));
            }

            using var drivers = await TurnDrivers.OpenAsync([.. nodes.Select(node => node.Address)], Conversations, cancel);
            return await Measure.RunAsync(drivers.Turns, new Processes([.. nodes.Select(node => node.ProcessId)], store.ProcessIds), WarmUp, Time, cancel);
        }
        finally
        {
            await Task.WhenAll(nodes.Select(node => node.DisposeAsync().AsTask()));
            await Task.WhenAll(ways.Select(way => way.DisposeAsync().AsTask()));
        }
    }

    private static async Task<ServerSetup> SetupAsync(RedisLoadStore store, GrowthPlace place, int number, List<ChaosProxy> ways)
    {
        if (place is GrowthPlace.Pinned)
        {
            return store.Server() with { Launcher = ["taskset", "-c", number.ToString(CultureInfo.InvariantCulture)] };
        }

        var way = ChaosProxy.Start(store.Port);
        ways.Add(way);
        await way.SetAsync(new Chaos.Delay(GrowthPlace.Far.Delay));
        var setup = store.Server(way.Address);
        return setup with
        {
            Settings = new Dictionary<string, string>(setup.Settings, StringComparer.Ordinal)
            {
                ["Turns:Parallel"] = GrowthPlace.Far.TurnsAtOnce.ToString(CultureInfo.InvariantCulture),
            },
        };
    }
}

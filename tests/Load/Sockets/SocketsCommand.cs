using System.CommandLine;
using System.Text.Json.Nodes;
using Cardline.Load.Stores;
using Cardline.TestKit.Server;

namespace Cardline.Load.Sockets;

/// <summary>The command <c>sockets</c>: what an idle socket costs a node in memory, beside a socket of a bare echo.</summary>
internal static class SocketsCommand
{
    private const double RatioMax = 2;

    /// <summary>Describes the command.</summary>
    public static Command Make()
    {
        var count = new Option<int>("--count") { DefaultValueFactory = _ => 10_000, Description = "Idle sockets held on one node." };
        var each = new Option<int>("--per-conversation") { DefaultValueFactory = _ => 1, Description = "Sockets of each conversation, at most 4." };
        var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 20, Description = "Time they are held and looked at." };
        var store = new Option<string>("--store") { DefaultValueFactory = _ => StoreKind.Sqlite.ToName(), Description = "What the node stores on." };
        store.AcceptOnlyFromAmong(StoreKinds.Names);
        var command = new Command("sockets", "Memory of idle sockets beside those of a bare echo.") { count, each, seconds, store };
        command.SetAction((arguments, cancel) => RunAsync(
            StoreKinds.Parse(arguments.GetValue(store)!),
            new SocketPlan(Math.Clamp(arguments.GetValue(count), 1, 15_000), Math.Clamp(arguments.GetValue(each), 1, 4), TimeSpan.FromSeconds(Math.Clamp(arguments.GetValue(seconds), 5, 600))),
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(StoreKind kind, SocketPlan plan, CancellationToken cancel)
    {
        var ours = await CardlineAsync(kind, plan, cancel);
        var bare = await BareAsync(plan, cancel);
        var ratio = ours.BytesPerSocket / bare.BytesPerSocket;
        Report.Print(new JsonObject
        {
            ["store"] = kind.ToName(),
            ["sockets"] = plan.Count,
            ["socketsPerConversation"] = plan.PerConversation,
            ["secondsHeld"] = plan.Held.TotalSeconds,
            ["cardline"] = ours.ToJson(),
            ["bare"] = bare.ToJson(),
            ["ratioBytesPerSocket"] = Math.Round(ratio, 2),
        });
        return ours.Open == plan.Count && bare.Open == plan.Count && ratio <= RatioMax ? 0 : 1;
    }

    private static async Task<Held> CardlineAsync(StoreKind kind, SocketPlan plan, CancellationToken cancel)
    {
        await using var store = await LoadStore.StartAsync(kind, cancel);
        await using var server = await ServerProcess.StartAsync(store.Server(), cancel);
        await using var sockets = new IdleSockets();

        // What the first of everything costs is not the price of one more.
        await StreamOpener.OpenAsync(server.Address, SocketPlan.First, sockets, cancel);
        var before = ResidentMemory.Of(server.ProcessId);
        await StreamOpener.OpenAsync(server.Address, plan, sockets, cancel);
        return await sockets.HoldAsync("Cardline", server.ProcessId, before, plan, cancel);
    }

    private static async Task<Held> BareAsync(SocketPlan plan, CancellationToken cancel)
    {
        await using var bare = await BareEcho.StartAsync(cancel);
        await using var sockets = new IdleSockets();
        await StreamOpener.OpenBareAsync(bare.Address, SocketPlan.First, sockets, cancel);
        var before = ResidentMemory.Of(bare.ProcessId);
        await StreamOpener.OpenBareAsync(bare.Address, plan, sockets, cancel);
        return await sockets.HoldAsync("bare", bare.ProcessId, before, plan, cancel);
    }
}

using System.Diagnostics;
using System.Globalization;
using Cardline.Load.Nodes;
using Cardline.TestKit;
using Cardline.TestKit.History;
using Cardline.TestKit.Redis;

namespace Cardline.Load.Faults;

/// <summary>What happens to the one Redis server.</summary>
internal static class RedisFaults
{
    private const int KillsInControl = 3;

    /// <summary>Long enough for the nodes to be refused with LOADING, whatever the machine.</summary>
    private static readonly RedisShape SlowToLoad = new() { Settings = ["key-load-delay 300", "loading-process-events-interval-bytes 1024"] };

    /// <summary>Gets the faults.</summary>
    public static IReadOnlyList<FaultCase> Cases { get; } =
    [
        new("redis-kill", "Redis is killed with signal 9 and started again from its append-only file.", KillAsync)
        {
            Short = true,
            Control = new NegativeControl(Disable: null, FaultKind.Lost) { Redis = new RedisShape { Settings = ["appendonly no"], Durability = "memory" } },
        },
        new("redis-freeze", "Redis stands still and goes on later; it then does what was sent meanwhile.", FreezeAsync)
        {
            Control = new NegativeControl("idempotency", FaultKind.Duplicated),
        },
        new("redis-loading", "Redis is killed and refuses everything with LOADING while it reads its file.", LoadingAsync)
        {
            Redis = SlowToLoad,
            Control = new NegativeControl("idempotency", FaultKind.Duplicated) { Redis = new RedisShape(), HurtAsync = KillOftenAsync },
        },
        new("redis-memory", "Redis is out of memory and refuses every write.", MemoryAsync)
        {
            Control = new NegativeControl(Disable: null, FaultKind.Lost, FaultKind.SnapshotWrong, FaultKind.SeqNotDense) { HurtAsync = EvictAsync },
        },
        new("redis-disk-full", "The append-only file cannot grow: Redis dies in the middle of a write and is started again when there is room.", DiskFullAsync)
        {
            Control = new NegativeControl("idempotency", FaultKind.Duplicated) { HurtAsync = KillOftenAsync },
        },
        new("redis-scripts-flushed", "Redis forgets all scripts, ten times a second.", FlushAsync)
        {
            Short = true, NoFailures = true,
            Control = new NegativeControl("scripts"),
        },
    ];

    private static async Task KillAsync(FaultScene scene, CancellationToken cancel)
    {
        var redis = scene.Redis.Primary;
        await redis.KillAsync();
        await FaultScene.GoOnAsync(scene.Length / 3, cancel);
        await redis.StartAgainAsync(cancel);
        scene.Mark();
    }

    private static async Task KillOftenAsync(FaultScene scene, CancellationToken cancel)
    {
        for (var kills = 0; kills < KillsInControl; kills++)
        {
            await scene.Redis.Primary.KillAsync();
            await scene.Redis.Primary.StartAgainAsync(cancel);
            scene.Mark();
            await scene.LastAsync(cancel);
        }
    }

    private static async Task FreezeAsync(FaultScene scene, CancellationToken cancel)
    {
        scene.Redis.Primary.Freeze();
        try
        {
            await scene.LastAsync(cancel);
        }
        finally
        {
            scene.Redis.Primary.Thaw();
        }

        scene.Mark();
    }

    private static async Task LoadingAsync(FaultScene scene, CancellationToken cancel)
    {
        var redis = scene.Redis.Primary;
        await redis.KillAsync();
        redis.Launch();
        var refused = 0;
        await Waiting.UntilAsync("Redis to have read its file", async () =>
        {
            try
            {
                await redis.CommandAsync("PING");
                return true;
            }
            catch (Exception error) when (FleetTrouble.Is(error) && !cancel.IsCancellationRequested)
            {
                refused += error is RedisErrorException { Message: var text } && text.StartsWith("LOADING", StringComparison.Ordinal) ? 1 : 0;
                return false;
            }
        }, cancel: cancel);
        scene.Mark();
        scene.Figures["loadingAnswers"] = refused;
        if (refused == 0)
        {
            scene.Complaints.Enqueue("Redis never answered LOADING; it had too little to read");
        }
    }

    private static async Task MemoryAsync(FaultScene scene, CancellationToken cancel)
    {
        var redis = scene.Redis.Primary;
        await redis.CommandAsync("CONFIG", "SET", "maxmemory", "1");
        try
        {
            await scene.LastAsync(cancel);
        }
        finally
        {
            await redis.CommandAsync("CONFIG", "SET", "maxmemory", "0");
        }

        scene.Mark();
    }

    /// <summary>Without the policy that the server asks for, Redis makes room by throwing logs away.</summary>
    private static async Task EvictAsync(FaultScene scene, CancellationToken cancel)
    {
        var redis = scene.Redis.Primary;
        var used = long.Parse((await redis.CommandAsync("INFO", "memory")).Line("used_memory")!, CultureInfo.InvariantCulture);
        await redis.CommandAsync("CONFIG", "SET", "maxmemory-policy", "allkeys-random");
        await redis.CommandAsync("CONFIG", "SET", "maxmemory", (used - (used / 20)).ToString(CultureInfo.InvariantCulture));
        await scene.LastAsync(cancel);
        await redis.CommandAsync("CONFIG", "SET", "maxmemory", "0");
    }

    /// <summary>The process may not make any file longer than its log is now: the next write fails as on a full disk, and ends it.</summary>
    private static async Task DiskFullAsync(FaultScene scene, CancellationToken cancel)
    {
        const int RoomBytes = 20_000;
        var redis = scene.Redis.Primary;
        var size = Directory.EnumerateFiles(redis.Folder, "*.aof", SearchOption.AllDirectories).Max(file => new FileInfo(file).Length);
        using (var limit = Process.Start("prlimit", ["--pid", redis.ProcessId.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"--fsize={size + RoomBytes}")]))
        {
            await limit.WaitForExitAsync(cancel);
        }

        await Waiting.UntilAsync("Redis to run out of disk", () => Task.FromResult(!redis.IsRunning), cancel: cancel);
        await redis.KillAsync();
        await FaultScene.GoOnAsync(scene.Length / 3, cancel);
        await redis.StartAgainAsync(cancel);
        scene.Mark();
    }

    private static async Task FlushAsync(FaultScene scene, CancellationToken cancel)
    {
        const int PerSecond = 10;
        for (var flushes = 0; flushes < scene.Length.TotalSeconds * PerSecond; flushes++)
        {
            await scene.Redis.Primary.CommandAsync("SCRIPT", "FLUSH");
            await FaultScene.GoOnAsync(TimeSpan.FromSeconds(1.0 / PerSecond), cancel);
        }

        scene.Mark();
    }
}

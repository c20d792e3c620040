using Cardline.TestKit;
using Cardline.TestKit.Redis;
using Cardline.TestKit.Server;
using Cardline.TestKit.Tracing;

namespace Cardline.Load.Fsync;

/// <summary>Posts to a server on a Redis under strace and reads the trace: what Redis had not synced it must not have answered.</summary>
internal static class RedisFsyncRun
{
    private const int Posts = 12;

    // The tracer is a grandchild, so that the server stays the process that is ended.
    private static readonly string[] Traced = ["strace", "-D", "-f", "-y", "-q", "-s", "65536", "-e", "trace=fsync,fdatasync,write,writev,sendto,sendmsg"];

    /// <summary>Does the run.</summary>
    /// <param name="synced">False for a Redis that promises no more than memory: then answers must be seen to leave early.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<FsyncResult> RunAsync(bool synced, CancellationToken cancel)
    {
        using var folder = new TemporaryFolder();
        var trace = Path.Combine(folder.FullPath, "trace.txt");
        var ids = Enumerable.Range(0, Posts).Select(index => $"sync-{index}").ToList();
        var setup = new RedisSetup { Settings = ["appendonly yes", synced ? "appendfsync always" : "appendfsync no"], Launcher = [.. Traced, "-o", trace] };
        await using (var redis = await RedisServer.StartAsync(setup, cancel))
        {
            var server = LoadServer.Setup(folder);
            server = server with
            {
                Settings = new Dictionary<string, string>(server.Settings, StringComparer.Ordinal)
                {
                    ["Storage:Provider"] = "redis", ["ConnectionStrings:Redis"] = redis.Address, ["Storage:Redis:Durability"] = synced ? "fsync" : "memory",
                },
            };
            await using var node = await ServerProcess.StartAsync(server, cancel);
            using var http = LoadServer.Client(node.Address);
            var conversation = await FsyncRun.StartAsync(http, cancel);
            foreach (var id in ids)
            {
                if (await conversation.PostTextAsync(id, "How much is the Platinum annual fee?", cancel) is { Id: null, Status: var status })
                {
                    throw new InvalidOperationException($"The post was answered with {(int)status}.");
                }
            }
        }

        return RedisTraceReader.Read(File.ReadLines(trace), ids);
    }
}

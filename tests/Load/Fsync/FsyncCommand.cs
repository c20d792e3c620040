using System.CommandLine;
using System.Text.Json.Nodes;

namespace Cardline.Load.Fsync;

/// <summary>The command <c>fsync</c>.</summary>
internal static class FsyncCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Make()
    {
        var disable = new Option<string?>("--disable") { Description = "A protection to switch off, such as durability." };
        var store = new Option<string>("--store") { DefaultValueFactory = _ => "sqlite", Description = "sqlite, or redis: then the Redis server is traced." };
        store.AcceptOnlyFromAmong("sqlite", "redis");
        var command = new Command("fsync", "Shows under strace that nothing is acknowledged before the store's file is synced.") { disable, store };
        command.SetAction(async (arguments, cancel) =>
        {
            var without = arguments.GetValue(disable);
            var result = arguments.GetValue(store) == "redis"
                ? await RedisFsyncRun.RunAsync(synced: without != "durability", cancel)
                : await FsyncRun.RunAsync(without, cancel);
            Report.Print(new JsonObject { ["good"] = result.Good, ["posts"] = result.Posts, ["synced"] = result.Synced, ["early"] = result.Early });
            return result.Good ? 0 : 1;
        });
        return command;
    }
}

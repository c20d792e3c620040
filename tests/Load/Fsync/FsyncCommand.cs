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
        var command = new Command("fsync", "Shows under strace that no 2xx leaves before the WAL is synced.") { disable };
        command.SetAction(async (arguments, cancel) =>
        {
            var result = await FsyncRun.RunAsync(arguments.GetValue(disable), cancel);
            Report.Print(new JsonObject { ["good"] = result.Good, ["posts"] = result.Posts, ["synced"] = result.Synced, ["early"] = result.Early });
            return result.Good ? 0 : 1;
        });
        return command;
    }
}

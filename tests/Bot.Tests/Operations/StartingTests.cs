using System.Globalization;
using Cardline.TestKit;
using Cardline.TestKit.Server;

namespace Cardline.Bot.Tests.Operations;

/// <summary>A real server has started.</summary>
public sealed class StartingTests
{
    [Fact]
    public async Task Start_WhenItSaysThatItIsReady_HasGivenBackWhatLearningNeeded()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(new ServerSetup(folder.FullPath));
        await Waiting.UntilAsync("the last line of the welcome", () => Task.FromResult(server.Output.Contains("Stop with Ctrl+C", StringComparison.Ordinal)));

        (await KilobytesAsync(server.ProcessId, "VmRSS")).ShouldBeLessThan(await KilobytesAsync(server.ProcessId, "VmHWM") / 2);
    }

    [Fact]
    public async Task Program_IsSetUpForAServer_NotForADesktop()
    {
        var settings = await File.ReadAllTextAsync(Path.ChangeExtension(Repository.ServerAssembly, "runtimeconfig.json"));

        settings.ShouldContain("\"System.GC.Server\": true");
        settings.ShouldContain("\"System.GC.Gen0MaxBudget\": 16777216");
        settings.ShouldContain("\"System.Runtime.TieredPGO\": true");
        settings.ShouldContain("\"Microsoft.AspNetCore.Authentication.SuppressAutoDefaultScheme\": true");
    }

    /// <summary>A line of proc(5): what is resident now, or was at most.</summary>
    private static async Task<long> KilobytesAsync(int processId, string name)
    {
        var line = (await File.ReadAllLinesAsync($"/proc/{processId}/status")).Single(one => one.StartsWith(name + ":", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Trim(), CultureInfo.InvariantCulture);
    }
}

using System.Net;
using Cardline.TestKit;
using Cardline.TestKit.DirectLine;
using Cardline.TestKit.Server;
using Microsoft.Data.Sqlite;

namespace Cardline.EndToEnd.Tests.Trouble;

/// <summary>A disk that is full, read-only, or holds a newer version's file: a clear sentence, and nothing lost.</summary>
/// <remarks>The disk is a small one in memory, mounted in a namespace of the server's own; that takes root, as CI and the test container have it.</remarks>
public sealed class DiskTroubleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Post_OnAFullDisk_IsRefusedHarmlessly_AndTheSamePostWorksWhenThereIsRoom()
    {
        // How many messages fill the disk differs from run to run; a limit of posts in a minute must not be met on the way.
        var setup = OnDisk("size=6m") with { Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Gate:ActivitiesPerTokenPerMinute"] = "10000" } };
        await using var server = await ServerProcess.StartAsync(setup);
        using var http = new HttpClient { BaseAddress = server.Address };
        var conversation = await DirectLineConversation.StartAnonymousAsync(http, "en", default);
        (await conversation.PostTextAsync("before", "hello there", default)).Status.ShouldBe(HttpStatusCode.OK);

        // 6 MB hold some hundreds of messages of 4,000 characters; then the disk is full.
        var text = new string('x', 3900);
        var (status, sent) = (HttpStatusCode.OK, 0);
        for (; status == HttpStatusCode.OK && sent < 2000; sent++)
        {
            (status, _) = await conversation.PostTextAsync($"m{sent}", text, default);
        }

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        server.Output.ShouldNotContain("Unhandled");
        (await conversation.PostTextAsync("after", text, default)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);

        await GrowAsync(server.ProcessId);
        (await conversation.PostTextAsync("after", text, default)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Start_OnAReadOnlyDisk_SaysWhatToDoAndEnds()
    {
        var server = Should.ThrowAsync<InvalidOperationException>(() => ServerProcess.StartAsync(OnDisk("size=6m,ro")));
        (await server).Message.ShouldContain("BOT031");
    }

    [Fact]
    public async Task Start_OnAFileOfANewerVersion_SaysSoAndEnds()
    {
        var setup = new ServerSetup(_folder.FullPath);
        await using (var connection = new SqliteConnection($"Data Source={setup.LogFile};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = new SqliteCommand("PRAGMA user_version=99", connection);
            await command.ExecuteNonQueryAsync();
        }

        var error = await Should.ThrowAsync<InvalidOperationException>(() => ServerProcess.StartAsync(setup));
        error.Message.ShouldContain("BOT032");
        error.Message.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Start_OnAnAddressInUse_SaysSoInOneSentence()
    {
        await using var first = await ServerProcess.StartAsync(new ServerSetup(_folder.FullPath));
        using var other = new TemporaryFolder();

        var (code, output) = await ServerProcess.RunCommandAsync(new ServerSetup(other.FullPath), "--urls", first.Address.ToString().TrimEnd('/'));

        code.ShouldBe(1);
        output.ShouldContain("BOT034");
        output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Start_WithoutTheEditorsFolder_SaysWhatToDoAndEnds()
    {
        var setup = new ServerSetup(_folder.FullPath) { Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Knowledge:Path"] = "/nonexistent" } };
        var error = await Should.ThrowAsync<InvalidOperationException>(() => ServerProcess.StartAsync(setup));
        error.Message.ShouldContain("BOT036");
        error.Message.ShouldContain("Knowledge:Path");
        error.Message.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Start_WithASettingOutOfRange_NamesItAndEnds()
    {
        var setup = new ServerSetup(_folder.FullPath) { Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Gate:TextCharsMax"] = "-1" } };
        var error = await Should.ThrowAsync<InvalidOperationException>(() => ServerProcess.StartAsync(setup));
        error.Message.ShouldContain("BOT035");
        error.Message.ShouldContain("TextCharsMax");
    }

    /// <summary>A setup whose data folder is a small disk of its own.</summary>
    private ServerSetup OnDisk(string options) => new(_folder.FullPath)
    {
        Launcher = ["unshare", "--mount", "sh", "-c", $"mount -t tmpfs -o {options} tmpfs \"$0\" && exec \"$@\"", _folder.FullPath],
    };

    /// <summary>Gives the server's disk more room, from inside its namespace.</summary>
    private async Task GrowAsync(int processId)
    {
        using var grow = System.Diagnostics.Process.Start("nsenter", ["--target", $"{processId}", "--mount", "mount", "-o", "remount,size=64m", _folder.FullPath])!;
        await grow.WaitForExitAsync();
        grow.ExitCode.ShouldBe(0);
    }
}

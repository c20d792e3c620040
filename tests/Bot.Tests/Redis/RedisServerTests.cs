using System.Diagnostics;
using System.Net.Sockets;
using Cardline.TestKit;
using Cardline.TestKit.Redis;

namespace Cardline.Bot.Tests.Redis;

/// <summary>The kit's own Redis server does what its members promise.</summary>
[Collection(RedisServersCollection.Name)]
public sealed class RedisServerTests
{
    [Fact]
    public async Task Start_WithSettings_AppliesThemAndAnswers()
    {
        await using var server = await RedisServer.StartAsync("maxmemory 64mb", "appendonly yes", "appendfsync always");

        (await server.CommandAsync("SET", "a", "卡")).Text.ShouldBe("OK");
        (await server.CommandAsync("GET", "a")).Text.ShouldBe("卡");
        (await server.CommandAsync("GET", "b")).Text.ShouldBeNull();
        (await server.CommandAsync("CONFIG", "GET", "appendfsync")).Texts.ShouldBe(["appendfsync", "always"]);
        (await server.CommandAsync("INFO", "memory")).Line("maxmemory").ShouldBe("67108864");
        (await Should.ThrowAsync<RedisErrorException>(() => server.CommandAsync("LPUSH", "a", "x"))).Message.ShouldStartWith("WRONGTYPE ");
    }

    [Fact]
    public async Task Start_WithAWrongSetting_SaysWhyAndLeavesNothingBehind() =>
        (await Should.ThrowAsync<InvalidOperationException>(() => RedisServer.StartAsync("no-such-setting 1"))).Message.ShouldContain("no-such-setting");

    [Fact]
    public async Task Kill_ThenStartAgain_HasTheSamePortAndWhatWasOnDisk()
    {
        await using var server = await RedisServer.StartAsync("appendonly yes");
        await server.CommandAsync("SET", "kept", "1");
        var (port, first) = (server.Port, server.ProcessId);

        await server.KillAsync();
        server.IsRunning.ShouldBeFalse();
        await Should.ThrowAsync<SocketException>(() => server.CommandAsync("PING"));
        await server.StartAgainAsync();

        server.Port.ShouldBe(port);
        server.ProcessId.ShouldNotBe(first);
        (await server.CommandAsync("GET", "kept")).Text.ShouldBe("1");
    }

    [Fact]
    public async Task Stop_OfAServerThatKeepsNothing_StartsEmpty()
    {
        await using var server = await RedisServer.StartAsync();
        await server.CommandAsync("SET", "gone", "1");

        await server.StopAsync();
        server.Output.ShouldContain("Redis is now ready to exit");
        await server.StartAgainAsync();

        (await server.CommandAsync("EXISTS", "gone")).Number.ShouldBe(0);
    }

    [Fact]
    public async Task Freeze_UntilThawed_TakesConnectionsAndAnswersNothing()
    {
        await using var server = await RedisServer.StartAsync();
        server.Freeze();

        await using var wire = await server.ConnectAsync();
        var answer = wire.SendAsync(["INCR", "n"]);
        using (var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(300)))
        await using (var second = await server.ConnectAsync(limit.Token))
        {
            await Should.ThrowAsync<OperationCanceledException>(() => second.SendAsync(["PING"], limit.Token));
        }

        answer.IsCompleted.ShouldBeFalse();
        server.Thaw();
        (await answer).Number.ShouldBe(1);
    }

    [Fact]
    public async Task Start_WithAPassword_RefusesOthersAndTakesTheKitsOwn()
    {
        await using var server = await RedisServer.StartAsync(new RedisSetup { Password = "long-enough" });

        (await server.CommandAsync("PING")).Text.ShouldBe("PONG");
        await using var stranger = await RedisWire.ConnectAsync(server.Port);
        (await Should.ThrowAsync<RedisErrorException>(() => stranger.CommandAsync("PING"))).Message.ShouldStartWith("NOAUTH ");
    }

    [Fact]
    public async Task Start_WithUsers_HoldsThemToTheirRules()
    {
        await using var server = await RedisServer.StartAsync(new RedisSetup { Users = ["user default on >long-enough ~cardline:* +get +set"] });
        await using var wire = await RedisWire.ConnectAsync(server.Port, new RedisLogin(null, "long-enough"));

        (await wire.CommandAsync("SET", "cardline:a", "1")).Text.ShouldBe("OK");
        (await Should.ThrowAsync<RedisErrorException>(() => wire.CommandAsync("SET", "other", "1"))).Message.ShouldStartWith("NOPERM ");
        (await server.CommandAsync("GET", "cardline:a")).Text.ShouldBe("1");
    }

    [Fact]
    public async Task Start_WithCertificates_SpeaksTlsAlone()
    {
        using var folder = new TemporaryFolder();
        using var certificates = new RedisCertificates(folder.FullPath);
        using var others = new RedisCertificates(Directory.CreateDirectory(Path.Combine(folder.FullPath, "others")).FullName);
        await using var server = await RedisServer.StartAsync(new RedisSetup { Certificates = certificates });

        (await server.CommandAsync("PING")).Text.ShouldBe("PONG");
        await Should.ThrowAsync<System.Security.Authentication.AuthenticationException>(() => RedisWire.ConnectAsync(server.Port, certificates: others));
        await using var plain = await RedisWire.ConnectAsync(server.Port);
        await Should.ThrowAsync<Exception>(() => plain.CommandAsync("PING"));
    }

    [Fact]
    public async Task Dispose_OfAFrozenServer_EndsItsProcessAndNoOther()
    {
        await using var other = await RedisServer.StartAsync();
        var server = await RedisServer.StartAsync();
        var (id, folder) = (server.ProcessId, server.Folder);
        server.Freeze();

        await server.DisposeAsync();

        Should.Throw<ArgumentException>(() => Process.GetProcessById(id));
        Directory.Exists(folder).ShouldBeFalse();
        (await other.CommandAsync("PING")).Text.ShouldBe("PONG");
    }
}

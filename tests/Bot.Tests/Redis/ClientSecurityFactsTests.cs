using System.Net.Security;
using System.Security.Authentication;
using Cardline.TestKit;
using Cardline.TestKit.Redis;
using StackExchange.Redis;
using static Cardline.Bot.Tests.Redis.ClientUnderTest;

namespace Cardline.Bot.Tests.Redis;

/// <summary>TLS, passwords and users with the client (decision 0011).</summary>
[Collection(RedisServersCollection.Name)]
public sealed class ClientSecurityFactsTests
{
    private const string Password = "long-enough";

    /// <summary>The least that the user <c>default</c> needs for scripts, WAIT and publishing, with <see cref="OneServer"/>.</summary>
    /// <remarks>What a script calls must be allowed as well, so the store adds its own commands to this.</remarks>
    private const string LeastRule = $"user default on >{Password} resetchannels ~cardline:* &cardline:* -@all +ping +echo +eval +evalsha +script|load +wait +subscribe +unsubscribe +publish";

    [Fact]
    public async Task Tls_OwnAuthority_IsRefusedWithoutTheHookAndTakenWithIt()
    {
        using var folder = new TemporaryFolder();
        using var certificates = new RedisCertificates(folder.FullPath);
        await using var server = await RedisServer.StartAsync(new RedisSetup { Certificates = certificates });
        var options = Options(server.Address);
        options.Ssl = true;
        using (var stranger = await ConnectionMultiplexer.ConnectAsync(options))
        {
            stranger.IsConnected.ShouldBeFalse();
        }

        var (errors, protocol) = (SslPolicyErrors.None, SslProtocols.None);
        options = Options(server.Address);
        options.Ssl = true;
        options.CertificateValidation += (sender, certificate, _, found) =>
        {
            (errors, protocol) = (found, ((SslStream)sender).SslProtocol);
            return certificates.Issued(certificate);
        };
        using var client = await ConnectionMultiplexer.ConnectAsync(options);

        (await client.SetByScriptAsync("a")).ToString().ShouldBe("OK");
        errors.ShouldBe(SslPolicyErrors.RemoteCertificateChainErrors);
        protocol.ShouldBe(SslProtocols.Tls13);
    }

    [Theory]
    [InlineData("TLSv1.2", SslProtocols.Tls13)]
    [InlineData("TLSv1.3", SslProtocols.Tls12)]
    public async Task Tls_ProtocolsOfTheOptions_AreIgnored(string servers, SslProtocols options)
    {
        using var folder = new TemporaryFolder();
        using var certificates = new RedisCertificates(folder.FullPath);
        await using var server = await RedisServer.StartAsync(new RedisSetup { Certificates = certificates, Settings = [$"tls-protocols {servers}"] });
        var configuration = Options(server.Address);
        (configuration.Ssl, configuration.SslProtocols) = (true, options);
        configuration.CertificateValidation += (_, certificate, _, _) => certificates.Issued(certificate);

        using var client = await ConnectionMultiplexer.ConnectAsync(configuration);

        client.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task Tls_AnotherName_IsTheHooksToRefuse()
    {
        using var folder = new TemporaryFolder();
        using var certificates = new RedisCertificates(folder.FullPath);
        await using var server = await RedisServer.StartAsync(new RedisSetup { Certificates = certificates });
        var options = Options(server.Address);
        (options.Ssl, options.SslHost) = (true, "other.example");
        options.CertificateValidation += (_, certificate, _, found) => !found.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) && certificates.Issued(certificate);

        using var client = await ConnectionMultiplexer.ConnectAsync(options);

        client.IsConnected.ShouldBeFalse();
    }

    [Fact]
    public async Task DefaultUser_WithTheLeastRule_IsEnoughForTheStoreAndForNothingElse()
    {
        await using var server = await RedisServer.StartAsync(new RedisSetup { Users = [LeastRule] });
        using var client = await ConnectionMultiplexer.ConnectAsync(OneServer(server.Address, Password));
        await client.GetSubscriber().SubscribeAsync("cardline:x", (_, _) => { });
        await client.GetDatabase().ScriptEvaluateAsync("return redis.call('PING')", ["cardline:a"]);
        await client.GetSubscriber().PublishAsync("cardline:x", "1");
        ((long)await client.GetDatabase().ExecuteAsync("WAIT", 0, 10)).ShouldBe(0);
        (await DeniedAsync(server)).ShouldBeEmpty();

        (await Should.ThrowAsync<RedisServerException>(() => client.GetDatabase().ScriptEvaluateAsync("return redis.call('PING')", ["other"]))).Message.ShouldStartWith("NOPERM ");
        (await Should.ThrowAsync<RedisServerException>(() => client.GetSubscriber().SubscribeAsync("other", (_, _) => { }))).Message.ShouldStartWith("NOPERM ");
        (await Should.ThrowAsync<RedisServerException>(() => client.GetDatabase().StringGetAsync("cardline:a"))).Message.ShouldStartWith("NOPERM ");
    }

    [Fact]
    public async Task DefaultUser_WithoutEcho_NeverConnects()
    {
        await using var server = await RedisServer.StartAsync(new RedisSetup { Users = [$"{LeastRule} -echo"] });
        using var client = await ConnectionMultiplexer.ConnectAsync(OneServer(server.Address, Password));

        client.IsConnected.ShouldBeFalse();
        await Should.ThrowAsync<RedisConnectionException>(() => client.GetDatabase().ScriptEvaluateAsync("return 1", ["cardline:a"]));
    }

    [Fact]
    public async Task Password_WithAUsersName_IsNoWayIn()
    {
        await using var server = await RedisServer.StartAsync(new RedisSetup { Users = ["user default off", $"user app on >{Password} ~* &* +@all"] });

        using var client = await ConnectionMultiplexer.ConnectAsync(OneServer(server.Address, $"app {Password}"));

        client.IsConnected.ShouldBeFalse();
        await Should.ThrowAsync<RedisConnectionException>(() => client.SetByScriptAsync("a"));
    }

    private static async Task<IEnumerable<string?>> DeniedAsync(RedisServer server) =>
        (await server.CommandAsync("ACL", "LOG")).Items.Select(entry => entry.Texts[7]);
}

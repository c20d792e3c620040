using System.ComponentModel.DataAnnotations;
using Cardline.Bot.Conversations.Redis;
using Cardline.Bot.Operations;
using Cardline.Bot.Turns;
using Cardline.TestKit.Redis;
using Microsoft.Extensions.Configuration;
using StackExchange.Redis;

namespace Cardline.Bot.Tests.Operations;

/// <summary>Settings in the deployment's files are settings of the program, with values that it takes.</summary>
public sealed class DeploySettingsTests
{
    /// <summary>What is read without a class of options.</summary>
    private static readonly string[] Plain = ["Storage:Provider", "ConnectionStrings:Redis", "PublicUrl", "DirectLine:Secret", "ASPNETCORE_FORWARDEDHEADERS_ENABLED", "REDIS_PASSWORD"];

    public static TheoryData<string> Sources => new("compose", "kubernetes");

    [Theory]
    [MemberData(nameof(Sources))]
    public void Settings_Each_AreTheProgramsOwn_WithAllowedValues(string source)
    {
        var settings = SettingsOf(source);
        settings.Keys.ShouldContain("Storage:Redis:Durability");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings!).Build();
        var known = new HashSet<string>(Plain, StringComparer.Ordinal);
        Check<RedisOptions>(configuration, "Storage:Redis", known, redis => redis.Address = settings["ConnectionStrings:Redis"]);
        Check<OperationsOptions>(configuration, "Operations", known);
        Check<TurnOptions>(configuration, "Turns", known);

        settings.Keys.Except(known, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Address_OfRedis_NamesThreeSentinelsAndAService_AndNoPasswordInClear(string source)
    {
        var address = SettingsOf(source)["ConnectionStrings:Redis"];

        var parsed = ConfigurationOptions.Parse(address);
        parsed.ServiceName.ShouldBe("cardline");
        parsed.EndPoints.Count.ShouldBe(3);
        parsed.Password.ShouldStartWith("$");
        DeployFiles.Read("kubernetes/files/start.sh").ShouldContain($"sentinel monitor {parsed.ServiceName} ");
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Stop_OfTheMachinery_WaitsLongerThanTheProgramTakes(string source)
    {
        var settings = SettingsOf(source);
        var grace = source == "compose"
            ? int.Parse(Node()["stop_grace_period"].Text.TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture)
            : Pod()["terminationGracePeriodSeconds"].Number;
        var (stop, leave) = (int.Parse(settings["Operations:StopSeconds"]), int.Parse(settings["Operations:LeaveSeconds"]));

        grace.ShouldBeGreaterThan(stop);
        stop.ShouldBeGreaterThan(leave + new TurnOptions().DrainSeconds);

        // Whoever sends requests must notice the 503 while the door is still open.
        var notices = source == "compose" ? 2 : Pod()["containers"].Items[0]["readinessProbe"] is var ready ? ready["periodSeconds"].Number * ready["failureThreshold"].Number : 0;
        notices.ShouldBeLessThan(leave);
    }

    [Fact]
    public async Task RedisConf_OnARealServer_IsTaken_AndSaysWhatTheLevelNeeds()
    {
        await using var server = await RedisServer.StartAsync([.. File.ReadLines(Path.Combine(DeployFiles.Folder, "kubernetes", "files", "redis.conf"))]);

        foreach (var (name, value) in new[] { ("maxmemory-policy", "noeviction"), ("appendonly", "yes"), ("min-replicas-to-write", "1") })
        {
            (await server.CommandAsync("CONFIG", "GET", name)).Texts[1].ShouldBe(value);
        }

        // Without a replica it takes no writes, so nothing can be acknowledged that only one machine has.
        (await Should.ThrowAsync<RedisErrorException>(() => server.CommandAsync("SET", "a", "b"))).Message.ShouldContain("NOREPLICAS");
    }

    private static void Check<T>(IConfiguration configuration, string section, HashSet<string> known, Action<T>? with = null)
        where T : new()
    {
        var options = new T();
        configuration.GetSection(section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        with?.Invoke(options);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        known.UnionWith(configuration.GetSection(section).AsEnumerable().Select(pair => pair.Key));
    }

    private static YamlNode Node() => DeployFiles.Yaml("compose.yaml").Single()["services", "cardline-1"];

    private static YamlNode Pod() => DeployFiles.Cluster().Single(one => one["kind"].Text == "Deployment")["spec", "template", "spec"];

    private static Dictionary<string, string> SettingsOf(string source)
    {
        var found = source == "compose"
            ? Node()["environment"].Members.Select(pair => (pair.Key, pair.Value.Text))
            : DeployFiles.Cluster().Single(one => one["kind"].Text == "ConfigMap")["data"].Members.Select(pair => (pair.Key, pair.Value.Text))
                .Concat(Pod()["containers"].Items[0]["env"].Items.Select(one => (one["name"].Text, one["value"].Text)));
        return found.ToDictionary(one => one.Item1.Replace("__", ":", StringComparison.Ordinal), one => one.Item2, StringComparer.Ordinal);
    }
}

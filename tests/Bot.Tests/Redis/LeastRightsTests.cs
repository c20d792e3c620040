using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Conversations.Redis;
using Cardline.Bot.Tests.Conversations;
using Cardline.Handoff;
using Cardline.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using static Cardline.Bot.Tests.Conversations.Entries;

namespace Cardline.Bot.Tests.Redis;

/// <summary>The log's whole contract with the rights that are deployed; nothing may be denied on the way.</summary>
[Collection(RedisServersCollection.Name)]
public sealed class LeastRightsContractTests(LeastRights rights) : ConversationLogContract, IClassFixture<LeastRights>, IAsyncLifetime
{
    private RedisStore store = null!;

    private protected override IConversationLog Log => store.Log;

    public async Task InitializeAsync()
    {
        await rights.BeginAsync();
        store = await LeastRightsTests.OpenAsync(rights, RedisDurability.Replicated);
    }

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        (await rights.DeniedAsync()).ShouldBeEmpty();
    }
}

/// <summary>The deployed rights are enough for everything that is stored, at every level, and allow nothing that is not used.</summary>
[Collection(RedisServersCollection.Name)]
public sealed class LeastRightsTests(LeastRights rights) : IClassFixture<LeastRights>
{
    /// <summary>The client's sign of life on a connection that only listens; it comes once a minute, which no test waits for.</summary>
    private const string SignOfLife = "unsubscribe";

    /// <summary>What the client asks of a cluster alone; a single server is never asked.</summary>
    private const string ClusterOnly = "cluster|nodes";

    [Fact]
    public async Task Rule_ForEveryPathOfTheStore_IsEnough_AndAllowsNothingThatIsNotUsed()
    {
        await rights.BeginAsync();
        await rights.Server.CommandAsync("CONFIG", "RESETSTAT");
        foreach (var level in Enum.GetValues<RedisDurability>())
        {
            await using var store = await OpenAsync(rights, level);
            await LogAsync(store, $"c-{level}");
            await SmallStoresAsync(store);
            await ExpireAsync(store, $"c-{level}");
            await store.Node.Connection.LookAsync();
            if (level == RedisDurability.Replicated)
            {
                // What the node looks at by itself comes within a second or two.
                await Waiting.UntilAsync("every allowed command to be used", async () => (await UnusedAsync()).Except([SignOfLife, ClusterOnly], StringComparer.Ordinal).ToList() is []);
            }
        }

        (await rights.DeniedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Rule_ForStrangersKeysAndCommands_IsNotEnough()
    {
        await using var wire = await TestKit.Redis.RedisWire.ConnectAsync(rights.Server.Port, new TestKit.Redis.RedisLogin(null, LeastRights.Password));

        foreach (var command in (string[][])[["HGET", "other", "x"], ["FLUSHALL"], ["KEYS", "*"], ["CONFIG", "SET", "appendfsync", "no"], ["SHUTDOWN"], ["REPLICAOF", "NO", "ONE"], ["ACL", "LIST"], ["PUBLISH", "other", "x"]])
        {
            (await wire.SendAsync(command)).Text.ShouldStartWith("NOPERM", Case.Sensitive, string.Join(' ', command));
        }
    }

    internal static Task<RedisStore> OpenAsync(LeastRights rights, RedisDurability level) => RedisStore.OpenAsync(
        new RedisOptions { Address = rights.Address, Durability = level, RetainDays = 1 }, NodeName.Make(), new ProtectionSwitches(), TurnLease.Usual, NullLoggerFactory.Instance);

    private async Task<IEnumerable<string>> UnusedAsync()
    {
        var used = await rights.Server.CommandAsync("INFO", "commandstats");
        return LeastRights.Allowed.Where(command => used.Line($"cmdstat_{command}") is null);
    }

    private async Task ExpireAsync(RedisStore store, string id)
    {
        await rights.Server.CommandAsync("ZADD", store.Node.Keys.Last(RedisKeys.BucketOf(id))!, "1", id);
        (await store.Retention.SweepAsync(default)).ShouldBe(1);
    }

    private static async Task LogAsync(RedisStore store, string id)
    {
        var log = store.Log;
        var begun = await log.AppendedAsync(Begin(id));
        await log.AppendedAsync(Says(id, "one", "k1"));
        (await log.AppendAsync(Says(id, "one", "k1"), default)).ShouldBeOfType<AppendResult.Repeated>();
        (await log.TakeTurnAsync(id, default)).ShouldNotBeNull();
        await log.ReleaseTurnAsync(id, default);
        (await log.ListOpenTurnsAsync(default)).Count.ShouldBe(1);
        var answered = await log.AppendedAsync(BotAnswers((await log.FindAsync(id, default))!, "answer"));
        var queued = await log.AppendedAsync(Staff(id, answered.Epoch, new Holder(HolderKind.Queue)));
        await log.AppendedAsync(Says(id, "two"));
        (await log.ListOpenAsync(default)).Heads.Count.ShouldBe(1);
        (await log.RedactAsync(id, 2, "test", default)).ShouldBeTrue();
        await log.AppendedAsync(Staff(id, queued.Epoch, new Holder(HolderKind.Bot)));
        (await log.ReadAsync(id, Audience.Cardholder, 1, 10, default)).ShouldNotBeEmpty();
        using var stop = new CancellationTokenSource(Waiting.Ceiling);
        await foreach (var page in log.FollowAllAsync(0, stop.Token))
        {
            if (page.Any(entry => entry.ConversationId == id))
            {
                break;
            }
        }

        await foreach (var page in log.FollowAsync(id, Audience.Cardholder, 1, stop.Token))
        {
            page.ShouldNotBeEmpty();
            break;
        }
    }

    private static async Task PlacesAsync(RedisPlaces places)
    {
        (await places.TryTakeAsync(new PlaceWish("ann", new CasePlace("c", 3), [new CasePlace("d", 3)], 2), default)).ShouldBeTrue();
        (await places.KeepAsync("ann", [new CasePlace("c", 3)], default)).ShouldBeTrue();
        (await places.LeaveAsync("ann", new CasePlace("c", 3), default)).ShouldBeTrue();
    }

    private static async Task SmallStoresAsync(RedisStore store)
    {
        var state = new RedisStateStore(store.Node.Connection, store.Writes, store.Node.Keys);
        await state.PutAsync("account", "a", "1", default);
        await state.TryAddAsync("account", "b", "1", default);
        (await state.GetAsync("account", "a", default)).ShouldBe("1");
        (await state.ListAsync("account", default)).Count.ShouldBe(2);
        await state.DeleteAsync("account", "b", default);
        var leases = new RedisLeases(store.Node.Connection, store.Node.Keys);
        await leases.PutAsync("presence", "short", "1", TimeSpan.FromMilliseconds(1), default);
        await Waiting.UntilAsync("the short lease to end", async () => (await leases.ListAsync("presence", default)).All(lease => lease.Key != "short"));
        await leases.PutAsync("presence", "long", "1", TimeSpan.FromMinutes(1), default);
        (await leases.ListAsync("presence", default)).ShouldHaveSingleItem().Key.ShouldBe("long");
        (await leases.TryTakeAsync("channel", "duty", "me", TimeSpan.FromMinutes(1), default)).ShouldBeTrue();
        await leases.ReleaseAsync("channel", "duty", "me", default);
        await PlacesAsync(new RedisPlaces(store.Node.Connection, store.Node.Keys));

        // What passes between nodes: typing, and who follows hears it.
        await store.Node.Connection.RunAsync(database => database.PublishAsync(store.Node.Keys.Passing, new JsonObject().ToJsonString()));
        (await store.Health.CheckAsync(default)).Complaint.ShouldBeNull();
    }
}

using System.Xml.Linq;
using Cardline.Bot.Conversations;
using Cardline.Bot.Gate;
using Cardline.Bot.Gate.Tokens;
using Cardline.Bot.Tests.Conversations;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Tests.Gate;

public sealed class SigningKeysTests
{
    private static readonly IOptions<GateOptions> Defaults = Options.Create(new GateOptions());

    [Fact]
    public async Task Current_TwoNodesAtOnce_AgreeOnOneKey()
    {
        using var store = new SqliteStore();
        var clock = new ManualClock();
        var nodes = Enumerable.Range(0, 6).Select(_ => new SigningKeys(store.State, clock, Defaults)).ToList();

        var keys = await Task.WhenAll(nodes.Select(node => node.CurrentAsync(default).AsTask()));

        keys.Distinct().ShouldHaveSingleItem();
        (await store.State.ListAsync("key", default)).Count.ShouldBe(1);
        nodes.ForEach(node => node.Dispose());
    }

    [Fact]
    public async Task Current_OldEnough_IsReplacedAndTheOldOneVerifiesUntilItsLastTokenRanOut()
    {
        using var store = new SqliteStore();
        var clock = new TimerClock();
        using var keys = new SigningKeys(store.State, clock, Defaults);
        using var otherNode = new SigningKeys(store.State, clock, Defaults);
        var issuer = new TokenIssuer(keys, clock, Defaults);
        var otherIssuer = new TokenIssuer(otherNode, clock, Defaults);
        await otherNode.CurrentAsync(default);
        clock.Advance(TimeSpan.FromDays(29.9));
        var old = await issuer.IssueAsync(new TokenClaims("c1", "s1"), TokenPurpose.Resume, default);

        clock.Advance(TimeSpan.FromDays(0.2));
        var fresh = await issuer.IssueAsync(new TokenClaims("c1", "s1"), TokenPurpose.Resume, default);
        clock.Advance(TimeSpan.FromDays(29));

        (await issuer.VerifyAsync(old, TokenPurpose.Resume, default)).ShouldBeOfType<Verification.Good>();
        (await otherIssuer.VerifyAsync(fresh, TokenPurpose.Resume, default)).ShouldBeOfType<Verification.Good>();
        clock.Advance(TimeSpan.FromDays(1));
        (await issuer.VerifyAsync(old, TokenPurpose.Resume, default)).ShouldBeOfType<Verification.Expired>();
        clock.Advance(TimeSpan.FromDays(3));
        (await issuer.VerifyAsync(old, TokenPurpose.Resume, default)).ShouldBeOfType<Verification.Bad>();
        await issuer.IssueAsync(new TokenClaims("c1", "s1"), TokenPurpose.Resume, default);
        (await store.State.ListAsync("key", default)).Select(pair => pair.Key).ShouldNotContain("token-00000001");
    }

    [Fact]
    public async Task Current_UnreadableKey_SaysWhichOne()
    {
        using var store = new SqliteStore();
        await store.State.PutAsync("key", "token-00000001", "{", default);
        using var keys = new SigningKeys(store.State, new ManualClock(), Defaults);

        var thrown = await Should.ThrowAsync<InvalidOperationException>(() => keys.CurrentAsync(default).AsTask());

        thrown.Message.ShouldContain("token-00000001");
    }

    [Fact]
    public async Task DataProtection_AnotherNodeOrARestart_ReadsWhatWasProtected()
    {
        using var store = new SqliteStore();
        IDataProtector Node() => new ServiceCollection().AddSingleton(store.State).AddLogging().AddStoredDataProtection()
            .BuildServiceProvider().GetRequiredService<IDataProtectionProvider>().CreateProtector("desk");

        var cookie = Node().Protect("agent-1");

        Node().Unprotect(cookie).ShouldBe("agent-1");
        (await store.State.ListAsync("key", default)).ShouldHaveSingleItem().Key.ShouldStartWith("cookie-");
    }

    [Fact]
    public async Task DataProtection_TwoNodesMakeTheFirstKeyAtOnce_ShareOneFromThenOn()
    {
        using var store = new SqliteStore();
        var raced = new RacedStore(store.State, readers: 2);
        IDataProtector Node() => new ServiceCollection().AddSingleton<IStateStore>(raced).AddLogging().AddStoredDataProtection()
            .BuildServiceProvider().GetRequiredService<IDataProtectionProvider>().CreateProtector("desk");
        var (a, b) = (Node(), Node());

        // Both look before either writes. Protecting is not asynchronous, so each gets a thread.
        var cookies = await Task.WhenAll(Task.Run(() => a.Protect("agent-1")), Task.Run(() => b.Protect("agent-2")));

        raced.MetAtOnce.ShouldBeTrue();
        (await store.State.ListAsync("key", default)).ShouldHaveSingleItem();
        var reads = raced.Lists;
        b.Unprotect(cookies[0]).ShouldBe("agent-1");
        a.Unprotect(cookies[1]).ShouldBe("agent-2");
        raced.Lists.ShouldBe(reads, "neither had to read the keys again, which it does in its first minutes only");
        Node().Unprotect(cookies[1]).ShouldBe("agent-2");
    }

    [Fact]
    public async Task DataProtection_KeyOfAnEarlierVersion_StaysGood()
    {
        using var store = new SqliteStore();
        IDataProtector Node() => new ServiceCollection().AddSingleton(store.State).AddLogging().AddStoredDataProtection()
            .BuildServiceProvider().GetRequiredService<IDataProtectionProvider>().CreateProtector("desk");
        var cookie = Node().Protect("agent-1");
        var (id, xml) = (await store.State.ListAsync("key", default)).Single();
        await store.State.DeleteAsync("key", id, default);
        await store.State.PutAsync("key", "cookie-key-0f2f2a55-72a0-4a51-8c53-6d3a4f0a2b11", xml, default);

        Node().Unprotect(cookie).ShouldBe("agent-1");
    }

    [Fact]
    public async Task StoreElement_NextKeyOrRevocation_IsKeptBesideTheFirst()
    {
        using var store = new SqliteStore();
        var repository = new StoredXmlRepository(store.State);
        repository.StoreElement(new XElement("key", 1), "key-a");
        repository.GetAllElements().Count.ShouldBe(1);
        repository.StoreElement(new XElement("key", 2), "key-b");
        repository.StoreElement(new XElement("revocation", 3), "revocation-c");

        repository.GetAllElements().Select(element => element.Value).ShouldBe(["1", "2", "3"]);
        await store.State.GetAsync("key", "cookie-key-00000002", default).ShouldNotBeNull();
    }

    /// <summary>A store whose first lists wait for each other, so that all of them see it as it was before.</summary>
    private sealed class RacedStore(IStateStore real, int readers) : IStateStore
    {
        private readonly TaskCompletionSource met = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int lists;

        public int Lists => Volatile.Read(ref lists);

        public bool MetAtOnce => met.Task.IsCompletedSuccessfully;

        public Task<string?> GetAsync(string kind, string id, CancellationToken cancel) => real.GetAsync(kind, id, cancel);

        public Task PutAsync(string kind, string id, string value, CancellationToken cancel) => real.PutAsync(kind, id, value, cancel);

        public Task<bool> TryAddAsync(string kind, string id, string value, CancellationToken cancel) => real.TryAddAsync(kind, id, value, cancel);

        public Task DeleteAsync(string kind, string id, CancellationToken cancel) => real.DeleteAsync(kind, id, cancel);

        public async Task<IReadOnlyList<KeyValuePair<string, string>>> ListAsync(string kind, CancellationToken cancel)
        {
            var all = await real.ListAsync(kind, cancel);
            if (Interlocked.Increment(ref lists) == readers)
            {
                met.SetResult();
            }

            await met.Task.WaitAsync(GateHost.Ceiling, cancel);
            return all;
        }
    }
}

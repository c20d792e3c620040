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
}

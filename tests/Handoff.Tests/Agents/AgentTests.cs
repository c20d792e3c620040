using Cardline.Handoff.Agents;
using Cardline.Handoff.Tests.Doubles;
using Microsoft.Extensions.Options;

namespace Cardline.Handoff.Tests.Agents;

public sealed class AgentTests
{
    [Fact]
    public async Task EnsureFirstAccountAsync_NoAccounts_MakesOneOnce()
    {
        var store = new MemoryAgents();
        var accounts = new AgentAccounts(store);

        var first = await accounts.EnsureFirstAccountAsync(CancellationToken.None);
        var second = await accounts.EnsureFirstAccountAsync(CancellationToken.None);

        first!.Name.ShouldBe("Lin");
        second.ShouldBeNull();
        store.Accounts["lin"].PasswordHash.ShouldNotContain(first.Password);
        (await accounts.VerifyAsync("LIN ", first.Password, CancellationToken.None))!.Id.ShouldBe("lin");
        (await accounts.VerifyAsync("lin", first.Password + "x", CancellationToken.None)).ShouldBeNull();
        (await accounts.VerifyAsync("nobody", first.Password, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task EnsureFirstAccountAsync_SeveralNodesAtOnce_OneShowsThePasswordThatIsGood()
    {
        var store = new MemoryAgents { ListsWaitFor = 3 };

        var shown = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => new AgentAccounts(store).EnsureFirstAccountAsync(CancellationToken.None))));

        var first = shown.OfType<NewAgentPassword>().ShouldHaveSingleItem();
        store.Accounts.Count.ShouldBe(1);
        (await new AgentAccounts(store).VerifyAsync("lin", first.Password, CancellationToken.None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task ResetAsync_Account_ChangesPasswordAndStamp()
    {
        var store = new MemoryAgents();
        var accounts = new AgentAccounts(store);
        var old = await accounts.AddAsync("Ann", CancellationToken.None);
        var stamp = store.Accounts["ann"].SecurityStamp;

        var fresh = await accounts.ResetAsync("ANN", CancellationToken.None);

        fresh.Name.ShouldBe("Ann");
        store.Accounts["ann"].SecurityStamp.ShouldNotBe(stamp);
        (await accounts.VerifyAsync("ann", old.Password, CancellationToken.None)).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("\ud800")]
    [InlineData("12345678901234567890123456789012345678901")]
    public async Task AddAsync_NameNotAllowed_IsRefused(string name)
    {
        var store = new MemoryAgents();

        await Should.ThrowAsync<AgentNameException>(() => new AgentAccounts(store).AddAsync(name, CancellationToken.None));

        store.Accounts.ShouldBeEmpty();
    }

    [Fact]
    public async Task AddAsync_NameTaken_IsRefusedAndThePasswordStays()
    {
        var store = new MemoryAgents();
        var accounts = new AgentAccounts(store);
        var made = await accounts.AddAsync("Ann", CancellationToken.None);

        await Should.ThrowAsync<AgentNameException>(() => accounts.AddAsync("ａｎｎ", CancellationToken.None));

        (await accounts.VerifyAsync("ann", made.Password, CancellationToken.None)).ShouldNotBeNull();
    }

    [Fact]
    public void TryBegin_FiveTriesInAMinute_TheSixthWaits()
    {
        var time = new ManualTime();
        var throttle = new SignInThrottle(time);
        for (var i = 0; i < SignInThrottle.TriesMax; i++)
        {
            throttle.TryBegin("name ann", $"address {i}").ShouldBeTrue();
        }

        throttle.TryBegin("name ann", "address new").ShouldBeFalse();
        throttle.TryBegin("name bo", "address new").ShouldBeTrue();
        time.Advance(TimeSpan.FromMinutes(1));
        throttle.TryBegin("name ann", "address new").ShouldBeTrue();
    }

    [Fact]
    public void TryBegin_OneAddressManyNames_IsSlowedToo()
    {
        var throttle = new SignInThrottle(new ManualTime());
        for (var i = 0; i < SignInThrottle.TriesMax; i++)
        {
            throttle.TryBegin($"name {i}", "address a").ShouldBeTrue();
        }

        throttle.TryBegin("name other", "address a").ShouldBeFalse();
    }

    [Fact]
    public void Succeeded_RightPassword_GivesTheTriesBack()
    {
        var throttle = new SignInThrottle(new ManualTime());
        for (var i = 0; i < 3 * SignInThrottle.TriesMax; i++)
        {
            throttle.TryBegin("name ann", "address a").ShouldBeTrue();
            throttle.Succeeded("name ann", "address a");
        }
    }

    [Fact]
    public void NeverMind_PasswordNeverLookedAt_TakesNoTry()
    {
        var throttle = new SignInThrottle(new ManualTime());
        for (var i = 0; i < 3 * SignInThrottle.TriesMax; i++)
        {
            throttle.TryBegin("name ann", "address a").ShouldBeTrue();
            throttle.NeverMind("name ann", "address a");
        }

        for (var i = 0; i < SignInThrottle.TriesMax; i++)
        {
            throttle.TryBegin("name ann", "address a").ShouldBeTrue();
        }

        throttle.TryBegin("name ann", "address a").ShouldBeFalse();
    }

    [Fact]
    public void OnDuty_StreamEnded_CountsForTheGracePeriodOnly()
    {
        var time = new ManualTime();
        var presence = new AgentPresence(Options.Create(new HandoffOptions()), time);
        presence.OnDuty().ShouldBe(0);
        var (one, two) = (presence.Connect("ann"), presence.Connect("ann"));
        presence.OnDuty().ShouldBe(1);

        one.Dispose();
        one.Dispose();
        time.Advance(TimeSpan.FromHours(1));
        presence.OnDuty().ShouldBe(1);
        presence.GoneFor("ann").ShouldBe(TimeSpan.Zero);

        two.Dispose();
        time.Advance(TimeSpan.FromSeconds(19));
        presence.OnDuty().ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(1));
        presence.OnDuty().ShouldBe(0);
        presence.GoneFor("ann").ShouldBe(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void GoneFor_AfterARestart_CountsFromTheStart()
    {
        var time = new ManualTime();
        var presence = new AgentPresence(Options.Create(new HandoffOptions()), time);

        time.Advance(TimeSpan.FromSeconds(59));

        presence.GoneFor("never-seen").ShouldBe(TimeSpan.FromSeconds(59));
    }
}

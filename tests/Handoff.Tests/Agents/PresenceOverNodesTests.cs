using Cardline.Handoff.Agents;
using Cardline.Handoff.Tests.Doubles;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cardline.Handoff.Tests.Agents;

public sealed class PresenceOverNodesTests
{
    private static readonly TimeSpan Lost = TimeSpan.FromSeconds(new HandoffOptions().LostAgentAfterSeconds);

    private readonly ManualTime time = new();
    private readonly SharedPresence shared;
    private readonly Node a;
    private readonly Node b;

    public PresenceOverNodesTests()
    {
        shared = new SharedPresence(time);
        (a, b) = (new Node("a", shared, time), new Node("b", shared, time));
    }

    [Fact]
    public async Task OnDuty_AgentOnTwoNodes_CountsOnce()
    {
        using var here = a.Presence.Connect("ann");
        using var there = b.Presence.Connect("ann");
        using var other = b.Presence.Connect("bo");
        await BeatAsync(a, b, a);

        a.Presence.OnDuty().ShouldBe(2);
        b.Presence.OnDuty().ShouldBe(2);
    }

    [Fact]
    public async Task GoneFor_StreamOpenOnAnotherNode_IsZeroHoweverLong()
    {
        a.Presence.Connect("ann").Dispose();
        using var there = b.Presence.Connect("ann");
        await RunAsync(TimeSpan.FromMinutes(5), a, b);

        a.Presence.GoneFor("ann").ShouldBe(TimeSpan.Zero);
        a.Presence.GoneFor("nobody").ShouldBeGreaterThan(Lost);
        a.Presence.OnDuty().ShouldBe(1);
    }

    [Fact]
    public async Task GoneFor_StreamEndedOnAnotherNode_IsTheLeastOverAllNodes()
    {
        a.Presence.Connect("ann").Dispose();
        await RunAsync(TimeSpan.FromSeconds(30), a, b);
        b.Presence.Connect("ann").Dispose();
        await RunAsync(TimeSpan.FromSeconds(10), a, b);

        a.Presence.GoneFor("ann").ShouldBe(TimeSpan.FromSeconds(10));
        a.Presence.OnDuty().ShouldBe(1);
        await RunAsync(TimeSpan.FromSeconds(10), a, b);
        a.Presence.OnDuty().ShouldBe(0);
        b.Presence.OnDuty().ShouldBe(0);
    }

    [Fact]
    public async Task GoneFor_NodeDiesWithoutAWord_CountsFromItsLastBeat()
    {
        await RunAsync(TimeSpan.FromMinutes(2), a, b);
        using var there = b.Presence.Connect("ann");
        await BeatAsync(b, a);

        // From here on b says nothing any more.
        await RunAsync(TimeSpan.FromSeconds(6), a);
        a.Presence.GoneFor("ann").ShouldBe(TimeSpan.Zero, "what it said still stands");
        await RunAsync(TimeSpan.FromSeconds(4), a);
        a.Presence.GoneFor("ann").ShouldBe(TimeSpan.FromSeconds(10));
        a.Presence.OnDuty().ShouldBe(1, "the grace period goes on from the last beat");
        await RunAsync(TimeSpan.FromSeconds(10), a);
        a.Presence.OnDuty().ShouldBe(0);
        await RunAsync(Lost - TimeSpan.FromSeconds(20), a);
        a.Presence.GoneFor("ann").ShouldBe(Lost);
        await RunAsync(TimeSpan.FromMinutes(5), a);
        a.Presence.GoneFor("ann").ShouldBeGreaterThan(Lost);
    }

    [Fact]
    public async Task SignOut_OnAnotherNodeThanTheStream_EndsDutyOnAll()
    {
        var there = b.Presence.Connect("ann");
        await BeatAsync(b, a);
        time.Advance(TimeSpan.FromSeconds(1));

        a.Presence.SignOut("ann");
        await BeatAsync(a, b, a);
        a.Presence.OnDuty().ShouldBe(1, "an open stream still counts");
        there.Dispose();
        await BeatAsync(b, a);

        a.Presence.OnDuty().ShouldBe(0);
        b.Presence.OnDuty().ShouldBe(0);
        time.Advance(TimeSpan.FromSeconds(1));
        b.Presence.Connect("ann").Dispose();
        await BeatAsync(b, a);
        a.Presence.OnDuty().ShouldBe(1, "a new stream lost gets its grace again");
    }

    [Fact]
    public async Task GoneFor_StoreAwayForLong_NobodyBecomesLostAndDutyStays()
    {
        using var here = a.Presence.Connect("ann");
        using var there = b.Presence.Connect("bo");
        b.Presence.Connect("cy").Dispose();
        await BeatAsync(a, b, a);
        shared.Away = true;
        for (var i = 0; i < 300; i++)
        {
            time.Advance(PresenceBeat.Every);
            await Should.ThrowAsync<IOException>(() => a.ExchangeAsync());
        }

        a.Presence.GoneFor("bo").ShouldBe(TimeSpan.Zero);
        a.Presence.GoneFor("cy").ShouldBeLessThanOrEqualTo(AgentPresence.Life);
        a.Presence.GoneFor("on-a-node-never-heard").ShouldBeLessThan(Lost);
        a.Presence.OnDuty().ShouldBe(3);

        // It is back, but b has not said anything yet: its agents get the time to be heard of.
        shared.Away = false;
        await a.ExchangeAsync();
        a.Presence.GoneFor("bo").ShouldBeLessThan(Lost - TimeSpan.FromSeconds(30));
        await BeatAsync(b, a);
        a.Presence.GoneFor("bo").ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task GoneFor_EverythingRestarted_GivesAFullFreshPeriod()
    {
        using var before = b.Presence.Connect("ann");
        await RunAsync(TimeSpan.FromMinutes(10), a, b);
        var c = new Node("c", shared, time);

        await RunAsync(Lost - TimeSpan.FromSeconds(2), c);

        c.Presence.GoneFor("ann").ShouldBeLessThan(Lost);
        c.Presence.GoneFor("never-seen").ShouldBeLessThan(Lost);
    }

    [Fact]
    public async Task Report_NothingToSay_SaysNothing()
    {
        a.Presence.Connect("ann").Dispose();
        await BeatAsync(a);
        shared.Said.Count.ShouldBe(1);
        await RunAsync(TimeSpan.FromMinutes(3), a, b);
        var puts = shared.Puts;

        await RunAsync(TimeSpan.FromMinutes(1), a, b);

        shared.Said.ShouldBeEmpty();
        shared.Puts.ShouldBe(puts);
    }

    [Fact]
    public async Task PresenceBeat_Running_SaysAtOnceOnAChangeAndThenByTheClock()
    {
        using var stop = new CancellationTokenSource();
        using var beat = new PresenceBeat(a.Presence, time, NullLogger<PresenceBeat>.Instance, shared.Of("a"));
        await beat.StartAsync(stop.Token);

        using (a.Presence.Connect("ann"))
        {
            await UntilAsync(() => shared.Said.Any(said => said.Connected));
            var puts = shared.Puts;
            await UntilAsync(() =>
            {
                time.Advance(PresenceBeat.Every);
                return shared.Puts > puts;
            });
        }

        await UntilAsync(() => shared.Said.Any(said => !said.Connected));
        shared.Away = true;
        time.Advance(PresenceBeat.Every);
        time.Advance(PresenceBeat.Every);
        shared.Away = false;
        var before = shared.Puts;
        await UntilAsync(() =>
        {
            time.Advance(PresenceBeat.Every);
            return shared.Puts > before;
        });
        await beat.StopAsync(CancellationToken.None);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var stop = Environment.TickCount64 + (long)DeskHost.Ceiling.TotalMilliseconds;
        while (!condition())
        {
            Environment.TickCount64.ShouldBeLessThan(stop, "it did not come true");
            await Task.Yield();
        }
    }

    private static async Task BeatAsync(params Node[] nodes)
    {
        foreach (var node in nodes)
        {
            await node.ExchangeAsync();
        }
    }

    private async Task RunAsync(TimeSpan by, params Node[] nodes)
    {
        for (var passed = TimeSpan.Zero; passed < by; passed += PresenceBeat.Every)
        {
            time.Advance(PresenceBeat.Every);
            await BeatAsync(nodes);
        }

        await BeatAsync(nodes);
    }

    private sealed class Node(string name, SharedPresence shared, ManualTime time)
    {
        private readonly IPresenceShare share = shared.Of(name);

        public AgentPresence Presence { get; } = new(Options.Create(new HandoffOptions()), time, shared.Of(name));

        public async Task ExchangeAsync()
        {
            using var beat = new PresenceBeat(Presence, time, NullLogger<PresenceBeat>.Instance);
            await beat.ExchangeAsync(share, CancellationToken.None);
        }
    }
}

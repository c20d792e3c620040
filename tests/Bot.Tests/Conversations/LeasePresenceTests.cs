using Cardline.Bot.Conversations;
using Cardline.Handoff;

namespace Cardline.Bot.Tests.Conversations;

public sealed class LeasePresenceTests
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(8);
    private readonly Gate.TimerClock clock = new();
    private readonly LocalLeases leases;
    private readonly LeasePresence a;
    private readonly LeasePresence b;

    public LeasePresenceTests()
    {
        leases = new LocalLeases(clock);
        (a, b) = (new LeasePresence(leases, new NodeName("a-1")), new LeasePresence(leases, new NodeName("b-1")));
    }

    [Fact]
    public async Task Read_WhatAnotherNodeSaid_IsWhatItSaidAndNotOnesOwn()
    {
        var said = new AgentReport("li.na - 2", 7, Connected: true, TimeSpan.FromMilliseconds(1500), TimeSpan.FromMinutes(3), EndedAgo: null, TimeSpan.FromDays(1));
        await a.PutAsync(said with { Beat = 6, Connected = false }, Life, default);
        await a.PutAsync(said, Life, default);

        (await b.ReadAsync(default)).ShouldBe([new NodeReport("a-1", said)]);
        (await a.ReadAsync(default)).ShouldBeEmpty();
        clock.Advance(Life);
        (await b.ReadAsync(default)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("c-1/ann", "")]
    [InlineData("c-1/ann", "null")]
    [InlineData("c-1/ann", "{")]
    [InlineData("c-1/ann", """{"AgentId":"other","Beat":1,"Connected":true,"ActiveAgo":"00:00:00"}""")]
    [InlineData("nobody", """{"AgentId":"nobody","Beat":1,"Connected":true,"ActiveAgo":"00:00:00"}""")]
    public async Task Read_SomethingNotUnderstood_IsPassedOverAndTheRestIsHeard(string id, string value)
    {
        await leases.PutAsync("presence", id, value, Life, default);
        await a.PutAsync(new AgentReport("ann", 1, Connected: true, TimeSpan.Zero, null, null, null), Life, default);

        (await b.ReadAsync(default)).ShouldHaveSingleItem().Node.ShouldBe("a-1");
    }
}

using System.Net.WebSockets;
using Cardline.Bot.Conversations;
using Cardline.Bot.Gate;
using Cardline.Bot.Gate.DirectLine;
using Cardline.Bot.Gate.Tokens;
using Cardline.Bot.Tests.Conversations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Tests.Gate;

public sealed class StreamTicketsTests
{
    [Fact]
    public async Task Use_OnTwoNodes_IsGoodOnceInAll()
    {
        using var store = new SqliteStore();
        var clock = new TimerClock();
        var leases = new LocalLeases(clock);
        using var keys = new SigningKeys(store.State, clock, Options.Create(new GateOptions()));
        var issuer = new TokenIssuer(keys, clock, Options.Create(new GateOptions()));
        var nodes = new[] { new StreamTickets(issuer, leases), new StreamTickets(issuer, leases) };
        var ticket = await nodes[0].IssueAsync(new TokenClaims("c1", "s1"), default);

        var uses = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => nodes[i % 2].UseAsync(ticket, default).AsTask()));

        uses.Count(claims => claims is not null).ShouldBe(1);
        clock.Advance(TokenIssuer.StreamLife - TimeSpan.FromSeconds(1));
        (await nodes[1].UseAsync(ticket, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Use_OnANodeWhoseClockIsSlow_IsStillGoodOnce()
    {
        using var store = new SqliteStore();
        var (clock, slow, storesOwn) = (new TimerClock(), new TimerClock(), new TimerClock());
        var leases = new LocalLeases(storesOwn);
        using var keys = new SigningKeys(store.State, clock, Options.Create(new GateOptions()));
        var here = new StreamTickets(new TokenIssuer(keys, clock, Options.Create(new GateOptions())), leases);
        var there = new StreamTickets(new TokenIssuer(keys, slow, Options.Create(new GateOptions())), leases);
        var ticket = await here.IssueAsync(new TokenClaims("c1", "s1"), default);
        (await here.UseAsync(ticket, default)).ShouldNotBeNull();

        storesOwn.Advance(TokenIssuer.StreamLife + StreamTickets.ClockDifferenceMax - TimeSpan.FromSeconds(1));
        slow.Advance(TokenIssuer.StreamLife - TimeSpan.FromSeconds(1));

        (await there.UseAsync(ticket, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Stream_StoreCannotSay_OpensNothing()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();
        host.Leases.Failure = new LogUnavailableException("down");

        var refused = await Should.ThrowAsync<WebSocketException>(() => SocketClient.OpenAsync(session.StreamUrl!));

        refused.Message.ShouldContain("503");
        host.Services.GetRequiredService<ClientSockets>().Count.ShouldBe(0);
        host.Leases.Failure = null;
        using var socket = await SocketClient.OpenAsync(session.StreamUrl!);
    }
}

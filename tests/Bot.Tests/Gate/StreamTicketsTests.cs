using System.Net.WebSockets;
using Cardline.Bot.Conversations;
using Cardline.Bot.Gate;
using Cardline.Bot.Gate.DirectLine;
using Cardline.Bot.Gate.Tokens;
using Cardline.Bot.Tests.Conversations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

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
    public async Task Issue_SaysWhatASocketNeeds_AndNotWhoTheCardholderIs()
    {
        using var store = new SqliteStore();
        var clock = new TimerClock();
        using var keys = new SigningKeys(store.State, clock, Options.Create(new GateOptions()));
        var tickets = new StreamTickets(new TokenIssuer(keys, clock, Options.Create(new GateOptions())), new LocalLeases(clock));

        var ticket = await tickets.IssueAsync(new TokenClaims("c1", "s1") { UserId = "dl_77", UserName = "Li Wei", Lang = "zh", SignedIn = true, Origins = ["https://www.example.test"] }, default);

        var said = Base64UrlEncoder.Decode(ticket.Split('.')[1]);
        said.ShouldNotContain("dl_77");
        said.ShouldNotContain("Li Wei");
        var claims = (await tickets.UseAsync(ticket, default)).ShouldNotBeNull();
        (claims.ConversationId, claims.Session).ShouldBe(("c1", "s1"));
        claims.Origins.ShouldBe(["https://www.example.test"]);
    }

    [Fact]
    public async Task Stream_WhileItIsOpen_KeepsNoTicket()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();
        using var one = await host.SayAsync(session, "one");

        using var socket = await SocketClient.OpenAsync(session.StreamUrl!);
        await socket.ActivitiesAsync(1);

        var request = host.Seams.SocketRequest.ShouldNotBeNull().Request;
        request.Query.ShouldBeEmpty();
        request.QueryString.HasValue.ShouldBeFalse();
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

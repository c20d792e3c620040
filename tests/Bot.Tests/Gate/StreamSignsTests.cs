using Cardline.Bot.Gate.DirectLine;

namespace Cardline.Bot.Tests.Gate;

/// <summary>What a socket is told that stands in no log: that its line is alive, and its place in the line of waiting.</summary>
public sealed class StreamSignsTests
{
    [Fact]
    public async Task Stream_NothingToSay_SendsAnEmptyFrameAgainAndAgain()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();
        using var socket = await SocketClient.OpenAsync(session.StreamUrl!);
        using var said = await host.SayAsync(session, "one");
        await socket.ActivitiesAsync(1);
        var logged = (await host.LogOfAsync(session)).Count;

        host.Clock.Advance(ClientSocket.SignOfLifeEvery);
        (await socket.FrameAsync())!.ShouldBeEmpty();
        host.Clock.Advance(ClientSocket.SignOfLifeEvery);
        (await socket.FrameAsync())!.ShouldBeEmpty();

        (await host.LogOfAsync(session)).Count.ShouldBe(logged);
    }

    [Fact]
    public async Task Stream_OpenedWhileWaiting_TellsThePlaceAfterTheReplay()
    {
        await using var host = await GateHost.StartAsync();
        host.Seams.Place = 3;
        var session = await host.ConversationAsync();
        using var said = await host.SayAsync(session, "one");

        using var socket = await SocketClient.OpenAsync(session.StreamUrl!);
        var replay = (await socket.NextAsync())!;
        var place = (await socket.NextAsync())!;

        ((string?)replay["activities"]!.AsArray().ShouldHaveSingleItem()!["text"]).ShouldBe("one");
        var told = place["activities"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)told["name"]).ShouldBe("cardline.queue");
        ((int?)told["value"]!["place"]).ShouldBe(3);
        place.ContainsKey("watermark").ShouldBeFalse();
        (await host.LogOfAsync(session)).ShouldAllBe(entry => (string?)entry["name"] != "cardline.queue");
    }

    [Fact]
    public async Task Stream_OpenedWithNothingToReplay_TellsThePlaceAtOnce()
    {
        await using var host = await GateHost.StartAsync();
        host.Seams.Place = 1;
        var session = await host.ConversationAsync();

        using var socket = await SocketClient.OpenAsync(session.StreamUrl!);

        ((string?)(await socket.ActivitiesAsync(1))[0]["name"]).ShouldBe("cardline.queue");
    }

    [Fact]
    public async Task Stream_NotWaiting_TellsNoPlace()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();
        using var one = await host.SayAsync(session, "one");

        using var socket = await SocketClient.OpenAsync(session.StreamUrl!);
        using var two = await host.SayAsync(session, "two");

        (await socket.ActivitiesAsync(2)).Select(activity => (string?)activity["type"]).ShouldAllBe(type => type == "message");
    }
}

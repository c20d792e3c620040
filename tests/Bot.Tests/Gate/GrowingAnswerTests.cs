using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;
using Cardline.Bot.Turns.Reply;
using Cardline.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Cardline.Bot.Tests.Gate;

/// <summary>Chunks of an answer on their way through a socket.</summary>
public sealed class GrowingAnswerTests
{
    [Fact]
    public async Task SendPassing_ChunkBehindItsEnd_IsDroppedAndALaterOneIsNot()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();
        using var socket = await SocketClient.OpenAsync(session.StreamUrl!);
        using var said = await host.SayAsync(session, "one");
        await socket.ActivitiesAsync(1);
        var log = host.Services.GetRequiredService<IConversationLog>();
        var asked = (await log.FindAsync(session.ConversationId, default))!;
        await log.AppendAsync(Entries.BotAnswers(asked, "the end"), default);
        ((string?)(await socket.ActivitiesAsync(1))[0]["text"]).ShouldBe("the end");
        var clients = host.Services.GetRequiredService<ILiveClients>();

        clients.SendPassing(session.ConversationId, Chunk("late", asked.VisibleSeq));
        clients.SendPassing(session.ConversationId, Chunk("in time", asked.VisibleSeq + 1));

        var chunk = (await socket.ActivitiesAsync(1))[0];
        ((string?)chunk["text"]).ShouldBe("in time");
        chunk["channelData"]!["cardline"]!.ToJsonString().ShouldBe("""{"speaker":"bot"}""");
    }

    [Fact]
    public async Task IsWatched_WithAndWithoutSocket_TellsThemApart()
    {
        await using var host = await GateHost.StartAsync();
        var (mine, other) = (await host.ConversationAsync(), await host.ConversationAsync());
        using var socket = await SocketClient.OpenAsync(mine.StreamUrl!);
        var clients = host.Services.GetRequiredService<ILiveClients>();

        await Waiting.UntilAsync("the socket to be open", () => Task.FromResult(clients.IsWatched(mine.ConversationId)));
        clients.IsWatched(other.ConversationId).ShouldBeFalse();
    }

    private static JsonObject Chunk(string text, long after) => new()
    {
        ["type"] = "typing", ["text"] = text,
        ["channelData"] = new JsonObject { ["streamType"] = "streaming", ["streamId"] = "s1", ["cardline"] = new JsonObject { ["speaker"] = "bot", [LiveReply.AfterName] = after } },
    };
}

using System.Text.Json.Nodes;
using Cardline.Bot.Conversations.Redis;
using Cardline.Bot.Gate.Channels;
using Cardline.Bot.Gate.DirectLine;
using Cardline.Bot.Protocol;
using Cardline.Bot.Tests.Conversations;
using Cardline.Bot.Tests.Gate;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using static Cardline.Bot.Tests.Conversations.Entries;

namespace Cardline.Bot.Tests.Redis;

/// <summary>What the gate answers to who repeats a message that has gone.</summary>
public sealed partial class RedisTrimmingTests
{
    [Fact]
    public async Task ClientAppend_RepeatOfATrimmedMessage_IsAnsweredWithAnIdThatNobodyElseHas()
    {
        var seams = new RecordingSeams();
        var append = new ClientAppend(Log, seams, seams);
        await Log.AppendedAsync(Begin("c-1"));
        (await IdAsync(append, "k1")).ShouldBe("c-1|0000001");
        (await IdAsync(append, "k1")).ShouldBe("c-1|0000001");
        await Log.AppendedAsync(BotAnswers((await Log.FindAsync("c-1", default))!, "answer"));
        await TalkAsync("c-1", 12, begin: false);
        (await store.Trimming.TrimAsync("c-1", default)).ShouldBeTrue();
        var before = await AllAsync("c-1");

        (await IdAsync(append, "k1")).ShouldBe("c-1|s0000002");

        (await AllAsync("c-1")).ShouldBe(before);
    }

    [Fact]
    public async Task ReplyWait_RepeatOfATrimmedMessage_EndsAtOnceAndGivesNobodyElsesReplies()
    {
        await TalkAsync("c-1", 12);
        (await store.Trimming.TrimAsync("c-1", default)).ShouldBeTrue();
        var state = new RedisStateStore(store.Node.Connection, store.Writes, store.Node.Keys);
        var clock = new ManualClock();
        var wait = new ReplyWait(Log, state, Options.Create(new ChannelOptions { ReplyWaitSeconds = 600 }), clock, NullLogger<ReplyWait>.Instance);
        var reference = new ChannelReference("test", new JsonObject { ["id"] = "1" }, new JsonObject { ["id"] = "2" }, null, null, null, true, true, clock.GetUtcNow());

        // Its outcome is gone too, so whoever waited for it would wait for ten minutes.
        var replies = await wait.CollectAsync("c-1", reference, 2, isRetry: true, default).WaitAsync(TimeSpan.FromSeconds(20));

        replies.ShouldBeEmpty();
        (await state.GetAsync("cursor", "replies:c-1", default)).ShouldBeNull();
    }

    private static async Task<string> IdAsync(ClientAppend append, string clientId)
    {
        var message = Says("c-1", "first", clientId);
        var result = await append.TakeAsync("c-1", new Admission.Stored(message.Entries, message.Key, Closes: false), default);
        return result.ShouldBeAssignableTo<IValueHttpResult<ResourceAnswer>>()!.Value!.Id;
    }
}

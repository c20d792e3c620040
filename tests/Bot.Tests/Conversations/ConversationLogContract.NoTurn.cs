using Cardline.Bot.Conversations;
using Cardline.Handoff;
using static Cardline.Bot.Tests.Conversations.Entries;

namespace Cardline.Bot.Tests.Conversations;

/// <summary>A change of holder that must not end a turn which nobody has judged.</summary>
public abstract partial class ConversationLogContract
{
    [Fact]
    public async Task Append_ThatExpectsNoTurn_IsRefusedWhileOneIsOpen_AndWritesNothing()
    {
        await Log.AppendedAsync(Begin(Id));
        var head = await Log.AppendedAsync(Says(Id, "hello"));
        var request = new AppendRequest(Id, SenderKind.Bot, Key: null, [Event("note")])
        {
            ExpectedEpoch = head.Epoch, NewHolder = new Holder(HolderKind.Queue), ExpectsNoTurn = true,
        };

        (await Log.AppendAsync(request, default)).ShouldBeOfType<AppendResult.Stale>().Head.TurnSeq.ShouldBe(head.TurnSeq);

        (await Log.FindAsync(Id, default))!.ShouldBe(head, "nothing was written");
        await Log.AppendedAsync(BotAnswers(head, "hello to you"));
        (await Log.AppendedAsync(request)).Holder.Kind.ShouldBe(HolderKind.Queue);
    }
}

using Cardline.Bot.Conversations;
using Cardline.Handoff;

namespace Cardline.Bot.Tests.Conversations;

public sealed class TailTests
{
    private readonly Tail tail = new(capacity: 4, entry => entry.Seq);

    [Fact]
    public void Stands_EarlierThanWasThought_LetsFollowersWaitInsteadOfAskingWithoutEnd()
    {
        tail.Publish([Entry(1), Entry(2), Entry(3)]);

        tail.Stands(0);

        tail.After(1).ShouldBeNull();
        tail.WaitBeyondAsync(1, CancellationToken.None).IsCompleted.ShouldBeFalse();
        tail.Publish([Entry(1)]);
        tail.After(0)!.Select(entry => entry.Seq).ShouldBe([1]);
    }

    [Fact]
    public void Stands_AsWasThought_KeepsWhatIsInMemory()
    {
        tail.Publish([Entry(1), Entry(2), Entry(3)]);

        tail.Stands(3);

        tail.After(1)!.Select(entry => entry.Seq).ShouldBe([2, 3]);
    }

    private static LogEntry Entry(long seq) =>
        new("c-1", Position: 0, seq, VisibleSeq: null, Epoch: 1, new Holder(HolderKind.Bot), DateTimeOffset.UnixEpoch, SenderKind.System, OpensTurn: false, "{}");
}

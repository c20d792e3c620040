using Cardline.Handoff.Queue;
using Cardline.Handoff.Tests.Doubles;

namespace Cardline.Handoff.Tests.Queue;

public sealed class QueueCountsTests
{
    private readonly ManualTime time = new();
    private readonly MemoryConversations log;

    public QueueCountsTests() => log = new MemoryConversations(time);

    [Fact]
    public async Task Read_WaitingAndHeldCases_AreCountedByPriorityAndReason()
    {
        log.HandsOver("c-1", "anger");
        time.Advance(TimeSpan.FromSeconds(40));
        log.HandsOver("c-2", "fraud");
        log.HandsOver("c-3", "fraud");
        log.HandsOver("c-4", "safety");
        log.Append("c-4", new Holder(HolderKind.Agent, "ann"));
        log.HandsOver("c-5", "complaint");
        log.Append("c-5", new Holder(HolderKind.Closed));
        time.Advance(TimeSpan.FromSeconds(20));

        var counts = await QueueCounts.ReadAsync(log, time, default);

        (counts.Waiting, counts.Held, counts.LongestWaitSeconds, counts.AgentsOnDuty).ShouldBe((3, 1, 60L, null));
        counts.Priorities.ShouldBe([new(0, 0), new(1, 2), new(2, 0), new(3, 1)]);
        counts.Reasons.ShouldBe([new("fraud", 2), new("anger", 1)]);
    }

    [Fact]
    public async Task Read_NobodyWaits_HasNoLongestWaitAndNoReasons()
    {
        var counts = await QueueCounts.ReadAsync(log, time, default);

        (counts.Waiting, counts.Held, counts.LongestWaitSeconds).ShouldBe((0, 0, null));
        counts.Reasons.ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_ReasonThatIsNone_IsCountedAsOtherAndNeverRepeated()
    {
        log.HandsOver("c-1", "call 4111 1111 1111 1111");

        var counts = await QueueCounts.ReadAsync(log, time, default);

        counts.Reasons.ShouldBe([new("other", 1)]);
    }
}

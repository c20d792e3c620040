using Cardline.EndToEnd.Tests.Checking.Seeded;
using Cardline.TestKit.History;

namespace Cardline.EndToEnd.Tests.Checking;

/// <summary>A desk with one bug runs by chance, as a real one would; the checker must name what the bug does, and nothing when there is none.</summary>
public sealed class SeededBugTests
{
    private const int SeedsClean = 100;
    private const int SeedsPerBug = 20;

    private static readonly IReadOnlyDictionary<SeededBug, FaultKind[]> Shows = new Dictionary<SeededBug, FaultKind[]>
    {
        [SeededBug.AcknowledgesFirst] = [FaultKind.Lost],
        [SeededBug.KeysPerNode] = [FaultKind.Duplicated],
        [SeededBug.KeysDieWithNode] = [FaultKind.Duplicated],
        [SeededBug.ComparesNothing] = [FaultKind.SeqNotDense],
        [SeededBug.CountsStaffEntries] = [FaultKind.VisibleSeqNotDense],
        [SeededBug.WritesLastFirst] = [FaultKind.OutOfOrder],
        [SeededBug.TurnWithoutOwner] = [FaultKind.TwoOutcomes],
        [SeededBug.RepliesApart] = [FaultKind.ReplyTwice],
        [SeededBug.ForgetsOpenTurns] = [FaultKind.WithoutOutcome],
        [SeededBug.IgnoresEpoch] = [FaultKind.BotOverPerson],
        [SeededBug.GivesCaseTwice] = [FaultKind.TwoOwners],
        [SeededBug.BelievesNodeClock] = [FaultKind.TimeNotIncreasing, FaultKind.TimeOff],
        [SeededBug.HeadLags] = [FaultKind.SnapshotWrong],
        [SeededBug.SkipsOnReconnect] = [FaultKind.ReaderLost],
        [SeededBug.RepeatsOnReconnect] = [FaultKind.ReaderWrong],
    };

    public static TheoryData<SeededBug> Bugs => [.. Enum.GetValues<SeededBug>().Where(bug => bug != SeededBug.None)];

    [Fact]
    public void Check_DeskWithoutBug_FindsNothingUnderAnySeed()
    {
        for (var seed = 0; seed < SeedsClean; seed++)
        {
            var history = ToyDesk.Run(SeededBug.None, seed);

            HistoryChecker.Check(history).ShouldBeEmpty($"seed {seed}");
            history.Sent.Count.ShouldBeGreaterThan(50);
            history.Acts.ShouldContain(act => act.Accepted);
            history.Heads.ShouldNotBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Bugs))]
    public void Check_DeskWithBug_NamesWhatItDoes(SeededBug bug)
    {
        var caught = Enumerable.Range(0, SeedsPerBug).Count(seed =>
        {
            var kinds = HistoryChecker.Check(ToyDesk.Run(bug, seed)).Select(fault => fault.Kind).ToHashSet();
            return Array.TrueForAll(Shows[bug], kinds.Contains);
        });

        // Chance may spare a single run; a checker that needs luck in half of them would miss the bug in a short run.
        caught.ShouldBeGreaterThanOrEqualTo(SeedsPerBug - 2, $"{bug} was named in {caught} of {SeedsPerBug} runs");
    }
}

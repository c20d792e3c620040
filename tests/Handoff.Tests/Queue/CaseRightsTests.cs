using System.Text.Json.Nodes;
using Cardline.Handoff.Queue;

namespace Cardline.Handoff.Tests.Queue;

/// <summary>The rights of a case are a fold of its records.</summary>
public sealed class CaseRightsTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly HandoffCase folded = new("c", new HandoffOptions());
    private long seq;

    [Fact]
    public void Apply_InvokedAndSettled_SaysSinceWhenAndWhatBecameOfIt()
    {
        Invoke("dispute", "R1", """, "seq": 4, "at": "2026-02-28T23:00:00.000Z", "evidence": "not mine" """);
        Rights.ShouldHaveSingleItem().ShouldBe(new CaseRight("dispute", "R1", 4, new DateTimeOffset(2026, 2, 28, 23, 0, 0, TimeSpan.Zero), "not mine"));

        Settle("dispute");

        var settled = Rights.ShouldHaveSingleItem();
        (settled.Outcome, settled.Note, settled.SettledAt, settled.AgentId, settled.IsOpen).ShouldBe(("handled", "done", At, "ann", false));
        settled.Evidence.ShouldBe("not mine");
    }

    [Fact]
    public void Apply_InvokedTwice_IsOneUntilItIsSettled()
    {
        Invoke("dispute", "R1");
        Invoke("dispute", "R2");
        Rights.Select(right => right.Reference).ShouldBe(["R1"]);

        Settle("dispute");
        Invoke("dispute", "R3");

        Rights.Select(right => (right.Reference, right.IsOpen)).ShouldBe([("R1", false), ("R3", true)]);
    }

    [Fact]
    public void Apply_SettledWithoutBeingOpen_ChangesNothing()
    {
        Invoke("dispute", "R1");
        Settle("complaint");

        Rights.ShouldHaveSingleItem().IsOpen.ShouldBeTrue();
    }

    [Fact]
    public void Apply_VisibleRecord_IsNotOurs()
    {
        folded.Apply(Entry("""{"type":"event","name":"cardline.right.invoked","value":{"right":"dispute"}}""") with { VisibleToCardholder = true });

        Rights.ShouldBeEmpty();
    }

    [Fact]
    public void Apply_MoreThanAreShown_LeavesOutSettledOnesOnly()
    {
        Invoke("complaint", "open");
        for (var i = 0; i < CaseRights.RightsMax + 5; i++)
        {
            Invoke("dispute", $"R{i}");
            Settle("dispute");
        }

        Rights.Count.ShouldBe(CaseRights.RightsMax);
        Rights[0].Reference.ShouldBe("open");
        Rights[^1].Reference.ShouldBe($"R{CaseRights.RightsMax + 4}");
    }

    [Fact]
    public void Apply_Snapshot_KeepsWhatWasInvokedAndGoesOnFromThere()
    {
        folded.Apply(Entry("""{"type":"event","name":"cardline.snapshot","value":{"rights":[{"right":"dispute","reference":"R1","seq":4,"at":"2026-02-01T08:00:00.000Z","outcome":"handled","agentId":"ann","settledAt":"2026-02-02T08:00:00.000Z"},{"right":"complaint","reference":"R2","seq":9,"at":"2026-02-03T08:00:00.000Z"}]}}"""));
        Rights.Select(right => (right.Reference, right.Outcome, right.Note)).ShouldBe([("R1", "handled", null), ("R2", null, null)]);

        Settle("complaint");

        Rights[1].Note.ShouldBe("done");
        Rights[0].SettledAt.ShouldBe(new DateTimeOffset(2026, 2, 2, 8, 0, 0, TimeSpan.Zero));
    }

    private IReadOnlyList<CaseRight> Rights => folded.ToItem(place: null).Rights;

    private void Invoke(string right, string reference, string more = "") =>
        folded.Apply(Entry($$$"""{"type":"event","name":"cardline.right.invoked","value":{"right":"{{{right}}}","reference":"{{{reference}}}"{{{more}}}}}"""));

    private void Settle(string right) =>
        folded.Apply(Entry($$$"""{"type":"event","name":"cardline.right.settled","value":{"right":"{{{right}}}","outcome":"handled","note":"done","agentId":"ann"}}"""));

    private ConversationEntry Entry(string activity)
    {
        seq++;
        return new ConversationEntry("c", seq, seq, 1, new Holder(HolderKind.Agent, "ann"), At, VisibleToCardholder: false, JsonNode.Parse(activity)!.AsObject());
    }
}

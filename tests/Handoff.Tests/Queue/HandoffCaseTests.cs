using System.Text.Json.Nodes;
using Cardline.Handoff.Queue;

namespace Cardline.Handoff.Tests.Queue;

/// <summary>A case whose log was trimmed is folded from the snapshot that stands at its beginning.</summary>
public sealed class HandoffCaseTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Apply_Snapshot_KnowsWhoHoldsItWhyAndSinceWhen()
    {
        var found = new HandoffCase("c", new HandoffOptions());
        found.Apply(Snapshot(new Holder(HolderKind.Bot), """{"handoffId":"h-1","reason":"fraud","lang":"en","signedIn":true,"at":"2026-02-01T08:00:00.000Z"}"""));

        var item = found.ToItem(place: null);

        (found.Seq, found.Epoch, found.IsOpen).ShouldBe((500, 3, false));
        (item.HandoffId, item.Reason, item.Lang, item.SignedIn, item.State).ShouldBe(("h-1", "fraud", "en", true, "returned"));
        item.EnqueuedAt.ShouldBe(new DateTimeOffset(2026, 2, 1, 8, 0, 0, TimeSpan.Zero));
        (item.Evidence, item.AgentId).ShouldBe((null, null));
    }

    [Fact]
    public void Apply_SnapshotOfAConversationThatNoPersonWasAskedFor_HasNoReason()
    {
        var found = new HandoffCase("c", new HandoffOptions());
        found.Apply(Snapshot(new Holder(HolderKind.Closed), "null"));

        found.Reason.ShouldBeNull();
        (found.ToItem(place: null).Lang, found.ToItem(place: null).SignedIn, found.ToItem(place: null).State).ShouldBe(("zh-Hans", true, "closed"));
    }

    [Fact]
    public void Apply_SnapshotWhileTheCaseIsOpen_ClosesIt()
    {
        var found = new HandoffCase("c", new HandoffOptions());
        found.Apply(Entry(1, new Holder(HolderKind.Queue), """{"type":"event","name":"cardline.holder"}"""));
        found.IsOpen.ShouldBeTrue();

        found.Apply(Snapshot(new Holder(HolderKind.Bot), "null"));

        found.IsOpen.ShouldBeFalse();
        found.ToItem(place: null).State.ShouldBe("returned");
    }

    [Fact]
    public void Apply_SnapshotThatACardholderSent_ChangesNothing()
    {
        var found = new HandoffCase("c", new HandoffOptions());
        found.Apply(Snapshot(new Holder(HolderKind.Bot), """{"reason":"fraud"}""") with { VisibleToCardholder = true });

        found.Reason.ShouldBeNull();
    }

    private static ConversationEntry Snapshot(Holder holder, string handoff) => Entry(
        500, holder, """{"type":"event","name":"cardline.snapshot","value":{"entries":500,"began":{"locale":"zh-Hans","signedIn":true},"handoff":""" + handoff + "}}");

    private static ConversationEntry Entry(long seq, Holder holder, string activity) =>
        new("c", Position: seq, seq, Epoch: 3, holder, At, VisibleToCardholder: false, JsonNode.Parse(activity)!.AsObject());
}

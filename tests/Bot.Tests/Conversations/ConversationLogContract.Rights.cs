using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Handoff;
using static Cardline.Bot.Tests.Conversations.Entries;
using static Cardline.Bot.Tests.Conversations.RightEntries;

namespace Cardline.Bot.Tests.Conversations;

/// <summary>A right that was invoked is part of where a conversation stands, and keeps it with people until it is settled.</summary>
public abstract partial class ConversationLogContract
{
    [Fact]
    public async Task Fold_OverInvokedAndSettledRights_EqualsTheStoredHead_AtEveryPoint()
    {
        var heads = new List<ConversationHead> { await Log.InvokedAsync(Id) };
        heads.Add(await Log.AppendedAsync(Says(Id, "and I complain")));
        heads.Add(await Log.AppendedAsync(Invokes(heads[^1], "complaint") with { NewHolder = null }));
        heads.Add(await Log.AppendedAsync(Staff(Id, heads[^1].Epoch, new Holder(HolderKind.Agent, "ann"))));
        heads.Add(await Log.AppendedAsync(Staff(Id, heads[^1].Epoch, holder: null) with { Entries = [Settled("dispute")] }));
        heads.Add(await Log.AppendedAsync(Staff(Id, heads[^1].Epoch, new Holder(HolderKind.Closed)) with { Entries = [Settled("complaint")] }));

        heads.Select(head => head.OpenRights).ShouldBe(["dispute", "dispute", "complaint dispute", "complaint dispute", "complaint", ""]);
        heads[^1].Holder.Kind.ShouldBe(HolderKind.Closed);
        (await Log.FindAsync(Id, default)).ShouldBe(heads[^1]);
        var entries = await Log.ReadAsync(Id, Audience.Staff, 0, 1000, default);
        foreach (var snapshot in heads)
        {
            entries.Where(entry => entry.Seq <= snapshot.Seq).Aggregate((ConversationHead?)null, ConversationRules.Fold).ShouldBe(snapshot);
            entries.Where(entry => entry.Seq > snapshot.Seq).Aggregate(snapshot, ConversationRules.Fold).ShouldBe(heads[^1]);
        }
    }

    [Theory]
    [InlineData(HolderKind.Bot)]
    [InlineData(HolderKind.Closed)]
    public async Task Append_StaffLetsAConversationWithAnOpenRightGo_IsRefusedAndNothingIsWritten(HolderKind to)
    {
        var head = await Log.InvokedAsync(Id);
        head = await Log.AppendedAsync(Staff(Id, head.Epoch, new Holder(HolderKind.Agent, "ann")));

        (await Log.AppendAsync(Staff(Id, head.Epoch, new Holder(to)), default)).ShouldBeOfType<AppendResult.Stale>();
        (await Log.FindAsync(Id, default)).ShouldBe(head);

        (await Log.AppendedAsync(Staff(Id, head.Epoch, new Holder(to)) with { Entries = [Settled("dispute")] })).Holder.Kind.ShouldBe(to);
    }

    [Fact]
    public async Task Append_CardholderLeavesWithAnOpenRight_IsTakenAndTheCaseStaysInLine()
    {
        var head = await Log.InvokedAsync(Id);

        var left = await Log.AppendedAsync(Leaves(Id));

        (left.Holder, left.Epoch, left.Seq).ShouldBe((head.Holder, head.Epoch, head.Seq + 1));
        (await Log.ListOpenAsync(default)).Heads.ShouldHaveSingleItem().ShouldBe(left);
    }

    [Fact]
    public async Task Append_CardholderLeavesBeforeTheLastWordsAreJudged_TheTurnIsStillOwed()
    {
        await Log.AppendedAsync(Begin(Id));
        var asked = await Log.AppendedAsync(Says(Id, "I want to complain"));

        var left = await Log.AppendedAsync(Leaves(Id));

        (left.TurnSeq, left.Holder.Kind).ShouldBe((asked.TurnSeq, HolderKind.Bot));
        (await Log.AppendedAsync(Invokes(left, "complaint"))).OpenRights.ShouldBe("complaint");
    }

    [Fact]
    public async Task Append_CardholderLeavesWithNothingOpen_Closes()
    {
        await Log.AppendedAsync(Begin(Id));

        (await Log.AppendedAsync(Leaves(Id))).Holder.Kind.ShouldBe(HolderKind.Closed);
    }

    [Fact]
    public async Task Append_RightNamedByACardholder_OrVisible_OrUnknown_OpensNothing()
    {
        var begun = await Log.AppendedAsync(Begin(Id));

        await Log.AppendedAsync(new AppendRequest(Id, SenderKind.Cardholder, Key: null, [Invoked("dispute", 1)]));
        await Log.AppendedAsync(Staff(Id, begun.Epoch, holder: null) with { Entries = [Invoked("dispute", 1) with { Visible = true }, Invoked("discount", 1)] });
        var head = await Log.AppendedAsync(Staff(Id, begun.Epoch, holder: null));

        head.OpenRights.ShouldBe("");
        (await Log.ReadAsync(Id, Audience.Staff, 0, 100, default)).Aggregate((ConversationHead?)null, ConversationRules.Fold).ShouldBe(head);
    }

    [Fact]
    public async Task Redact_RecordOfARight_KeepsThatItWasInvokedAndNoWords()
    {
        var head = await Log.InvokedAsync(Id);
        var record = (await Log.ReadAsync(Id, Audience.Staff, 0, 100, default)).Single(entry => entry.Name() == LogEvents.RightInvoked);

        await Log.RedactAsync(Id, record.Seq, "erasure", default);

        var entries = await Log.ReadAsync(Id, Audience.Staff, 0, 100, default);
        var after = entries.Single(entry => entry.Seq == record.Seq);
        ((string?)after.Activity()["value"]!["right"]).ShouldBe("dispute");
        after.Json.ShouldNotContain("secret words");
        entries.Aggregate((ConversationHead?)null, ConversationRules.Fold)!.OpenRights.ShouldBe("dispute");
        (await Log.FindAsync(Id, default))!.OpenRights.ShouldBe("dispute");
        head.Holder.Kind.ShouldBe(HolderKind.Queue);
    }

    [Fact]
    public async Task Redact_MessageThatCallsItselfARight_KeepsNothingOfIt()
    {
        await Log.AppendedAsync(Begin(Id));
        var message = Message("secret", "user");
        (message["name"], message["value"]) = (LogEvents.RightInvoked, new JsonObject { ["right"] = "secret words" });
        var head = await Log.AppendedAsync(new AppendRequest(Id, SenderKind.Cardholder, Key: null, [new NewEntry(message, Visible: true)]));

        await Log.RedactAsync(Id, head.Seq, "erasure", default);

        (await Log.ReadAsync(Id, Audience.Staff, head.Seq - 1, 1, default))[0].Json.ShouldNotContain("secret");
    }
}

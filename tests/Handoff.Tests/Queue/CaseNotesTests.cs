using System.Text.Json.Nodes;
using Cardline.Handoff.Queue;

namespace Cardline.Handoff.Tests.Queue;

/// <summary>What the cardholder said when asked stands on the card of the case, however much later the person is asked for.</summary>
public sealed class CaseNotesTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly HandoffCase found = new("c", new HandoffOptions());
    private long seq;

    [Fact]
    public void Apply_ReplyToTheQuestion_StandsOnTheCardAlsoWhenThePersonComesLater()
    {
        var reply = Says("refused in a shop");
        var second = Says("since Monday");
        Ends($$"""{"outcome":"Noted","answers":[{{reply}},{{second}}],"intake":{"step":"noted","reason":"complex"} }""");
        for (var i = 0; i < 50; i++)
        {
            Ends($$"""{"outcome":"Answered","answers":[{{Says("how much is the fee")}}] }""");
        }

        Moves(HolderKind.Queue);

        found.ToItem(place: 1).Intake.ShouldBe("refused in a shop\nsince Monday");
    }

    [Fact]
    public void Apply_QuestionAskedAndNotReplied_LeavesTheCardEmpty()
    {
        Ends($$"""{"outcome":"Unknown","answers":[{{Says("it is complicated")}}],"intake":{"step":"asked","reason":"complex"} }""");

        found.ToItem(place: 1).Intake.ShouldBeNull();
        found.ToItem(place: 1).Matters.ShouldBeEmpty();
    }

    [Fact]
    public void Apply_MessageOverwrittenBefore_ShowsWhatStandsInTheLog()
    {
        var reply = Says("[removed]");
        Ends($$"""{"outcome":"Noted","answers":[{{reply}}],"intake":{"step":"noted","reason":"complex"} }""");

        found.ToItem(place: 1).Intake.ShouldBe("[removed]");
    }

    [Fact]
    public void Apply_SeveralMatters_AreListedByTheirTitles()
    {
        Ends("""{"outcome":"Choice","answers":[1],"matters":[{"article":"fee","title":"The fee"},{"article":"pin","title":"The PIN"}]}""");

        found.ToItem(place: 1).Matters.ShouldBe(["The fee", "The PIN"]);
    }

    [Theory]
    [InlineData(HolderKind.Bot)]
    [InlineData(HolderKind.Closed)]
    public void Apply_PersonHasDealtWithIt_TheNextCaseBeginsEmpty(HolderKind after)
    {
        var reply = Says("refused in a shop");
        Ends($$"""{"outcome":"Noted","answers":[{{reply}}],"intake":{"step":"noted","reason":"complex"},"matters":[{"article":"a","title":"A"},{"article":"b","title":"B"}]}""");
        Moves(HolderKind.Queue);
        Moves(HolderKind.Agent);
        Moves(HolderKind.Queue);
        found.ToItem(place: 1).Intake.ShouldNotBeNull("A lost agent has not dealt with it.");
        Moves(HolderKind.Agent);
        Moves(after);

        Moves(HolderKind.Queue);

        (found.ToItem(place: 1).Intake, found.ToItem(place: 1).Matters.Count).ShouldBe((null, 0));
    }

    [Fact]
    public void Apply_Summary_StandsOnTheCardOfItsHandoffOnly()
    {
        Asks("h-1");
        Moves(HolderKind.Queue);
        Sums("h-0", "of an earlier one");
        found.ToItem(place: 1).Summary.ShouldBeNull();
        Sums("h-1", "who wants what\nwhat was tried");
        found.ToItem(place: 1).Summary.ShouldBe("who wants what\nwhat was tried");

        Asks("h-1");
        found.ToItem(place: 1).Summary.ShouldNotBeNull("a more urgent reason for the same handoff takes nothing away");
        Asks("h-2");
        found.ToItem(place: 1).Summary.ShouldBeNull();
    }

    [Fact]
    public void Apply_SummaryThatACardholderSent_ChangesNothing()
    {
        Asks("h-1");
        Moves(HolderKind.Queue);

        Apply("""{"type":"event","name":"handoff.summary","value":{"handoffId":"h-1","text":"refund it"} }""", visible: true);

        found.ToItem(place: 1).Summary.ShouldBeNull();
    }

    [Fact]
    public void Apply_SummaryRedacted_IsGoneWhenTheCaseIsFoldedAgain()
    {
        Asks("h-1");
        Moves(HolderKind.Queue);

        Apply("""{"type":"event","text":"[…]","channelData":{"cardline":{"redacted":true} } }""", visible: false);

        found.ToItem(place: 1).Summary.ShouldBeNull();
    }

    [Fact]
    public void Apply_LongReply_IsCut()
    {
        var reply = Says(new string('a', CaseNotes.IntakeCharsMax - 1) + "😡 and more");
        Ends($$"""{"outcome":"Noted","answers":[{{reply}}],"intake":{"step":"noted","reason":"complex"} }""");

        found.ToItem(place: 1).Intake.ShouldBe(new string('a', CaseNotes.IntakeCharsMax - 1));
    }

    [Fact]
    public void Apply_OutcomeThatACardholderSent_ChangesNothing()
    {
        var reply = Says("hello");
        Apply($$"""{"type":"event","name":"cardline.outcome","value":{"answers":[{{reply}}],"intake":{"step":"noted"} } }""", visible: true);

        found.ToItem(place: 1).Intake.ShouldBeNull();
    }

    private long Says(string text) => Apply(new JsonObject { ["type"] = "message", ["from"] = new JsonObject { ["role"] = "user" }, ["text"] = text }.ToJsonString(), visible: true);

    private void Ends(string outcome) => Apply($$"""{"type":"event","name":"cardline.outcome","value":{{outcome}} }""", visible: false);

    private void Asks(string handoffId) =>
        Apply(new JsonObject { ["type"] = "event", ["name"] = "handoff.initiate", ["value"] = new JsonObject { ["handoffId"] = handoffId, ["reason"] = "fraud" } }.ToJsonString(), visible: false);

    private void Sums(string handoffId, string text) =>
        Apply(new JsonObject { ["type"] = "event", ["name"] = "handoff.summary", ["value"] = new JsonObject { ["handoffId"] = handoffId, ["text"] = text } }.ToJsonString(), visible: false);

    private void Moves(HolderKind to) => Apply("""{"type":"event","name":"cardline.holder"}""", visible: false, to);

    private long Apply(string activity, bool visible, HolderKind holder = HolderKind.Bot)
    {
        found.Apply(new ConversationEntry("c", Position: ++seq, seq, Epoch: 1, new Holder(holder), At, visible, JsonNode.Parse(activity)!.AsObject()));
        return seq;
    }
}

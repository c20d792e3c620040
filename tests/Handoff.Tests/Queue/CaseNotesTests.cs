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

    private void Moves(HolderKind to) => Apply("""{"type":"event","name":"cardline.holder"}""", visible: false, to);

    private long Apply(string activity, bool visible, HolderKind holder = HolderKind.Bot)
    {
        found.Apply(new ConversationEntry("c", Position: ++seq, seq, Epoch: 1, new Holder(holder), At, visible, JsonNode.Parse(activity)!.AsObject()));
        return seq;
    }
}

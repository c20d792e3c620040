using Cardline.Handoff.Detection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cardline.Handoff.Tests.Detection;

/// <summary>A danger is seen wherever in the newest message it stands, and whatever was sent before it.</summary>
public sealed class LongMessagesTests
{
    private const string Danger = "Someone stole my card.";

    private readonly HandoffFiles files = new(
        Options.Create(new HandoffOptions { Path = Repository.KnowledgeBase, Fact = (name, _) => $"<{name}>" }), TimeProvider.System, NullLogger<HandoffFiles>.Instance);

    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    [InlineData(250)]
    public void AtOnce_DangerAmongManyLines_IsSeen(int linesBefore)
    {
        var lines = string.Concat(Enumerable.Repeat("coffee 12\n", linesBefore)) + Danger + string.Concat(Enumerable.Repeat("\ncoffee 12", 250 - linesBefore));

        files.AtOnce([new SaidTurn("cardholder", lines)]).Reason.ShouldBe("lost_stolen");
    }

    /// <summary>Of the parts of a long story one may always look odd alone; it counts only when it is nearly certain.</summary>
    [Theory]
    [InlineData("I rotate between night and day shifts at St Mary's and so I'm hardly ever awake when banks are. I've a trip to Vietnam coming with two friends from the "
        + "ward, we'll be on trains and in small hostels, and one of them swears you have to ring the bank before you go or everything is declined. The other one "
        + "says that's from the nineties. Which is it with your cards, do I need to announce the trip or can I simply go?")]
    [InlineData("I care for my brother full time. He's 34, has Down's, and is the cheeriest man you'll ever meet. He wants to buy his own coffee at the day centre like "
        + "the other lads do. He can't keep a PIN in his head and his signature is a drawing of a bus. I've the deputyship papers all in order. Is there any card "
        + "where he could just wave it, with a small limit that I can see on my phone, and would it be in his name or mine?")]
    public void AtOnce_LongHarmlessStory_IsNotHandedOver(string story) => files.AtOnce([new SaidTurn("cardholder", story)]).ShouldBe(HandoffDecision.None);

    [Fact]
    public void AtOnce_DangerAfterMoreSentencesThanAreLookedAt_IsSeen()
    {
        var letters = string.Concat(Enumerable.Repeat("a\n", 1500));

        files.AtOnce([new SaidTurn("cardholder", letters + Danger)]).Reason.ShouldBe("lost_stolen");
        files.AtOnce([new SaidTurn("cardholder", Danger + "\n" + letters)]).Reason.ShouldBe("lost_stolen");
    }

    [Fact]
    public void AtOnce_DangerBeginsALongMessageAfterAnother_IsSeen()
    {
        var statement = string.Concat(Enumerable.Repeat("coffee and cake ", 240));

        files.AtOnce([new SaidTurn("cardholder", statement), new SaidTurn("cardholder", Danger + " " + statement[..3000])]).Reason.ShouldBe("lost_stolen");
        files.AtOnce([new SaidTurn("cardholder", statement), new SaidTurn("cardholder", statement)]).Step.ShouldBe(HandoffStep.Answer);
    }
}

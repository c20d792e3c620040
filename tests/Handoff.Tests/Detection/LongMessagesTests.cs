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

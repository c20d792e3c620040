using Cardline.Bot.Turns.Reply;

namespace Cardline.Bot.Tests.Turns;

/// <summary>What a record repeats of somebody's words.</summary>
public sealed class OutcomeEventTests
{
    [Theory]
    [InlineData("a refund of 1,240.00 was asked for", "a refund of **** was asked for")]
    [InlineData("4111 1111-1111.1111", "****")]
    [InlineData("4111,1111,1111,1111", "****")]
    [InlineData("on 3 May, 120 twice", "on 3 May, 120 twice")]
    public void WithoutNumbers_LongRuns_AreTakenWholeAndOthersStay(string words, string expected) => OutcomeEvent.WithoutNumbers(words).ShouldBe(expected);
}

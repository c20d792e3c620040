using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Tests.Turns;

/// <summary>What the bot says when nothing is asked, when it is late, and when worry is the whole message.</summary>
public sealed class TurnMannersTests : IDisposable
{
    private static readonly HandoffDecision Fraud = new(HandoffStep.Handoff, "fraud", "stolen", "fraud.1");

    private readonly TurnDesk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task Run_UrgentMessageOlderThanTenMinutes_StillHandsOver_WithoutAnySearch()
    {
        desk.DecidesAtOnce = _ => Fraud;
        await desk.BeginAsync();
        await desk.Log.AppendedAsync(Entries.Says("c-1", "my card was stolen"));
        desk.Clock.Advance(TimeSpan.FromMinutes(11));

        await desk.Runner.RunAsync("c-1", resumed: true, default);

        Outcomes(await desk.EntriesAsync()).ShouldBe(["HandedOff"]);
        desk.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task Run_FailureWhileWaiting_KeepsThePlaceAndOffersNothing()
    {
        desk.DecidesAtOnce = said => said[^1].Text == "my card was stolen" ? Fraud : HandoffDecision.None;
        await desk.SaysAsync("my card was stolen");
        desk.Answers = _ => throw new InvalidOperationException("the shelf fell");

        var log = await desk.SaysAsync("what else can I do?");

        Replies(log)[^1].Text()!.ShouldContain("keep your place");
        Replies(log)[^1].Activity()["suggestedActions"].ShouldBeNull();
        Outcomes(log).ShouldBe(["HandedOff", "Failed"]);
    }

    [Fact]
    public async Task Run_Courtesy_IsAnsweredWithoutAnySearch()
    {
        var log = await desk.SaysAsync("thank you!");

        Outcomes(log).ShouldBe(["Greeted"]);
        Replies(log).Single().Text()!.ShouldStartWith("You are welcome.");
        desk.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task Run_StatementWhileWaiting_IsNotedEvenWhenAnArticleIsClose()
    {
        desk.DecidesAtOnce = said => said[^1].Text == "my card was stolen" ? Fraud : HandoffDecision.None;
        desk.Answers = _ => TurnDesk.Article("pay.mobile");
        await desk.SaysAsync("my card was stolen");

        var log = await desk.SaysAsync("I do have the app on my phone");

        Outcomes(log).ShouldBe(["HandedOff", "Noted"]);
        Replies(log).ShouldAllBe(reply => reply.Text() != "Short answer of pay.mobile");
    }

    [Fact]
    public async Task Run_QuestionBehindAGreeting_IsAskedAlone()
    {
        desk.Answers = question => question.Text == "how do I pay my bill" ? TurnDesk.Article("repay.ways") : TurnDesk.Unknown;

        Outcomes(await desk.SaysAsync("good morning, how do I pay my bill?")).ShouldBe(["Answered"]);
    }

    [Fact]
    public async Task Run_OfferWhereNothingFits_SaysTheOfferAlone()
    {
        desk.DecidesAfter = (_, _) => new HandoffDecision(HandoffStep.Offer, "anxiety", "scared", "anxiety.1");

        var log = await desk.SaysAsync("I am so scared");

        Replies(log).Single().Text().ShouldBe("Shall I bring a person?");
        Outcomes(log).ShouldBe(["Unknown"]);
    }

    [Fact]
    public async Task Run_ArticleThatIsAnUrgentFirstStep_HandsOverForThatReason()
    {
        desk.Answers = _ => TurnDesk.Article("card.block", HandoffAdvice.Always);

        var log = await desk.SaysAsync("what about the block");

        ((string?)log.Single(entry => entry.Name() == LogEvents.HandoffInitiate).Activity()["value"]!["reason"]).ShouldBe("fraud");
    }

    [Theory]
    [InlineData("the second one", "gold")]
    [InlineData("第一个", "platinum")]
    [InlineData("Title of gold", "gold")]
    public async Task Run_PlaceOrTitleAfterAChoice_ServesThatArticle(string words, string article)
    {
        desk.Answers = _ => TurnDesk.Unknown with { Outcome = AnswerOutcome.Choose, Chips = [new Chip("platinum", "Title of platinum"), new Chip("gold", "Title of gold")] };
        await desk.SaysAsync("annual fee");

        Replies(await desk.SaysAsync(words))[^1].Text().ShouldBe("Short answer of " + article);
        desk.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task Run_PlaceWithoutAChoiceBefore_IsSearchedLikeAnyWords()
    {
        Outcomes(await desk.SaysAsync("the second one")).ShouldBe(["Unknown"]);
        desk.Asked.ShouldBe(1);
    }

    private static List<LogEntry> Replies(IReadOnlyList<LogEntry> log) => [.. log.Where(entry => entry.Sender == SenderKind.Bot && entry.VisibleSeq is not null)];

    private static List<string?> Outcomes(IReadOnlyList<LogEntry> log) =>
        [.. log.Where(entry => entry.Name() == LogEvents.Outcome).Select(entry => (string?)entry.Activity()["value"]!["outcome"])];
}

using Cardline.EndToEnd.Tests.Browsers;
using Cardline.TestKit;
using Cardline.TestKit.History;
using Microsoft.Playwright;

namespace Cardline.EndToEnd.Tests.Story;

/// <summary>The story of the product: a cardholder and an agent side by side, each in a browser of their own, over one log.</summary>
public sealed class StoryTests : IAsyncLifetime
{
    private DemoServer _server = null!;
    private Chromium _browser = null!;

    public async Task InitializeAsync()
    {
        _server = await DemoServer.StartAsync();
        _browser = await Chromium.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public async Task Story_FromAQuestionToARating_HappensInBothBrowsers(string lang)
    {
        var words = StoryWords.Of(lang);
        var agent = await AgentAtDesk.SignInAsync(_browser, _server, words);
        var cardholder = await Cardholder.ArriveAsync(_browser, _server.Address, words);
        await cardholder.AskForTheFeeAsync();
        await cardholder.Visitor.PictureAsync($"story-1-answer-{lang}");

        await cardholder.SayAsync(words.Alarm);
        await Assertions.Expect(cardholder.OfKind("firstStep").First).ToBeVisibleAsync();
        await Assertions.Expect(cardholder.Who).ToHaveTextAsync(words.Waiting);
        await Assertions.Expect(cardholder.Banner).ToContainTextAsync(words.FirstInLine);
        await cardholder.Visitor.PictureAsync($"story-2-in-line-{lang}");

        await Assertions.Expect(agent.Cases.First).ToContainTextAsync(words.Fraud);
        await agent.Cases.First.ClickAsync();
        await Assertions.Expect(agent.Case).ToContainTextAsync(words.Question);
        await Assertions.Expect(agent.Case).ToContainTextAsync(words.Alarm);
        await agent.Visitor.PictureAsync($"story-3-case-{lang}");
        await agent.TakeAsync();
        await Assertions.Expect(cardholder.OfKind("joined")).ToContainTextAsync(DemoServer.AgentName);

        await agent.SayAsync(words.AgentSays);
        var spoken = cardholder.Messages.Filter(new() { HasText = words.AgentSays });
        await Assertions.Expect(spoken).ToHaveCountAsync(1);
        await Assertions.Expect(spoken).ToContainTextAsync(DemoServer.AgentName);
        await Assertions.Expect(cardholder.Who).ToHaveTextAsync(DemoServer.AgentName);
        await agent.Visitor.PictureAsync($"story-4-desk-{lang}");
        await cardholder.Visitor.PictureAsync($"story-5-person-{lang}");

        await agent.CloseAsync();
        await agent.JudgeAsync();
        Log().Count(entry => entry.EventName == "handoff.needed" && (bool?)entry.Activity["value"]?["needed"] == true).ShouldBe(1);
        await cardholder.RateAsync();
        await cardholder.Visitor.PictureAsync($"story-6-rated-{lang}");
        await Waiting.UntilAsync("the rating in the log", () => Task.FromResult(Log().Any(IsBestRating)));

        HistoryChecker.Check(new RunHistory(Log(), [], [])).ShouldBeEmpty();
        cardholder.Visitor.Complaints.ShouldBeEmpty();
        agent.Visitor.Complaints.Where(complaint => !complaint.Contains("401", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Widget_ServerKilledAndStartedAgain_ShowsEverythingOnce()
    {
        var words = StoryWords.Of("en");
        var cardholder = await Cardholder.ArriveAsync(_browser, _server.Address, words);
        await cardholder.AskForTheFeeAsync();

        await _server.Process.KillAsync();
        await cardholder.SayAsync("How do I freeze my card?");
        await _server.Process.StartAgainAsync();

        await Waiting.UntilAsync("the second outcome", () => Task.FromResult(Log().Count(entry => entry.EventName == "cardline.outcome" && entry.Seq > 1) >= 2
            && !LogFile.HasOpenTurns(_server.Process.LogFile)));
        var written = cardholder.Written.Filter(new() { HasText = "How do I freeze my card?" });
        await Assertions.Expect(written).ToHaveCountAsync(1);
        await Assertions.Expect(cardholder.NotYetSent).ToHaveCountAsync(0);
        HistoryChecker.Check(new RunHistory(Log(), [], [])).ShouldBeEmpty();
        Log().Count(entry => (string?)entry.Activity["text"] == "How do I freeze my card?" && entry.Sender == StoredSender.Cardholder).ShouldBe(1);
    }

    private static bool IsBestRating(StoredEntry entry) =>
        entry.EventName == "cardline.survey" && (int?)entry.Activity["value"]?["score"] == 5;

    private IReadOnlyList<StoredEntry> Log() => LogFile.Read(_server.Process.LogFile);
}

using System.Text;
using System.Text.RegularExpressions;
using Cardline.TestKit;
using Cardline.TestKit.History;
using Microsoft.Playwright;

namespace Cardline.EndToEnd.Tests.Browsers;

/// <summary>Microsoft's Web Chat 4.18, unmodified, on a page of another origin, in Debian's Chromium.</summary>
public sealed partial class WebChatTests : IAsyncLifetime
{
    private DemoServer _server = null!;
    private BankPage _bank = null!;
    private Chromium _browser = null!;

    public async Task InitializeAsync()
    {
        _server = await DemoServer.StartAsync();
        _bank = await BankPage.StartAsync();
        _browser = await Chromium.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _bank.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("en", "en-US", "How much is the Platinum annual fee?")]
    [InlineData("zh-Hans", "zh-CN", "白金卡年费多少")]
    public async Task Ask_InABankPage_ShowsAnswerAndChips(string lang, string locale, string question)
    {
        var (_, token) = await _server.TokenAsync(lang);
        var visitor = await _browser.VisitAsync(_bank.With(_server.Domain, token, locale), locale);

        await SayAsync(visitor.Page, question);
        await Assertions.Expect(Transcript(visitor.Page).GetByText(FeePattern()).First).ToBeVisibleAsync();
        var chips = visitor.Page.Locator(".webchat__suggested-action");
        await Assertions.Expect(chips.First).ToBeVisibleAsync();
        await visitor.PictureAsync($"webchat-answer-{lang}");

        var chip = await chips.First.InnerTextAsync();
        await chips.First.ClickAsync();
        await Assertions.Expect(Transcript(visitor.Page).GetByText(chip, new() { Exact = false }).First).ToBeVisibleAsync();
        Complaints(visitor).ShouldBeEmpty();
    }

    [Fact]
    public async Task Reconnect_ServerKilledAndStartedAgain_GoesOnWithoutLossOrRepetition()
    {
        var (conversationId, token) = await _server.TokenAsync("en");
        var visitor = await _browser.VisitAsync(_bank.With(_server.Domain, token, "en-US"));
        await SayAsync(visitor.Page, "How much is the Platinum annual fee?");
        await Assertions.Expect(Transcript(visitor.Page).GetByText(FeePattern()).First).ToBeVisibleAsync();

        await _server.KillAndStartAgainAsync();
        await SayAsync(visitor.Page, "How do I freeze my card?");
        await Waiting.UntilAsync("all entries in the page", async () =>
            (await ReceivedAsync(visitor.Page)).Count >= LogFile.VisibleCount(_server.Process.LogFile, conversationId)
            && LogFile.Scalar(_server.Process.LogFile, "SELECT COUNT(*) FROM entries WHERE opens_turn = 1") == 2
            && !LogFile.HasOpenTurns(_server.Process.LogFile));

        var received = new ReceivedStream(conversationId, await ReceivedAsync(visitor.Page));
        HistoryChecker.Check(new RunHistory(LogFile.Read(_server.Process.LogFile), [], [received])).ShouldBeEmpty();
        await visitor.PictureAsync("webchat-after-restart");
        visitor.Complaints.ShouldNotContain(complaint => complaint.Contains("renderer", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Upload_TextFile_IsShownInTheTranscript()
    {
        var (_, token) = await _server.TokenAsync("en");
        var visitor = await _browser.VisitAsync(_bank.With(_server.Domain, token, "en-US"));
        await Assertions.Expect(Connected(visitor.Page)).ToHaveCountAsync(1);

        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload
        {
            Name = "statement.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes("a line of a statement"),
        });
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();

        await Assertions.Expect(Transcript(visitor.Page).GetByText("statement.txt").First).ToBeVisibleAsync();
        await visitor.PictureAsync("webchat-upload");
        await Waiting.UntilAsync("the upload in the log", () => Task.FromResult(LogFile.Read(_server.Process.LogFile).Any(entry =>
            entry.Sender == StoredSender.Cardholder && entry.Activity["attachments"]?[0]?["name"]?.GetValue<string>() == "statement.txt")));
        await Assertions.Expect(visitor.Page.GetByText("Send failed")).ToHaveCountAsync(0);
        Complaints(visitor).ShouldBeEmpty();
    }

    [GeneratedRegex("2,?000", RegexOptions.None, 1000)]
    private static partial Regex FeePattern();

    private static ILocator Transcript(IPage page) => page.Locator(".webchat__basic-transcript");

    private static ILocator Connected(IPage page) => page.Locator("html[data-connection$=CONNECT_FULFILLED]");

    private static async Task SayAsync(IPage page, string text)
    {
        await Assertions.Expect(Connected(page)).ToHaveCountAsync(1);
        await page.Locator("[data-id=webchat-sendbox-input]").FillAsync(text);
        await page.Locator("[data-id=webchat-sendbox-input]").PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-id=webchat-sendbox-input]")).ToHaveValueAsync("");
    }

    private static async Task<IReadOnlyList<string>> ReceivedAsync(IPage page) => await page.EvaluateAsync<string[]>(
        "window.received.filter(a => a.type !== 'typing' && a.name !== 'cardline.queue' && a.id && a.id.includes('|')).map(a => a.id)");

    // Web Chat warns about its own future; only errors, and what it cannot draw, are about us.
    private static IEnumerable<string> Complaints(Visitor visitor) => visitor.Complaints.Where(complaint =>
        !complaint.StartsWith("warning", StringComparison.Ordinal) || complaint.Contains("renderer", StringComparison.OrdinalIgnoreCase));
}

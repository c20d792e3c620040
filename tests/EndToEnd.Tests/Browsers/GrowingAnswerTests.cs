using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Cardline.EndToEnd.Tests.Browsers;

/// <summary>An answer that grows, as Microsoft's Web Chat and our own widget show it.</summary>
public sealed class GrowingAnswerTests : IClassFixture<GrowingAnswerTests.Scene>
{
    private const string Question = "Can you tell me the limit of my card?";
    private const string Label = "Put together by a program from the articles below";
    private const string WebChatLabel = "Put together by a program from: Cardholder agreement";
    private const string BrokenOff = "I stopped this answer, because the conversation was passed on.";

    private readonly ComposingServer _server;
    private readonly BankPage _bank;
    private readonly Chromium _browser;

    public GrowingAnswerTests(Scene scene)
    {
        (_server, _bank, _browser) = (scene.Server, scene.Bank, scene.Browser);
        _server.Forget();
    }

    [Fact]
    public async Task WebChat_ComposedAnswer_GrowsInOneBubbleAndIsLabelled()
    {
        var (visitor, _) = await WebChatAsync();
        await SayAsync(visitor.Page, Question);

        _server.Say("Open the **card page** first. ");
        _server.Say("Then");
        await Assertions.Expect(Bubbles(visitor.Page, "Open the card page first.")).ToHaveCountAsync(1);
        await Assertions.Expect(Bubbles(visitor.Page, "Then")).ToHaveCountAsync(0);

        _server.Say(" look under limits.");
        _server.Say(null);
        await Assertions.Expect(Bubbles(visitor.Page, "Open the card page first. Then look under limits.")).ToHaveCountAsync(1);
        await Assertions.Expect(Bubbles(visitor.Page, "Open the card page first.")).ToHaveCountAsync(1);
        await Assertions.Expect(visitor.Page.GetByText(WebChatLabel).First).ToBeVisibleAsync();
        await visitor.PictureAsync("webchat-composed");
        visitor.Complaints.Where(complaint => !complaint.StartsWith("warning", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task WebChat_LieBehindAShownSentence_IsReplacedByTheApprovedText()
    {
        var (visitor, _) = await WebChatAsync();
        await SayAsync(visitor.Page, Question);
        _server.Say("Open the card page first. ");
        _server.Say("Then");
        await Assertions.Expect(Bubbles(visitor.Page, "Open the card page first.")).ToHaveCountAsync(1);

        _server.Say($" comes the {ComposingServer.Lie}. ");
        _server.Say("More.");

        await Assertions.Expect(Bubbles(visitor.Page, "Open the card page first.")).ToHaveCountAsync(0);
        await Assertions.Expect(Bubbles(visitor.Page, ComposingServer.Lie)).ToHaveCountAsync(0);
        await Assertions.Expect(visitor.Page.Locator(".webchat__suggested-action").First).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.GetByText(WebChatLabel)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task WebChat_AgentTakesOverInTheMiddle_TakesTheBubbleBack()
    {
        var (visitor, conversationId) = await WebChatAsync();
        await SayAsync(visitor.Page, Question);
        _server.Say("Open the card page first. ");
        _server.Say("Then");
        await Assertions.Expect(Bubbles(visitor.Page, "Open the card page first.")).ToHaveCountAsync(1);

        await _server.TakeOverAsync(conversationId, "Ann here, I take over.");
        _server.Say(" look under limits.");
        _server.Say(null);

        await Assertions.Expect(Bubbles(visitor.Page, BrokenOff)).ToHaveCountAsync(1);
        await Assertions.Expect(Bubbles(visitor.Page, "Open the card page first.")).ToHaveCountAsync(0);
        await Assertions.Expect(Bubbles(visitor.Page, "Ann here")).ToHaveCountAsync(1);
        await visitor.PictureAsync("webchat-broken-off");
        visitor.Complaints.Where(complaint => !complaint.StartsWith("warning", StringComparison.Ordinal)).ShouldBeEmpty();
        (await visitor.Page.EvaluateAsync<string>("() => document.documentElement.dataset.connection")).ShouldBe("CONNECT_FULFILLED", "the line was never lost");
    }

    [Fact]
    public async Task Widget_ComposedAnswer_GrowsInOneBubbleAndIsReadAloudOnce()
    {
        var visitor = await _browser.VisitAsync(new Uri(_server.Address, "chat?lang=en"));
        await visitor.Page.GetByLabel("Your message").FillAsync(Question);
        await visitor.Page.GetByLabel("Your message").PressAsync("Enter");
        await visitor.Page.EvaluateAsync("() => { window.said = []; new MutationObserver(() => window.said.push(document.getElementById('announcer').textContent)).observe(document.getElementById('announcer'), { childList: true, characterData: true, subtree: true }); }");

        _server.Say("Open the **card page** first. ");
        _server.Say("Then");
        var growing = visitor.Page.Locator("#messages > li.is-growing");
        await Assertions.Expect(growing.Locator(".bubble")).ToHaveTextAsync("Open the card page first.");
        await Assertions.Expect(growing.Locator("strong")).ToHaveTextAsync("card page");
        (await SaidAsync(visitor.Page)).ShouldBeEmpty();
        var top = await visitor.Page.EvaluateAsync<double>("() => document.querySelector('li.is-growing').getBoundingClientRect().top");

        _server.Say(" look under limits.");
        _server.Say(null);
        var answer = visitor.Page.Locator("#messages > li.kind-answer");
        await Assertions.Expect(answer).ToContainTextAsync("Open the card page first. Then look under limits.");
        await Assertions.Expect(answer.Locator(".composed")).ToHaveTextAsync(Label);
        await Assertions.Expect(growing).ToHaveCountAsync(0);
        await Assertions.Expect(visitor.Page.Locator("#messages > li", new() { HasText = "Open the" })).ToHaveCountAsync(1);
        (await visitor.Page.EvaluateAsync<double>("() => document.querySelector('li.kind-answer').getBoundingClientRect().top")).ShouldBe(top, 4, "the beginning of the answer stays where it is read");
        (await SaidAsync(visitor.Page)).Count(words => words.Contains("look under limits", StringComparison.Ordinal)).ShouldBe(1);
        await visitor.PictureAsync("widget-composed");
        visitor.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Widget_AgentTakesOverInTheMiddle_DropsTheBubble()
    {
        var visitor = await _browser.VisitAsync(new Uri(_server.Address, "chat?lang=en"));
        // The first answer must have come: its words are gone when the page is left.
        await Assertions.Expect(visitor.Page.Locator("#messages > li").First).ToBeVisibleAsync();
        var started = visitor.Page.WaitForResponseAsync(response => response.Url.EndsWith("/api/chat/token", StringComparison.Ordinal));
        await visitor.Page.ReloadAsync();
        var conversationId = (string)JsonNode.Parse(await (await started).TextAsync())!["conversationId"]!;
        await visitor.Page.GetByLabel("Your message").FillAsync(Question);
        await visitor.Page.GetByLabel("Your message").PressAsync("Enter");
        _server.Say("Open the card page first. ");
        _server.Say("Then");
        await Assertions.Expect(visitor.Page.Locator("#messages > li.is-growing")).ToHaveCountAsync(1);

        await _server.TakeOverAsync(conversationId, "Ann here, I take over.");

        await Assertions.Expect(visitor.Page.Locator("#messages > li.is-growing")).ToHaveCountAsync(0);
        await Assertions.Expect(visitor.Page.Locator("#messages > li", new() { HasText = "Ann here" })).ToHaveCountAsync(1);
        _server.Say(" look under limits.");
        _server.Say(null);
        await Assertions.Expect(visitor.Page.Locator("#messages > li", new() { HasText = "Open the card page" })).ToHaveCountAsync(0);
        await Assertions.Expect(visitor.Page.Locator("#messages > li", new() { HasText = BrokenOff })).ToHaveCountAsync(0);
    }

    private static ILocator Bubbles(IPage page, string text) => page.Locator(".webchat__basic-transcript .webchat__bubble", new() { HasText = text });

    private static Task<string[]> SaidAsync(IPage page) => page.EvaluateAsync<string[]>("() => window.said.filter(words => words.includes('card page'))");

    private static async Task SayAsync(IPage page, string text)
    {
        await Assertions.Expect(page.Locator("html[data-connection$=CONNECT_FULFILLED]")).ToHaveCountAsync(1);
        await page.Locator("[data-id=webchat-sendbox-input]").FillAsync(text);
        await page.Locator("[data-id=webchat-sendbox-input]").PressAsync("Enter");
    }

    private async Task<(Visitor Visitor, string ConversationId)> WebChatAsync()
    {
        using var http = new HttpClient { BaseAddress = _server.Address };
        using var answer = await http.PostAsJsonAsync("api/chat/token", new { lang = "en" });
        var token = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        var domain = new Uri(_server.Address, "v3/directline").ToString();
        return (await _browser.VisitAsync(_bank.With(domain, (string)token["token"]!, "en-US"), "en-US"), (string)token["conversationId"]!);
    }

    /// <summary>One server and one browser for all: most of a test's time would be their start. Every test has a conversation of its own.</summary>
    public sealed class Scene : IAsyncLifetime
    {
        internal ComposingServer Server { get; private set; } = null!;

        internal BankPage Bank { get; private set; } = null!;

        internal Chromium Browser { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Server = await ComposingServer.StartAsync();
            Bank = await BankPage.StartAsync();
            Browser = await Chromium.StartAsync();
        }

        public async Task DisposeAsync()
        {
            await Browser.DisposeAsync();
            await Bank.DisposeAsync();
            await Server.DisposeAsync();
        }
    }
}

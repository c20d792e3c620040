using Cardline.EndToEnd.Tests.Browsers;
using Microsoft.Playwright;

namespace Cardline.EndToEnd.Tests.Story;

/// <summary>Pages for everybody: axe-core finds nothing serious, and nothing scrolls sideways on a narrow phone.</summary>
public sealed class AccessibilityTests : IAsyncLifetime
{
    private const int NarrowPixels = 320;

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
    public async Task Pages_WithContent_HaveNoSeriousViolation(string lang)
    {
        var words = StoryWords.Of(lang);
        var cardholder = await Cardholder.ArriveAsync(_browser, _server.Address, words);
        await cardholder.AskForTheFeeAsync();
        await Axe.NothingSeriousAsync(cardholder.Visitor.Page, "/");

        var chat = await _browser.VisitAsync(new Uri(_server.Address, $"chat?lang={lang}"), words.Locale);
        await Assertions.Expect(chat.Page.GetByLabel(words.Input)).ToBeVisibleAsync();
        await Axe.NothingSeriousAsync(chat.Page, "/chat");

        var signIn = await _browser.VisitAsync(new Uri(_server.Address, $"desk?lang={lang}"), words.Locale);
        await Assertions.Expect(signIn.Page.GetByRole(AriaRole.Button, new() { Name = words.SignIn, Exact = true })).ToBeVisibleAsync();
        await Axe.NothingSeriousAsync(signIn.Page, "/desk, signing in");

        var agent = await AgentAtDesk.SignInAsync(_browser, _server, words);
        await cardholder.SayAsync(words.Alarm);
        await agent.Cases.First.ClickAsync();
        await agent.TakeAsync();
        await Axe.NothingSeriousAsync(agent.Visitor.Page, "/desk, with a case");
        await agent.OpenReportAsync();
        await Axe.NothingSeriousAsync(agent.Visitor.Page, "/desk, the report");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public async Task Pages_OnANarrowPhone_DoNotScrollSideways(string lang)
    {
        var words = StoryWords.Of(lang);
        var bank = await Cardholder.ArriveAsync(_browser, _server.Address, words, NarrowPixels);
        await bank.AskForTheFeeAsync();
        await bank.Visitor.PictureAsync($"narrow-bank-{lang}");
        await FitsAsync(bank.Visitor.Page, "/");

        var chat = await _browser.VisitAsync(new Uri(_server.Address, $"chat?lang={lang}"), words.Locale, NarrowPixels, 640);
        await chat.Page.GetByLabel(words.Input).FillAsync($"{words.Question} {new string('w', 80)}");
        await chat.Page.GetByLabel(words.Input).PressAsync("Enter");
        await Assertions.Expect(chat.Page.Locator(".from-bot").First).ToBeVisibleAsync();
        await chat.PictureAsync($"narrow-chat-{lang}");
        await FitsAsync(chat.Page, "/chat");

        var agent = await AgentAtDesk.SignInAsync(_browser, _server, words, NarrowPixels);
        await FitsAsync(agent.Visitor.Page, "/desk, list");
        await bank.SayAsync(words.Alarm);
        await agent.Cases.First.ClickAsync();
        await Assertions.Expect(agent.Case).ToContainTextAsync(words.Alarm);
        await agent.Visitor.PictureAsync($"narrow-desk-{lang}");
        await FitsAsync(agent.Visitor.Page, "/desk, case");
        await agent.OpenReportAsync();
        await FitsAsync(agent.Visitor.Page, "/desk, report");
    }

    private static async Task FitsAsync(IPage page, string where)
    {
        foreach (var frame in page.Frames)
        {
            var (content, window) = (await frame.EvaluateAsync<int>("document.documentElement.scrollWidth"), await frame.EvaluateAsync<int>("window.innerWidth"));
            content.ShouldBeLessThanOrEqualTo(window, $"{where} ({frame.Url}) is {content} pixels wide in a window of {window}");
        }
    }
}

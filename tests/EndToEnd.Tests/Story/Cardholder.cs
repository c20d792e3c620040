using System.Text.RegularExpressions;
using Cardline.EndToEnd.Tests.Browsers;
using Microsoft.Playwright;

namespace Cardline.EndToEnd.Tests.Story;

/// <summary>A cardholder on the bank's page, with the widget open.</summary>
internal sealed partial class Cardholder(Visitor visitor, StoryWords words)
{
    /// <summary>Gets the page and its complaints.</summary>
    public Visitor Visitor => visitor;

    /// <summary>Gets the messages that came or were written.</summary>
    public ILocator Messages => Chat.Locator("#messages > li");

    /// <summary>Gets what the cardholder wrote.</summary>
    public ILocator Written => Chat.Locator("#messages > li.from-cardholder");

    /// <summary>Gets what is not yet in the log.</summary>
    public ILocator NotYetSent => Chat.Locator("#messages > li").And(Chat.Locator(".is-waiting, .is-sending, .is-failed"));

    /// <summary>Gets who speaks now, as the widget's head says.</summary>
    public ILocator Who => Chat.Locator("#who");

    /// <summary>Gets the line under the head: the place in the line.</summary>
    public ILocator Banner => Chat.Locator("#banner");

    /// <summary>Gets the answers to press.</summary>
    public ILocator Chips => Chat.Locator("#chips button");

    private IFrameLocator Chat => visitor.Page.FrameLocator("iframe");

    /// <summary>Gets the messages of one kind, as docs/log.md names them.</summary>
    public ILocator OfKind(string kind) => Chat.Locator($"#messages > li.kind-{kind}");

    /// <summary>Opens the bank's page and the widget on it.</summary>
    public static async Task<Cardholder> ArriveAsync(Chromium browser, Uri server, StoryWords words, int width = 1100)
    {
        var visitor = await browser.VisitAsync(new Uri(server, $"?lang={words.Lang}"), words.Locale, width);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = words.Launcher, Exact = true }).ClickAsync();
        var cardholder = new Cardholder(visitor, words);
        await Assertions.Expect(cardholder.Chat.GetByLabel(words.Input)).ToBeVisibleAsync();
        return cardholder;
    }

    /// <summary>Writes a message and presses Enter.</summary>
    public async Task SayAsync(string text)
    {
        await Chat.GetByLabel(words.Input).FillAsync(text);
        await Chat.GetByLabel(words.Input).PressAsync("Enter");
    }

    /// <summary>Asks the fee question and sees amount, source and chips.</summary>
    public async Task AskForTheFeeAsync()
    {
        await SayAsync(words.Question);
        var answer = Messages.Filter(new() { HasTextRegex = FeePattern() }).And(Chat.Locator(".from-bot")).First;
        await Assertions.Expect(answer).ToBeVisibleAsync();
        await Assertions.Expect(answer).ToContainTextAsync(words.SourcesTitle);
        await Assertions.Expect(answer.Locator("li[title^='fee.annual.platinum']")).ToBeVisibleAsync();
        await Assertions.Expect(answer).Not.ToContainTextAsync("fee.annual.platinum");
        await Assertions.Expect(Chips.First).ToBeVisibleAsync();
    }

    /// <summary>Answers the question how it went with the best mark.</summary>
    public async Task RateAsync()
    {
        await Chat.GetByLabel(words.VeryWell).CheckAsync();
        await Chat.GetByRole(AriaRole.Button, new() { Name = words.SendRating }).ClickAsync();
        await Assertions.Expect(Chat.GetByRole(AriaRole.Button, new() { Name = words.SendRating })).ToHaveCountAsync(0);
    }

    [GeneratedRegex("2,?000", RegexOptions.None, 1000)]
    private static partial Regex FeePattern();
}

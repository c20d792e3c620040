using Cardline.EndToEnd.Tests.Browsers;
using Microsoft.Playwright;

namespace Cardline.EndToEnd.Tests.Story;

/// <summary>An agent at the desk page, signed in.</summary>
internal sealed class AgentAtDesk(Visitor visitor, StoryWords words)
{
    /// <summary>Gets the page and its complaints.</summary>
    public Visitor Visitor => visitor;

    /// <summary>Gets the cases in the list.</summary>
    public ILocator Cases => visitor.Page.GetByRole(AriaRole.Navigation).Locator("button.case");

    /// <summary>Gets the chosen case: its card and the whole conversation.</summary>
    public ILocator Case => visitor.Page.GetByRole(AriaRole.Main);

    /// <summary>Signs in.</summary>
    public static async Task<AgentAtDesk> SignInAsync(Chromium browser, DemoServer server, StoryWords words, int width = 1280)
    {
        var visitor = await browser.VisitAsync(new Uri(server.Address, $"desk?lang={words.Lang}"), words.Locale, width);
        await visitor.Page.GetByLabel(words.DeskName, new() { Exact = true }).FillAsync(DemoServer.AgentName);
        await visitor.Page.GetByLabel(words.DeskPassword, new() { Exact = true }).FillAsync(server.AgentPassword);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = words.SignIn, Exact = true }).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Navigation)).ToBeVisibleAsync();
        return new AgentAtDesk(visitor, words);
    }

    /// <summary>Opens the first case of the list and takes it.</summary>
    public async Task TakeAsync()
    {
        await PressAsync(words.Claim);
        await Assertions.Expect(visitor.Page.GetByLabel(words.Reply)).ToBeVisibleAsync();
    }

    /// <summary>Writes an answer and presses Enter.</summary>
    public async Task SayAsync(string text)
    {
        await visitor.Page.GetByLabel(words.Reply).FillAsync(text);
        await visitor.Page.GetByLabel(words.Reply).PressAsync("Enter");
    }

    /// <summary>Closes the case and says yes to the question.</summary>
    public async Task CloseAsync()
    {
        await PressAsync(words.Close);
        await PressAsync(words.Yes);
    }

    /// <summary>Says that the handoff was needed, by keyboard, and waits until it is taken.</summary>
    public async Task JudgeAsync()
    {
        var needed = visitor.Page.GetByRole(AriaRole.Button, new() { Name = words.Needed, Exact = true });
        await needed.PressAsync("Enter");
        await Assertions.Expect(needed).ToHaveAttributeAsync("aria-pressed", "true");
    }

    /// <summary>Opens the report in place of the cases.</summary>
    public async Task OpenReportAsync()
    {
        await PressAsync(words.Report);
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Table)).ToBeVisibleAsync();
    }

    private Task PressAsync(string name) => visitor.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
}

using Microsoft.Playwright;

namespace Cardline.EndToEnd.Tests.Browsers;

/// <summary>Debian's Chromium, headless, without any call home.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Starts the browser.</summary>
    public static async Task<Chromium> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout((float)TestKit.Waiting.Ceiling.TotalMilliseconds);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = Flags,
        });
        return new Chromium(playwright, browser);
    }

    /// <summary>Opens a page for one person, apart from everybody else's.</summary>
    public async Task<Visitor> VisitAsync(Uri address, string locale = "en", int width = 1100, int height = 800)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = locale, ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        context.SetDefaultTimeout((float)TestKit.Waiting.Ceiling.TotalMilliseconds);
        var visitor = new Visitor(await context.NewPageAsync());
        await visitor.Page.GotoAsync(address.ToString());
        return visitor;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

/// <summary>One person's page, and what went wrong in it.</summary>
internal sealed class Visitor
{
    private readonly List<string> _complaints = [];

    public Visitor(IPage page)
    {
        Page = page;
        page.Console += (_, message) => Note(message.Type is "error" or "warning" ? $"{message.Type}: {message.Text}" : null);
        page.PageError += (_, error) => Note($"exception: {error}");
    }

    /// <summary>Gets the page.</summary>
    public IPage Page { get; }

    /// <summary>Gets the errors and warnings of the page's console, and what it threw.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_complaints)
            {
                return [.. _complaints];
            }
        }
    }

    /// <summary>Writes a picture of the page for people to look at.</summary>
    public Task PictureAsync(string name) =>
        Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(TestKit.Repository.Artifacts, $"{name}.png") });

    private void Note(string? complaint)
    {
        if (complaint is not null)
        {
            lock (_complaints)
            {
                _complaints.Add(complaint);
            }
        }
    }
}

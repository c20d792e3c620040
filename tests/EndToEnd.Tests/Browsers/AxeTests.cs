namespace Cardline.EndToEnd.Tests.Browsers;

/// <summary>The judge of accessibility is shown a fault, so that it cannot pass by being blind.</summary>
public sealed class AxeTests
{
    [Fact]
    public async Task Serious_PageWithFaults_AreFound()
    {
        await using var browser = await Chromium.StartAsync();
        var visitor = await browser.VisitAsync(new Uri("about:blank"));
        await visitor.Page.SetContentAsync("<html lang='en'><title>t</title><main><img src='data:,'><button></button></main></html>");

        var found = await Axe.SeriousAsync(visitor.Page);

        found.ShouldContain(finding => finding.StartsWith("image-alt", StringComparison.Ordinal));
        found.ShouldContain(finding => finding.StartsWith("button-name", StringComparison.Ordinal));
    }
}

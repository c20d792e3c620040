using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Cardline.EndToEnd.Tests.Browsers;

/// <summary>What axe-core finds on a page, its frames included.</summary>
internal static class Axe
{
    /// <summary>Fails with the findings when one of them is serious or critical.</summary>
    public static async Task NothingSeriousAsync(IPage page, string where)
    {
        var serious = await SeriousAsync(page);
        serious.ShouldBeEmpty($"{where}:{Environment.NewLine}{string.Join(Environment.NewLine, serious)}");
    }

    /// <summary>Lists the serious and critical findings.</summary>
    public static async Task<IReadOnlyList<string>> SeriousAsync(IPage page)
    {
        AxeResult result = await page.RunAxe();
        return [.. result.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id} ({violation.Impact}): {violation.Help}: {string.Join("; ", violation.Nodes.Take(3).Select(node => node.Html))}")];
    }
}

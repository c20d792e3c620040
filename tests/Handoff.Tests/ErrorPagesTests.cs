using System.Text.RegularExpressions;

namespace Cardline.Handoff.Tests;

public sealed partial class ErrorPagesTests
{
    [Fact]
    public void Pages_OfThisRoom_AreExactlyTheNumbersInTheCode()
    {
        var root = Directory.GetParent(Repository.KnowledgeBase)!.FullName;
        var code = Directory.EnumerateFiles(Path.Combine(root, "src", "Handoff"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Number().Matches(File.ReadAllText(file)).Select(found => found.Value));
        var pages = Directory.EnumerateFiles(Path.Combine(root, "docs", "errors"), "HND*.md").Select(Path.GetFileNameWithoutExtension);

        pages.Order().ShouldBe(code.Distinct().Order());
    }

    [GeneratedRegex("HND[0-9]{3}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}

using System.Text.Json;
using Cardline.Knowledge.Editing;

namespace Cardline.Knowledge.Tests.Editing;

public sealed class SarifReportTests : IDisposable
{
    private readonly KnowledgeFolder folder = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public void Lint_Sarif_HasEveryMemberThatTheSchemaRequires()
    {
        folder.Article("费用 1", "en", "T", "It is {{none}}.").Article("b", "en", "Same?", "Text.", "questions: [same question here]").Article("c", "en", "Other", "Text.", "questions: [same question here]");

        Commands().Lint(folder.Path, "sarif").ShouldBe(1);

        var log = JsonDocument.Parse(output.ToString()).RootElement;
        log.GetProperty("version").GetString().ShouldBe("2.1.0");
        var run = log.GetProperty("runs").EnumerateArray().ShouldHaveSingleItem();
        var driver = run.GetProperty("tool").GetProperty("driver");
        driver.GetProperty("name").GetString().ShouldNotBeNullOrEmpty();
        var rules = driver.GetProperty("rules").EnumerateArray().ToList();
        rules.Select(rule => rule.GetProperty("id").GetString()).ShouldBeUnique();
        rules.ShouldAllBe(rule => rule.GetProperty("helpUri").GetString() == $"docs/errors/{rule.GetProperty("id").GetString()}.md" && rule.GetProperty("shortDescription").GetProperty("text").GetString()!.Length > 3);
        var results = run.GetProperty("results").EnumerateArray().ToList();
        results.Count.ShouldBeGreaterThan(3);
        foreach (var result in results)
        {
            rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString().ShouldBe(result.GetProperty("ruleId").GetString());
            result.GetProperty("level").GetString().ShouldBeOneOf("error", "warning");
            result.GetProperty("message").GetProperty("text").GetString().ShouldNotBeNullOrEmpty();
            var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
            Uri.IsWellFormedUriString(place.GetProperty("artifactLocation").GetProperty("uri").GetString(), UriKind.Relative).ShouldBeTrue();
            place.GetProperty("region").GetProperty("startLine").GetInt32().ShouldBeGreaterThan(0);
            place.GetProperty("region").GetProperty("startColumn").GetInt32().ShouldBeGreaterThan(0);
        }

        output.ToString().ShouldNotContain(folder.Path);
        results.Single(result => result.GetProperty("ruleId").GetString() == "KB013").GetProperty("relatedLocations")[0].GetProperty("physicalLocation")
            .GetProperty("artifactLocation").GetProperty("uri").GetString().ShouldBe("articles/t/b.en.md");
    }

    [Fact]
    public void Lint_SarifOfAGoodFolder_IsALogWithoutResults()
    {
        folder.Article("a", "en", "T", "Text.", "questions: [a b, c d, e f, g h, i j]");

        Commands().Lint(folder.Path, "sarif").ShouldBe(0);

        JsonDocument.Parse(output.ToString()).RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public void Lint_PagesArePublished_LinksAreAbsolute()
    {
        folder.Article("a", "en", "T", "Text.");

        Commands(new KnowledgeOptions { ErrorPages = "https://code.example/errors/" }).Lint(folder.Path, "sarif");

        output.ToString().ShouldContain("\"https://code.example/errors/KB009.md\"");
    }

    [Fact]
    public void Lint_UnknownFormat_SaysWhichThereAreAndWritesNothing()
    {
        folder.Article("a", "en", "T", "Text.");

        Commands().Lint(folder.Path, "xml").ShouldBe(1);

        error.ToString().ShouldContain("error KB043: \"xml\"");
        error.ToString().ShouldContain("text or sarif");
        output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void RuleTitles_EachOne_SaysWhatItsPageSays()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Bot.sln"))) root = root.Parent;
        foreach (var (number, (title, severity)) in RuleTitles.All)
        {
            var page = File.ReadAllText(Path.Combine(root!.FullName, "docs/errors", number + ".md"));
            page.ShouldStartWith($"# {number}: {title}\n");
            page.ShouldContain($"{severity} of `kb lint`");
        }

        RuleTitles.All.Count.ShouldBeGreaterThanOrEqualTo(43);
    }

    private EditorCommands Commands(KnowledgeOptions? options = null) => new(options ?? new KnowledgeOptions(), new ManualTime(KnowledgeFolder.Today), output, error);
}

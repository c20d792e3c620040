using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Cardline.Architecture.Tests;

/// <summary>The rules applied to the tree as it stands.</summary>
public sealed partial class TreeTests
{
    private static readonly ExceptionList Excepted = ExceptionList.Load();

    [Theory]
    [InlineData("Bot", "Handoff,Knowledge")]
    [InlineData("Handoff", "")]
    [InlineData("Knowledge", "")]
    public void References_EachProject_FollowTheArrows(string project, string expected)
    {
        var references = XDocument.Parse(SourceTree.Read($"src/{project}/{project}.csproj"))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Order(StringComparer.Ordinal);

        string.Join(',', references).ShouldBe(expected);
    }

    [Fact]
    public void Projects_InSrc_AreTheThreeOfTheDesign() =>
        SourceTree.Files("src", ".csproj").Select(Path.GetFileNameWithoutExtension).ShouldBe(["Bot", "Handoff", "Knowledge"], ignoreOrder: true);

    [Fact]
    public void Files_InCSharp_AreShortEnough() => None("file-lines", CSharp("").SelectMany(file => CSharpRules.LongFile(file.Path, file.Text)));

    [Fact]
    public void Methods_InCSharp_AreShortEnough() => None("method-lines", CSharp("").SelectMany(file => CSharpRules.LongMethods(file.Path, file.Text)));

    [Fact]
    public void Files_InTypeScript_AreShortEnough() =>
        None("typescript-lines", Texts("src/Web", ".ts", ".tsx", ".mts").SelectMany(file => CSharpRules.LongFile(file.Path, file.Text, linesMax: 200)));

    [Fact]
    public void Classes_InTheHost_AreInternalAndSealed() => None("sealed", CSharp("src/Bot").SelectMany(file => CSharpRules.OpenClasses(file.Path, file.Text)));

    [Fact]
    public void Words_InCSharpSources_HideNothing() => None("word", CSharp("src").SelectMany(file => WordRules.InCSharp(file.Path, file.Text)));

    [Fact]
    public void Words_InPages_MakeNoMarkupFromStrings() =>
        None("word", Texts("src", ".ts", ".tsx", ".mts", ".js", ".mjs", ".html", ".cshtml").SelectMany(file => WordRules.InPages(file.Path, file.Text)));

    [Fact]
    public void Rooms_Each_HaveAShortReadme()
    {
        var rooms = SourceTree.Folders("src").SelectMany(SourceTree.Folders).Where(room => SourceTree.Files(room, ".cs").Count > 0).ToList();

        rooms.ShouldContain("src/Bot/Conversations");
        None("room-readme", rooms.SelectMany(room => DocumentRules.Readme(room, SourceTree.Exists($"{room}/README.md") ? SourceTree.Read($"{room}/README.md") : null)));
    }

    [Fact]
    public void Links_InMarkdown_LeadSomewhere() =>
        None("link", Texts("", ".md").SelectMany(file => DocumentRules.DeadLinks(file.Path, file.Text, SourceTree.Exists)));

    [Fact]
    public void Texts_Everywhere_NameNoMachinesPath() =>
        None("machine-path", Texts("").SelectMany(file => DocumentRules.MachinePaths(file.Path, file.Text)));

    [Fact]
    public void PackageLocks_Everywhere_HoldNoDownloadAddress() =>
        None("download", Texts("", ".json").Where(file => file.Path.EndsWith("package-lock.json", StringComparison.Ordinal))
            .SelectMany(file => DocumentRules.DownloadAddresses(file.Path, file.Text)));

    [Fact]
    public void ErrorNumbers_InSources_HaveOnePageEach()
    {
        var used = Texts("src", ".cs", ".ts").SelectMany(file => ErrorNumberRules.NumbersIn(file.Text)).ToHashSet(StringComparer.Ordinal);
        var pages = SourceTree.Files("docs/errors", ".md").Select(path => Path.GetFileNameWithoutExtension(path)!)
            .Where(name => ErrorNumberRules.NumbersIn(name).Count == 1).ToHashSet(StringComparer.Ordinal);

        used.ShouldNotBeEmpty();
        None("error-page", ErrorNumberRules.Pages(used, pages));
    }

    [Fact]
    public void ErrorNumbers_InSources_MeanOneThing() =>
        None("error-meaning", ErrorNumberRules.TwoMeanings(CSharp("src").SelectMany(file => ErrorNumberRules.MeaningsIn(file.Text))));

    [Fact]
    public void LogEvents_Everywhere_HaveAnIdOfTheirOwn()
    {
        var ids = CSharp("src").SelectMany(file => LogEventId().Matches(file.Text).Select(match => (Id: match.Groups["id"].Value, file.Path))).ToList();
        ids.Count.ShouldBeGreaterThan(30);
        ids.GroupBy(one => one.Id).Where(group => group.Count() > 1).Select(group => $"{group.Key}: {string.Join(", ", group.Select(one => one.Path))}").ShouldBeEmpty();
    }

    [Fact]
    public void Stages_InThePipeline_StandInTheDocumentedOrder()
    {
        StageOrderRules.InCode(SourceTree.Read("src/Bot/Turns/TurnPipeline.cs")).ShouldBe(StageOrderRules.Promised);
        StageOrderRules.InPage(SourceTree.Read("src/Bot/Turns/README.md")).ShouldBe(StageOrderRules.Promised);
    }

    [Fact]
    public void Exceptions_Each_NameARealThingAndAReason()
    {
        foreach (var line in Excepted.Lines)
        {
            line.Reason.Split(' ').Length.ShouldBeGreaterThanOrEqualTo(4, $"{line.Rule} | {line.Subject} needs a reason");
            SourceTree.Exists(line.Subject.Split(':')[0]).ShouldBeTrue($"{line.Subject} is gone; remove its exception");
        }
    }

    [GeneratedRegex(@"LoggerMessage\((EventId = )?(?<id>\d+),", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LogEventId();

    private static IEnumerable<(string Path, string Text)> CSharp(string under) => Texts(under, ".cs");

    private static IEnumerable<(string Path, string Text)> Texts(string under, params string[] extensions) =>
        SourceTree.Files(under, extensions).Where(path => extensions.Length > 0 || !IsBinary(path)).Select(path => (path, SourceTree.Read(path)));

    private static bool IsBinary(string path) =>
        Path.GetExtension(path) is ".png" or ".jpg" or ".ico" or ".woff2" or ".zip" or ".db" or ".gz" or ".pdf" or ".dll" or ".db-wal" or ".db-shm";

    private static void None(string rule, IEnumerable<Finding> findings)
    {
        var left = Excepted.Without(rule, findings);
        left.ShouldBeEmpty($"rule {rule}:{Environment.NewLine}{string.Join(Environment.NewLine, left)}");
    }
}

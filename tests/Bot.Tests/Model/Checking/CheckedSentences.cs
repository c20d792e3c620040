using Cardline.Bot.Model.Checking;
using Cardline.Knowledge;
using Cardline.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Cardline.Bot.Tests.Model.Checking;

/// <summary>The test sentences, the passages they are held against, and a check with the bank's own rules.</summary>
internal static class CheckedSentences
{
    private static readonly Lazy<IReadOnlyDictionary<(string Article, string Lang), GroundScope>> Read = new(Scopes);
    private static readonly Lazy<ComplianceRules> RulesRead = new(ReadRules);

    internal static ComplianceRules Rules => RulesRead.Value;

    internal static GroundCheck Check { get; } = new(() => RulesRead.Value);

    internal static GroundScope Scope(string article, string lang) => Read.Value[(article, lang)];

    internal static GroundScope Of(string markdown, string lang = "en") => new([new Passage("a", "v", "A page", markdown)], lang);

    internal static IReadOnlyList<(string Kind, string Article, string Lang, string Text)> Sentences(string half) =>
        [.. Rows($"sentences.{half}.tsv").Select(cells => (cells[0], cells[1], cells[2], cells[3]))];

    private static IReadOnlyDictionary<(string Article, string Lang), GroundScope> Scopes() =>
        Rows("passages.tsv").ToDictionary(cells => (cells[0], cells[1]), cells => new GroundScope([new Passage(cells[0], "v", cells[2], cells[3].Replace("\\n", "\n", StringComparison.Ordinal))], cells[1]));

    private static IEnumerable<string[]> Rows(string file) =>
        File.ReadLines(Path.Combine(Repository.Root, "tests", "Bot.Tests", "Model", "Checking", file)).Skip(1).Select(line => line.Split('\t'));

    // Through the door that the host uses; the folder holds nothing else, so that no engine is trained.
    private static ComplianceRules ReadRules()
    {
        var folder = Directory.CreateTempSubdirectory("cardline-compliance-").FullName;
        try
        {
            File.Copy(Path.Combine(Repository.Root, "knowledge-base", "compliance.yml"), Path.Combine(folder, "compliance.yml"));
            using var services = new ServiceCollection().AddLogging().AddKnowledge(options => (options.Path, options.Watch) = (folder, false)).BuildServiceProvider();
            return services.GetRequiredService<IKnowledgeBase>().Compliance.ShouldNotBeNull();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

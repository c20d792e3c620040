using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing;

/// <summary>Writes findings as a SARIF 2.1.0 log, which code hosts show beside the changed lines.</summary>
/// <param name="folder">The knowledge folder; paths in the log are relative to it.</param>
/// <param name="pages">Where docs/errors is published, or null for links relative to the repository.</param>
internal sealed class SarifReport(string folder, string? pages)
{
    internal const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";
    private const string Base = "KNOWLEDGE";

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    internal string Of(IReadOnlyList<Finding> findings)
    {
        var numbers = findings.Select(finding => finding.Number).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var run = new JsonObject
        {
            ["tool"] = new JsonObject
            {
                ["driver"] = new JsonObject { ["name"] = "Cardline kb lint", ["rules"] = List(numbers.Select(Rule)) },
            },
            ["columnKind"] = "utf16CodeUnits",
            ["results"] = List(findings.Select(finding => Result(finding, numbers.IndexOf(finding.Number)))),
        };
        if (FolderFromHere() is { } here) run["originalUriBaseIds"] = new JsonObject { [Base] = new JsonObject { ["uri"] = here, ["uriBaseId"] = "%SRCROOT%" } };
        return new JsonObject { ["$schema"] = Schema, ["version"] = "2.1.0", ["runs"] = new JsonArray(run) }.ToJsonString(Options);
    }

    private JsonObject Rule(string number)
    {
        var (title, severity) = RuleTitles.Of(number);
        return new JsonObject
        {
            ["id"] = number,
            ["shortDescription"] = new JsonObject { ["text"] = title + "." },
            ["helpUri"] = $"{pages?.TrimEnd('/') ?? "docs/errors"}/{number}.md",
            ["defaultConfiguration"] = new JsonObject { ["level"] = Level(severity) },
        };
    }

    private static JsonObject Result(Finding finding, int rule)
    {
        var result = new JsonObject
        {
            ["ruleId"] = finding.Number,
            ["ruleIndex"] = rule,
            ["level"] = Level(finding.Severity),
            ["message"] = new JsonObject { ["text"] = $"{finding.Wrong} {finding.Mend}" },
            ["locations"] = new JsonArray(Location(finding.At)),
        };
        if (finding.Also is { } also)
        {
            var related = Location(also);
            related["id"] = 1;
            related["message"] = new JsonObject { ["text"] = "The other place." };
            result["relatedLocations"] = new JsonArray(related);
        }

        return result;
    }

    private static JsonObject Location(Place at) => new()
    {
        ["physicalLocation"] = new JsonObject
        {
            ["artifactLocation"] = new JsonObject { ["uri"] = Address(at.File), ["uriBaseId"] = Base },
            ["region"] = new JsonObject { ["startLine"] = at.Line, ["startColumn"] = at.Column },
        },
    };

    private static JsonArray List(IEnumerable<JsonObject> items) => [.. items];

    private static string Level(Severity severity) => severity == Severity.Error ? "error" : "warning";

    // A file's name may hold signs that an address may not, such as blanks or Chinese characters.
    private static string Address(string path) => string.Join('/', path.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));

    // Said only when the folder lies below the working directory: the path of somebody's machine helps nobody else.
    private string? FolderFromHere()
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), folder);
        return relative == "." || relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? null : Address(relative) + "/";
    }
}

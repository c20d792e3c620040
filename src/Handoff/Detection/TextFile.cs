using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Cardline.Handoff.Detection;

/// <summary>Approved words of one language, as they stand in <c>handoff/texts.LANG.yml</c>, facts not yet filled in.</summary>
/// <param name="Reasons">By reason.</param>
/// <param name="System">Lines of the desk itself.</param>
internal sealed partial record TextFile(IReadOnlyDictionary<string, HandoffTexts> Reasons, SystemLines System)
{
    /// <summary>How many chips a survey has.</summary>
    public const int ScoreCount = 5;

    private const string RightNoted = "right_noted";

    /// <summary>Reads a text file.</summary>
    /// <param name="file">Its name, for faults.</param>
    /// <param name="text">Its text.</param>
    /// <param name="knowsFact">Says whether a fact has a value.</param>
    /// <exception cref="HandoffFileException">Something is wrong with it; the faults say where.</exception>
    public static TextFile Read(string file, string text, Func<string, bool> knowsFact)
    {
        var reader = new YamlDocumentReader(file);
        var root = reader.Root(text);
        reader.ThrowIfFaulty();
        reader.CheckNames(root, "default", "reasons", "system");
        var fallback = reader.Map(root, "default");
        reader.CheckNames(fallback, "nobody_on_duty", "offer", "intake_noted");
        var listed = reader.Map(root, "reasons");
        var known = HandoffReasons.All.ToArray();
        var reasons = new Dictionary<string, HandoffTexts>(StringComparer.Ordinal);
        foreach (var (reason, key, value) in reader.Entries(listed, known))
        {
            if (value is YamlMappingNode map)
            {
                reasons[reason] = WithIntake(reader, reason, Texts(reader, map, fallback, HandoffReasons.Rights.Contains(reason)), map, fallback);
            }
            else
            {
                reader.Fault(key, "HND103", $"\"{reason}\" needs handed_over.");
            }
        }

        foreach (var missing in known.Where(reason => !reasons.ContainsKey(reason)))
        {
            reader.Fault(listed, "HND105", $"There are no texts for the reason \"{missing}\".");
        }

        var lines = Lines(reader, reader.Map(root, "system"));
        CheckFacts(reader, root, knowsFact);
        reader.ThrowIfFaulty();
        return new TextFile(reasons, lines);
    }

    /// <summary>Puts the values of facts in the place of their names.</summary>
    public static string Filled(string text, Func<string, string> fact) => FactName().Replace(text, found => fact(found.Groups["name"].Value));

    private static HandoffTexts Texts(YamlDocumentReader reader, YamlMappingNode map, YamlMappingNode fallback, bool isRight)
    {
        // What is no right has no such line: a promise to keep something would stand there that nothing keeps.
        string[] known = ["first_step", "first_step_article", "handed_over", "nobody_on_duty", "offer", "intake", "intake_noted"];
        reader.CheckNames(map, isRight ? [.. known, RightNoted] : known);
        var firstStep = Own(map, "first_step");
        return new HandoffTexts(
            firstStep,
            firstStep is null ? null : Own(map, "first_step_article"),
            reader.Text(map, "handed_over"),
            Own(map, "nobody_on_duty") ?? reader.Text(fallback, "nobody_on_duty"),
            Own(map, "offer") ?? reader.Text(fallback, "offer"))
        {
            RightNoted = isRight ? NotedLine(reader, map) : null,
        };
    }

    private static string NotedLine(YamlDocumentReader reader, YamlMappingNode map)
    {
        var line = reader.Text(map, RightNoted);
        foreach (var place in (ReadOnlySpan<string>)["{when}", "{reference}"])
        {
            if (line.Length > 0 && !line.Contains(place, StringComparison.Ordinal))
            {
                reader.Fault(map, "HND103", $"\"{RightNoted}\" has to name {place}.");
            }
        }

        return line;
    }

    /// <summary>A question is asked only beside an offer: whoever is handed over at once is not kept with questions, and is answered when the question is.</summary>
    private static HandoffTexts WithIntake(YamlDocumentReader reader, string reason, HandoffTexts texts, YamlMappingNode map, YamlMappingNode fallback)
    {
        if (Own(map, "intake") is not { } intake)
        {
            return texts;
        }

        if (!HandoffReasons.Offered.Contains(reason, StringComparer.Ordinal))
        {
            reader.Fault(map, "HND114", $"\"{reason}\" hands over at once, so nothing is asked before: take \"intake\" away.");
        }

        return texts with { Intake = intake, IntakeNoted = Own(map, "intake_noted") ?? reader.Text(fallback, "intake_noted") };
    }

    private static SystemLines Lines(YamlDocumentReader reader, YamlMappingNode map)
    {
        reader.CheckNames(map, "joined", "returned", "closed", "agent_lost", "scores");
        var scores = reader.Texts(map, "scores").Select(score => score.Text).ToList();
        if (scores.Count != ScoreCount)
        {
            reader.Fault(map, "HND104", $"\"scores\" has to be a list of {ScoreCount} texts, from worst to best.");
        }

        return new SystemLines(
            reader.Text(map, "joined"), reader.Text(map, "returned"), reader.Text(map, "closed"), reader.Text(map, "agent_lost"), scores);
    }

    private static void CheckFacts(YamlDocumentReader reader, YamlMappingNode root, Func<string, bool> knowsFact)
    {
        foreach (var scalar in root.AllNodes.OfType<YamlScalarNode>())
        {
            foreach (var name in FactName().Matches(scalar.Value ?? string.Empty).Select(found => found.Groups["name"].Value))
            {
                if (!knowsFact(name))
                {
                    reader.Fault(scalar, "HND108", $"The fact \"{name}\" has no value in facts.yml.");
                }
            }
        }
    }

    private static string? Own(YamlMappingNode map, string name) =>
        map.Children.TryGetValue(new YamlScalarNode(name), out var node) && node is YamlScalarNode { Value.Length: > 0 } scalar ? scalar.Value : null;

    [GeneratedRegex(@"\{\{(?<name>[a-zA-Z0-9_.]+)\}\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FactName();
}

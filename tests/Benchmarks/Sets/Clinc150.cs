using System.Text.Json;

namespace Cardline.Benchmarks.Sets;

/// <summary>Reads CLINC150: the 30 intents of the domains banking and credit_cards are in scope.</summary>
/// <remarks>
/// Every .json file of the folder but domains.json may hold some of the parts train, val, test, oos_val and oos_test, each a list of
/// [question, intent]. The test parts are used when they are there, else the validation parts. oos_train is never read: no question of
/// the kind that is measured may be learnt from.
/// </remarks>
internal static class Clinc150
{
    internal const string Name = "clinc150";
    internal const string DomainsFile = "domains.json";
    private const int FilesMax = 20;
    private static readonly string[] InScope = ["banking", "credit_cards"];

    internal static DataSet Read(DataFolder data)
    {
        var folder = data.Need(Name, DomainsFile);
        var intents = Intents(Path.Combine(folder, DomainsFile));
        var parts = Parts(folder);
        var part = parts.ContainsKey("test") && parts.ContainsKey("oos_test") ? "test" : "val";
        IReadOnlyList<Labelled> Part(string name) => parts.GetValueOrDefault(name) ?? throw new DataFault($"No file of {Name} has the part \"{name}\".");
        var heldOut = Part(part);
        return new DataSet(
            Name,
            [.. Part("train").Where(row => intents.Contains(row.Category))],
            [.. heldOut.Where(row => intents.Contains(row.Category))],
            part == "val" ? "validation" : part,
            [
                new Foreign("out-of-scope", [.. Part($"oos_{part}").Select(row => row.Text)]),
                new Foreign("120 other intents", [.. heldOut.Where(row => !intents.Contains(row.Category)).Select(row => row.Text)]),
            ]);
    }

    private static HashSet<string> Intents(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        return [.. InScope.SelectMany(domain => json.RootElement.GetProperty(domain).EnumerateArray()).Select(intent => intent.GetString()!)];
    }

    private static Dictionary<string, IReadOnlyList<Labelled>> Parts(string folder)
    {
        var parts = new Dictionary<string, IReadOnlyList<Labelled>>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Take(FilesMax))
        {
            if (Path.GetFileName(file) == DomainsFile) continue;
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            if (json.RootElement.ValueKind != JsonValueKind.Object) continue;
            foreach (var part in json.RootElement.EnumerateObject())
                parts[part.Name] = [.. part.Value.EnumerateArray().Select(pair => new Labelled(pair[0].GetString()!, pair[1].GetString()!))];
        }

        return parts;
    }
}

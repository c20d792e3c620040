using System.Text.Json;

namespace Cardline.TestKit.Model.Evil;

/// <summary>Reads the corpus of attacks: JSON Lines, one <see cref="AttackPair"/> each, in files named <c>attacks.LANG.jsonl</c>.</summary>
public static class AttackFile
{
    /// <summary>Gets the folder of the corpus.</summary>
    public static string Folder => Path.Combine(Repository.Root, "tests", "Bot.Tests", "Model", "Attacks");

    /// <summary>Reads the whole corpus, in the order of the files' names.</summary>
    public static IReadOnlyList<AttackPair> ReadAll() =>
        [.. Directory.GetFiles(Folder, "attacks.*.jsonl").Order(StringComparer.Ordinal).SelectMany(Read)];

    /// <summary>Reads one file.</summary>
    /// <exception cref="JsonException">A line is no pair; the message names file and line.</exception>
    public static IReadOnlyList<AttackPair> Read(string path)
    {
        var pairs = new List<AttackPair>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                pairs.Add(Parse(line, $"{Path.GetFileName(path)}:{number}"));
            }
        }

        return pairs;
    }

    private static AttackPair Parse(string line, string at)
    {
        try
        {
            // The question is the one field that may be missing.
            var fields = JsonSerializer.Deserialize<Dictionary<string, string>>(line)!;
            return new AttackPair(fields["id"], fields["lang"], fields["where"], fields["goal"], fields["attack"], fields["obeyed"], fields.GetValueOrDefault("question"));
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException)
        {
            throw new JsonException($"{at}: {error.Message}", error);
        }
    }
}

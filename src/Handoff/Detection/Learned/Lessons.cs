using System.Security.Cryptography;
using System.Text;

namespace Cardline.Handoff.Detection.Learned;

/// <summary>What there is to learn from: concepts, and the examples of each subject.</summary>
/// <param name="Concepts">Words that mean much the same.</param>
/// <param name="Variants">How characters are folded.</param>
/// <param name="Examples">In the order of <see cref="Subject.All"/>.</param>
/// <param name="Version">Hexadecimal SHA-256 of the files; empty when there are no examples of reasons.</param>
internal sealed record Lessons(Concepts Concepts, Variants Variants, IReadOnlyList<IReadOnlyList<Example>> Examples, string Version)
{
    private static readonly string[] Languages = ["en", "zh-Hans"];

    /// <summary>Gets a value indicating whether there are no examples of reasons: then rules alone decide.</summary>
    public bool AreNone => Version.Length == 0;

    /// <summary>Lists the files that are learnt from, whether they are there or not.</summary>
    /// <param name="path">The editors' folder.</param>
    public static IEnumerable<string> Files(string path) =>
        Subject.All.SelectMany(subject => Languages.Select(lang => ExamplesPath(path, subject, lang))).Prepend(ConceptsPath(path));

    /// <summary>Reads a folder.</summary>
    /// <param name="path">The editors' folder.</param>
    /// <param name="variants">How characters are folded.</param>
    /// <exception cref="HandoffFileException">A file is broken; the faults say where.</exception>
    public static Lessons Read(string path, Variants variants)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var concepts = Text(ConceptsPath(path), hash) is { } text ? ConceptFile.Read("handoff/concepts.yml", text, variants) : Concepts.None;
        var examples = Subject.All.Select(subject => (IReadOnlyList<Example>)[.. Languages.SelectMany(lang => Read(path, subject, lang, hash))]).ToList();
        hash.AppendData(Encoding.UTF8.GetBytes(variants.ToString()));
        var version = examples[0].Count == 0 ? string.Empty : Convert.ToHexStringLower(hash.GetHashAndReset());
        return new Lessons(concepts, variants, examples, version);
    }

    private static List<Example> Read(string path, Subject subject, string lang, IncrementalHash hash)
    {
        var file = ExamplesPath(path, subject, lang);
        return Text(file, hash) is { } text ? ExampleFile.Read($"handoff/examples/{Path.GetFileName(file)}", text.Split('\n').Select(line => line.TrimEnd('\r')), subject) : [];
    }

    private static string? Text(string file, IncrementalHash hash)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        var text = File.ReadAllText(file);
        hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetFileName(file)}\n{text}\0"));
        return text;
    }

    private static string ExamplesPath(string path, Subject subject, string lang) => Path.Combine(path, "handoff", "examples", $"{subject.Name}.{lang}.tsv");

    private static string ConceptsPath(string path) => Path.Combine(path, "handoff", "concepts.yml");
}

namespace Cardline.Handoff.Tests.Doubles;

/// <summary>An editors' folder with the rules and texts of the repository and a few made examples; gone afterwards.</summary>
internal sealed class EditorsFolder : IDisposable
{
    public const string Examples = "handoff/examples/reason.en.tsv";

    /// <summary>A handful of examples; no rule of the repository fires on any of them.</summary>
    public static readonly string[] Few =
    [
        "none\twhat is the yearly fee of this card", "none\twhat is the yearly fee of that card", "none\thow do i pay my bill", "none\thow do i pay my statement",
        "none\twhere is the points page", "none\twhere is the fee page", "none\tcan i raise my limit", "none\tcan i raise the limit",
        "dispute\tthe purple gnome took my points", "dispute\tthe purple gnome took my limit", "dispute\ta purple gnome ate my bill", "dispute\ta purple gnome ate my statement",
        "anger\tgrumble grumble about the fee", "anger\tgrumble grumble about the bill", "anger\tgrumble about my card", "anger\tgrumble about my points",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("handoff");

    public EditorsFolder(params IReadOnlyList<string> examples)
    {
        Directory.CreateDirectory(Path.Combine(FullPath, "handoff", "examples"));
        foreach (var name in new[] { "handoff.yml", "handoff/texts.en.yml", "handoff/texts.zh-Hans.yml" })
        {
            File.Copy(Path.Combine(Repository.KnowledgeBase, name), Path.Combine(FullPath, name));
        }

        if (examples.Count > 0)
        {
            Write(Examples, string.Join('\n', examples) + "\n");
        }
    }

    public string FullPath => _folder.FullName;

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(FullPath, name), text);

    public void Append(string name, string text) => File.AppendAllText(Path.Combine(FullPath, name), text);

    public void Dispose() => _folder.Delete(recursive: true);
}

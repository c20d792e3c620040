namespace Cardline.Architecture.Tests;

/// <summary>The repository as files on disk, without what builds and package clients put there.</summary>
internal static class SourceTree
{
    private static readonly HashSet<string> Skipped = new(StringComparer.Ordinal)
    {
        ".git", ".vs", ".vscode", "bin", "obj", "node_modules", "artifacts", "data", "TestResults", "dist", "wwwroot",
    };

    /// <summary>Gets the folder that holds Bot.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Lists files below a folder of the repository, as paths with forward slashes from the root.</summary>
    public static IReadOnlyList<string> Files(string under, params string[] extensions)
    {
        var start = Path.Combine(Root, under);
        return !Directory.Exists(start)
            ? []
            : [.. Walk(start)
                .Where(path => extensions.Length == 0 || extensions.Contains(Path.GetExtension(path), StringComparer.Ordinal))
                .Select(Relative)
                .Order(StringComparer.Ordinal)];
    }

    /// <summary>Lists the folders directly below a folder, built output left out.</summary>
    public static IReadOnlyList<string> Folders(string under) =>
        [.. Directory.EnumerateDirectories(Path.Combine(Root, under))
            .Where(path => !Skipped.Contains(Path.GetFileName(path)))
            .Select(Relative)
            .Order(StringComparer.Ordinal)];

    /// <summary>Reads one file of the repository.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Says whether a file or a folder stands at a path of the repository.</summary>
    public static bool Exists(string path)
    {
        var full = Path.Combine(Root, path);
        return File.Exists(full) || Directory.Exists(full);
    }

    private static IEnumerable<string> Walk(string folder)
    {
        // In a worktree .git is a file.
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => !Skipped.Contains(Path.GetFileName(file))))
        {
            yield return file;
        }

        foreach (var child in Directory.EnumerateDirectories(folder))
        {
            // A link could lead out of the repository or round in a circle.
            if (Skipped.Contains(Path.GetFileName(child)) || new DirectoryInfo(child).LinkTarget is not null)
            {
                continue;
            }

            foreach (var file in Walk(child))
            {
                yield return file;
            }
        }
    }

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Bot.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("No folder above the test has a Bot.sln.");
    }
}

namespace Cardline.Knowledge.Index;

/// <summary>Finds the knowledge folder: in the working directory, above it, then above the program itself.</summary>
internal static class FolderLocator
{
    private const int LevelsMax = 16;

    /// <returns>The full path of the folder, or null when there is none.</returns>
    internal static string? Find(string path, string workingFolder, string programFolder)
    {
        if (Path.IsPathRooted(path)) return Directory.Exists(path) ? Path.GetFullPath(path) : null;
        return Upwards(path, workingFolder) ?? Upwards(path, programFolder);
    }

    internal static string? Find(string path) => Find(path, Directory.GetCurrentDirectory(), AppContext.BaseDirectory);

    private static string? Upwards(string path, string from)
    {
        var folder = new DirectoryInfo(from);
        for (var level = 0; folder is not null && level < LevelsMax; level++, folder = folder.Parent)
        {
            var candidate = Path.GetFullPath(Path.Combine(folder.FullName, path));
            if (Directory.Exists(candidate)) return candidate;
        }

        return null;
    }
}

namespace Cardline.Load.Nodes;

/// <summary>Copies of folders for runs that write into them.</summary>
internal static class Folders
{
    /// <summary>Copies a folder with everything in it.</summary>
    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}

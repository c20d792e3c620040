namespace Cardline.Benchmarks.Sets;

/// <summary>The folder named with --data: one folder per set below it, or one set alone.</summary>
internal sealed class DataFolder(string root)
{
    /// <summary>Most lines read of one file; the largest set has 18,200.</summary>
    internal const int LinesMax = 200_000;

    /// <summary>Gets the folder of a set, or null when it holds none of the set's files.</summary>
    internal string? Of(string set, string file) =>
        ((string[])[Path.Combine(root, set), root]).FirstOrDefault(folder => File.Exists(Path.Combine(folder, file)));

    /// <exception cref="DataFault">There is no such set.</exception>
    internal string Need(string set, string file) =>
        Of(set, file) ?? throw new DataFault($"There is no {set}/{file} in the data folder. docs/answer-engine.md says where the sets come from.");

    internal static string[] Lines(string file)
    {
        var lines = File.ReadLines(file).Take(LinesMax + 1).ToArray();
        return lines.Length <= LinesMax ? lines : throw new DataFault($"{Path.GetFileName(file)} has more than {LinesMax} lines.");
    }
}

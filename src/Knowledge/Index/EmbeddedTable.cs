using System.Text;

namespace Cardline.Knowledge.Index;

/// <summary>Reads the tables of the script that lie beside the code and are built into the program. A line that begins with # is a comment.</summary>
internal static class EmbeddedTable
{
    /// <exception cref="InvalidOperationException">The program was built without the table.</exception>
    internal static IEnumerable<string> Lines(string name)
    {
        using var stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is not in the assembly.");
        using var lines = new StreamReader(stream, Encoding.UTF8);
        while (lines.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#') yield return line;
        }
    }
}

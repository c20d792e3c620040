using System.Globalization;

namespace Cardline.Knowledge.Index;

/// <summary>Gives the Simplified letter for a Traditional one, so that nobody has to retype a question. For matching only: texts are shown as written.</summary>
/// <remarks>The table is <c>traditional.txt</c> beside this file, and says its format and origin on top. A missing letter costs a little recall and nothing else.</remarks>
internal static class TraditionalChinese
{
    private const char First = '\u4E00';
    private const char Last = '\u9FFF';
    private const string ResourceName = "Cardline.Knowledge.Index.traditional.txt";

    // One array access for a letter: this runs over every letter of every article and question. It is 42 kB and is filled once.
    private static readonly char[] Table = Read();

    internal static char Simplify(char sign) => sign is >= First and <= Last ? Table[sign - First] : sign;

    private static char[] Read()
    {
        var table = new char[Last - First + 1];
        for (var i = 0; i < table.Length; i++) table[i] = (char)(First + i);

        foreach (var line in EmbeddedTable.Lines(ResourceName)) Add(line, table);
        return table;
    }

    private static void Add(string line, char[] table)
    {
        foreach (var traditional in line.AsSpan(1))
        {
            if (traditional is < First or > Last) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"U+{(int)traditional:X4} in {ResourceName} is outside U+4E00 to U+9FFF."));
            table[traditional - First] = line[0];
        }
    }
}

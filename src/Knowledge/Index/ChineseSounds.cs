namespace Cardline.Knowledge.Index;

/// <summary>Tells how a Chinese character sounds, so that one typed for another of the same sound is still understood. For matching only.</summary>
/// <remarks>
/// The table is <c>sounds.txt</c> beside this file, and says its format and origin on top. Sounds that many speakers do not tell apart (zh and z, in and
/// ing) count as one. A character that is missing sounds like nothing else.
/// </remarks>
internal static class ChineseSounds
{
    private const char First = '\u4E00';
    private const char Last = '\u9FFF';
    private const string ResourceName = "Cardline.Knowledge.Index.sounds.txt";

    // One array access for a character; 42 kB, filled once.
    private static readonly ushort[] Table = Read();

    /// <returns>A number for the sound; the character itself when its sound is not known.</returns>
    internal static int Of(char sign) => sign is >= First and <= Last && Table[sign - First] is > 0 and var sound ? sound : sign;

    private static ushort[] Read()
    {
        var table = new ushort[Last - First + 1];
        var numbers = new Dictionary<string, ushort>(StringComparer.Ordinal);
        foreach (var line in EmbeddedTable.Lines(ResourceName))
        {
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            var sound = Loose(line[..blank]);
            if (!numbers.TryGetValue(sound, out var number)) numbers[sound] = number = (ushort)(numbers.Count + 1);
            foreach (var sign in line.AsSpan(blank + 1)) table[sign - First] = number;
        }

        return table;
    }

    private static string Loose(string syllable)
    {
        var sound = syllable.Length > 2 && syllable[1] == 'h' ? syllable.Remove(1, 1) : syllable;
        return sound.EndsWith("ng", StringComparison.Ordinal) ? sound[..^1] : sound;
    }
}

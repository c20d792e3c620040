namespace Cardline.Handoff.Detection.Learned;

/// <summary>Makes keys of features: 64 bits each, so that two different features of all that is learnt hardly ever share one.</summary>
internal static class Keys
{
    private const ulong Offset = 0xCBF29CE484222325;
    private const ulong Prime = 0x100000001B3;
    private const ulong Spread = 0x9E3779B97F4A7C15;

    /// <summary>The key of one character.</summary>
    public static ulong Of(char c) => Mixed((Offset ^ c) * Prime);

    /// <summary>The key of some characters.</summary>
    public static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = Offset;
        foreach (var c in text)
        {
            hash = (hash ^ c) * Prime;
        }

        return Mixed(hash);
    }

    /// <summary>The key of one thing after another.</summary>
    public static ulong Then(ulong first, ulong second) => Mixed((first * Spread) ^ second);

    private static ulong Mixed(ulong hash)
    {
        hash = (hash ^ (hash >> 32)) * Spread;
        return hash ^ (hash >> 29);
    }
}

namespace Cardline.Handoff.Detection;

/// <summary>
/// Tells in one pass over a text which patterns of a rule file may be found in it: those of which it holds the pieces they need
/// (<see cref="PatternReader"/>). It may let a pattern through in vain, and never holds one back that would be found.
/// </summary>
/// <remarks>The pieces stand in a tree by their characters, which is walked from every place of the text. Immutable.</remarks>
internal sealed class Sieve
{
    /// <summary>Bytes of scratch on the stack; a rule file many times the size of ours takes them from the heap.</summary>
    private const int StackMax = 8192;

    private readonly ulong[] _always;
    private readonly byte[] _needsOfWay = [];
    private readonly int[] _patternOfWay = [];
    private readonly int[] _wayOfNeed = [];
    private readonly PieceTree _tree = new(new Dictionary<string, List<int>>(StringComparer.Ordinal));

    private Sieve(int patterns) => (Count, _always) = (patterns, new ulong[(patterns + 63) / 64]);

    /// <summary>Makes a sieve.</summary>
    /// <param name="patterns">The patterns; the number of each is its place in the list.</param>
    public Sieve(IReadOnlyList<Pattern> patterns)
        : this(patterns.Count)
    {
        var needsOfWay = new List<byte>();
        var patternOfWay = new List<int>();
        var wayOfNeed = new List<int>();
        var needsOfPiece = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var number = 0; number < patterns.Count; number++)
        {
            var ways = PatternReader.Ways(patterns[number].ToString());
            if (ways.Count == 0)
            {
                Mark(_always, number);
            }

            foreach (var way in ways)
            {
                foreach (var need in way)
                {
                    foreach (var piece in need)
                    {
                        (needsOfPiece.TryGetValue(piece, out var needs) ? needs : needsOfPiece[piece] = []).Add(wayOfNeed.Count);
                    }

                    wayOfNeed.Add(patternOfWay.Count);
                }

                needsOfWay.Add((byte)way.Count);
                patternOfWay.Add(number);
            }
        }

        (_needsOfWay, _patternOfWay, _wayOfNeed) = ([.. needsOfWay], [.. patternOfWay], [.. wayOfNeed]);
        _tree = new PieceTree(needsOfPiece);
    }

    /// <summary>Gets the sieve that lets everything through.</summary>
    public static Sieve Open { get; } = new(0);

    /// <summary>Gets how many patterns it knows.</summary>
    public int Count { get; }

    /// <summary>Whether a character stands in a word for certain; of letters beyond ASCII the patterns decide themselves.</summary>
    public static bool IsInWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    /// <summary>Passes a text through.</summary>
    public SiftedText Sift(string text)
    {
        if (_always.Length == 0)
        {
            return new SiftedText(text, null);
        }

        var may = (ulong[])_always.Clone();
        Span<byte> missing = _needsOfWay.Length <= StackMax ? stackalloc byte[_needsOfWay.Length] : new byte[_needsOfWay.Length];
        _needsOfWay.CopyTo(missing);
        var metWords = (_wayOfNeed.Length + 63) / 64;
        Span<ulong> met = metWords <= StackMax / sizeof(ulong) ? stackalloc ulong[metWords] : new ulong[metWords];
        met.Clear();
        Span<int> found = stackalloc int[PieceTree.FoundMax];
        for (var at = 0; at < text.Length; at++)
        {
            foreach (var node in found[.._tree.Find(text, at, found)])
            {
                foreach (var need in _tree.Needs(node))
                {
                    if (Mark(met, need) && --missing[_wayOfNeed[need]] == 0)
                    {
                        Mark(may, _patternOfWay[_wayOfNeed[need]]);
                    }
                }
            }
        }

        return new SiftedText(text, may);
    }

    /// <summary>Sets a bit.</summary>
    /// <returns>True when it was not set before.</returns>
    private static bool Mark(Span<ulong> bits, int number)
    {
        ref var word = ref bits[number >> 6];
        var bit = 1UL << number;
        var isNew = (word & bit) == 0;
        word |= bit;
        return isNew;
    }
}

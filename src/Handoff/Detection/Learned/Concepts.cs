using System.Runtime.CompilerServices;

namespace Cardline.Handoff.Detection.Learned;

/// <summary>Words of both languages that mean much the same here, so that what was learnt of one of them holds for all. Immutable.</summary>
internal sealed class Concepts
{
    /// <summary>Most concepts of a file.</summary>
    public const int CountMax = 250;

    private const int LengthBits = 6;

    private readonly PieceTree _words;

    /// <summary>Makes the concepts.</summary>
    /// <param name="names">Their names.</param>
    /// <param name="words">The words, folded, with the places of their concepts. Words that do not begin or end in the middle of others are marked with <see cref="PatternPart.Edge"/>.</param>
    public Concepts(IReadOnlyList<string> names, IReadOnlyDictionary<string, List<int>> words)
    {
        Names = names;
        _words = new PieceTree(words.ToDictionary(
            word => word.Key, word => word.Value.Select(concept => (concept << LengthBits) | word.Key.Count(c => c != PatternPart.Edge)).ToList(), StringComparer.Ordinal));
    }

    /// <summary>Gets the concepts of nobody, for tests and for a folder without the file.</summary>
    public static Concepts None { get; } = new([], new Dictionary<string, List<int>>(StringComparer.Ordinal));

    /// <summary>Gets the names, by place.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Finds the concepts of a folded text, by where they begin; of one concept the longest words, which do not overlap.</summary>
    /// <param name="text">The text.</param>
    /// <param name="found">Takes them; cleared first.</param>
    /// <param name="most">Most that are found.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Find(string text, List<(int Concept, int Start, int End)> found, int most)
    {
        found.Clear();
        Span<int> nodes = stackalloc int[PieceTree.FoundMax];
        Span<int> ends = stackalloc int[Names.Count];
        ends.Clear();
        Span<int> longest = stackalloc int[Names.Count];
        for (var at = 0; at < text.Length && found.Count < most; at++)
        {
            var count = _words.Find(text, at, nodes);
            if (count == 0)
            {
                continue;
            }

            longest.Clear();
            foreach (var node in nodes[..count])
            {
                foreach (var need in _words.Needs(node))
                {
                    var concept = need >> LengthBits;
                    longest[concept] = Math.Max(longest[concept], need & ((1 << LengthBits) - 1));
                }
            }

            for (var concept = 0; concept < longest.Length && found.Count < most; concept++)
            {
                if (longest[concept] > 0 && at >= ends[concept])
                {
                    ends[concept] = at + longest[concept];
                    found.Add((concept, at, ends[concept]));
                }
            }
        }
    }
}

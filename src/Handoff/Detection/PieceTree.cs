using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cardline.Handoff.Detection;

/// <summary>Pieces of text by their characters, each with the numbers of what needs it. Immutable.</summary>
/// <remarks>
/// One table of (node, character) stands for all branches, because a node has few of the thousands that two languages could need.
/// The walk begins anew at every place of a text; a piece is short, so that costs little and needs no links back.
/// </remarks>
internal sealed class PieceTree
{
    /// <summary>Most pieces that begin at one place: one that begins and ends anywhere, and those with the edges of words, of each length.</summary>
    public const int FoundMax = 4 * (PatternPart.PieceCharsMax + 1);

    private const int None = -1;
    private const ulong Spread = 0x9E3779B97F4A7C15;

    private readonly ulong[] _keys;
    private readonly int[] _nodes;
    private readonly int _shift;
    private readonly int[] _edges;
    private readonly int[][] _needs;

    /// <summary>Makes a tree.</summary>
    /// <param name="needsOfPiece">The pieces, none of them empty, and the numbers of what needs them.</param>
    public PieceTree(IReadOnlyDictionary<string, List<int>> needsOfPiece)
    {
        var branches = new Dictionary<ulong, int>();
        var needs = new List<int[]> { Array.Empty<int>() };
        foreach (var (piece, numbers) in needsOfPiece)
        {
            var node = 0;
            foreach (var c in piece)
            {
                if (!branches.TryGetValue(Key(node, c), out var next))
                {
                    branches[Key(node, c)] = next = needs.Count;
                    needs.Add([]);
                }

                node = next;
            }

            needs[node] = [.. numbers];
        }

        _needs = [.. needs];
        _shift = 64 - BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)(2 * branches.Count) + 2));
        _keys = new ulong[1 << (64 - _shift)];
        _nodes = new int[_keys.Length];
        foreach (var (key, node) in branches)
        {
            var place = Place(key);
            while (_nodes[place] != 0)
            {
                place = (place + 1) & (_keys.Length - 1);
            }

            (_keys[place], _nodes[place]) = (key, node);
        }

        // Looked up once here: a text has far more places than edges to ask for.
        _edges = [.. Enumerable.Range(0, _needs.Length).Select(node => Branch(node, PatternPart.Edge))];
    }

    /// <summary>Gets how many nodes there are, the root included.</summary>
    public int Count => _needs.Length;

    /// <summary>Finds the pieces that begin at a place of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The place.</param>
    /// <param name="found">Takes their nodes; <see cref="FoundMax"/> fit in.</param>
    /// <returns>How many were found.</returns>
    public int Find(string text, int at, Span<int> found)
    {
        var count = Walk(0, text, at, found);
        if (_edges[0] != None && (at == 0 || !Sieve.IsInWord(text[at - 1])))
        {
            count += Walk(_edges[0], text, at, found[count..]);
        }

        return count;
    }

    /// <summary>The numbers of what needs the piece of a node.</summary>
    public ReadOnlySpan<int> Needs(int node) => _needs[node];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Walk(int node, string text, int at, Span<int> found)
    {
        var count = 0;
        for (; at < text.Length; at++)
        {
            node = Branch(node, text[at]);
            if (node == None)
            {
                break;
            }

            if (_needs[node].Length > 0)
            {
                found[count++] = node;
            }

            if (_edges[node] != None && (at + 1 == text.Length || !Sieve.IsInWord(text[at + 1])))
            {
                found[count++] = _edges[node];
            }
        }

        return count;
    }

    private int Branch(int node, char c)
    {
        var key = Key(node, c);
        for (var place = Place(key); _nodes[place] != 0; place = (place + 1) & (_keys.Length - 1))
        {
            if (_keys[place] == key)
            {
                return _nodes[place];
            }
        }

        return None;
    }

    private int Place(ulong key) => (int)((key * Spread) >> _shift);

    private static ulong Key(int node, char c) => ((ulong)node << 16) | c;
}

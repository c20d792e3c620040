using System.Runtime.InteropServices;

namespace Cardline.Handoff.Detection.Learned;

/// <summary>What was seen of a text, each thing once: its key, its view, and where it stands. Filled anew for every text; not for several threads at once.</summary>
internal sealed class FeatureList
{
    /// <summary>Most features of a text; what comes later is not looked at.</summary>
    public const int CountMax = 6000;

    private readonly HashSet<ulong> _seen = [];
    private readonly List<Feature> _features = [];

    /// <summary>Gets the features in the order in which they were seen.</summary>
    public ReadOnlySpan<Feature> Features => CollectionsMarshal.AsSpan(_features);

    /// <summary>Gets a list for the concepts of the text, so that none is made for every text.</summary>
    public List<(int Concept, int Start, int End)> Concepts { get; } = [];

    /// <summary>Gets a list for the tokens of the text.</summary>
    public List<Token> Tokens { get; } = [];

    /// <summary>Forgets the last text.</summary>
    public void Clear()
    {
        _seen.Clear();
        _features.Clear();
    }

    /// <summary>Adds a feature, unless it was seen before.</summary>
    public void Add(ulong key, View view, int start)
    {
        if (_features.Count < CountMax && _seen.Add(key))
        {
            _features.Add(new Feature(key, view, start));
        }
    }
}

/// <summary>Something seen of a text.</summary>
/// <param name="Key">A well-mixed hash of what it is.</param>
/// <param name="View">The way of looking that found it.</param>
/// <param name="Start">Where it begins.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Feature(ulong Key, View View, int Start);

/// <summary>Ways of looking at a text. Each has the same weight, however much it finds.</summary>
internal enum View
{
    /// <summary>Words or Chinese letters, and those beside each other.</summary>
    Words,

    /// <summary>Parts of words of letters, so that a slip or another ending is no other word.</summary>
    Letters,

    /// <summary>Concepts, together and one after another.</summary>
    Concepts,
}

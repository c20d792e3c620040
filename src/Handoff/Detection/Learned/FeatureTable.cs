using System.Numerics;

namespace Cardline.Handoff.Detection.Learned;

/// <summary>The numbers of features by their keys. Immutable.</summary>
/// <remarks>
/// A text has hundreds of features, and each of them is far from the others in memory: what is looked up costs what memory costs. So key and number share the eight bytes of one slot,
/// and many slots are asked for before the first is looked at.
/// </remarks>
internal sealed class FeatureTable
{
    /// <summary>Most features; what would be more is not known.</summary>
    public const int CountMax = (1 << NumberBits) - 1;

    private const int NumberBits = 24;
    private const ulong NumberMask = (1UL << NumberBits) - 1;

    // The upper 40 bits of the key, and the number plus one; 0 where there is none.
    private readonly ulong[] _slots;

    /// <summary>Makes a table.</summary>
    /// <param name="keys">The keys, each once; the number of a feature is its place among them. At most <see cref="CountMax"/>.</param>
    public FeatureTable(IReadOnlyList<ulong> keys)
    {
        Count = keys.Count;
        _slots = new ulong[BitOperations.RoundUpToPowerOf2((2 * (uint)keys.Count) + 1)];
        for (var number = 0; number < keys.Count; number++)
        {
            var place = Place(keys[number]);
            while (_slots[place] != 0)
            {
                place = After(place);
            }

            _slots[place] = (keys[number] & ~NumberMask) | (uint)(number + 1);
        }
    }

    /// <summary>Gets how many features there are.</summary>
    public int Count { get; }

    /// <summary>Gets the slots in which the search for features begins.</summary>
    /// <param name="features">The features.</param>
    /// <param name="slots">Takes the slots; as many as there are features.</param>
    public void Begin(ReadOnlySpan<Feature> features, Span<ulong> slots)
    {
        for (var i = 0; i < features.Length; i++)
        {
            slots[i] = _slots[Place(features[i].Key)];
        }
    }

    /// <summary>Ends the search for a feature.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="slot">The slot in which it begins.</param>
    /// <returns>Its number; -1 when it is not known.</returns>
    public int End(ulong key, ulong slot)
    {
        for (var place = Place(key); slot != 0; slot = _slots[place = After(place)])
        {
            if ((slot & ~NumberMask) == (key & ~NumberMask))
            {
                return (int)(slot & NumberMask) - 1;
            }
        }

        return -1;
    }

    private int Place(ulong key) => (int)key & (_slots.Length - 1);

    private int After(int place) => (place + 1) & (_slots.Length - 1);
}

using System.Numerics;
using System.Runtime.InteropServices;

namespace Cardline.Knowledge.Search;

/// <summary>Finds the number of a feature by its key.</summary>
/// <remarks>
/// A key is a well-mixed hash already, so its low bits are the place where the search begins, and a feature costs one piece of memory where a
/// dictionary needs two: a question asks for some hundred. At least one slot in two stays empty, which keeps every search short.
/// </remarks>
internal sealed class FeatureTable
{
    private readonly Slot[] slots;
    private int count;

    /// <param name="capacity">Features that will be added at most.</param>
    internal FeatureTable(int capacity) => slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, capacity) * 2)];

    /// <summary>Adds a feature that is not in the table.</summary>
    /// <returns>Its number, counted from 0.</returns>
    internal int Add(ulong key)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(count, slots.Length / 2);
        var place = PlaceOf(key);
        while (slots[place].Numbered != 0) place = Next(place);
        slots[place] = new Slot(key, ++count);
        return count - 1;
    }

    /// <returns>Its number; -1 when it is not in the table.</returns>
    internal int Find(ulong key)
    {
        for (var place = PlaceOf(key); ; place = Next(place))
        {
            ref readonly var slot = ref slots[place];
            if (slot.Key == key && slot.Numbered != 0) return slot.Numbered - 1;
            if (slot.Numbered == 0) return -1;
        }
    }

    private int PlaceOf(ulong key) => (int)(key & (ulong)(slots.Length - 1));

    private int Next(int place) => (place + 1) & (slots.Length - 1);

    // Numbered is the number plus one, so that an empty slot holds zero.
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Slot(ulong Key, int Numbered);
}

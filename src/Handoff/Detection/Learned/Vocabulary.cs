using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cardline.Handoff.Detection.Learned;

/// <summary>The features that are known, and how rare each is. Immutable.</summary>
internal sealed class Vocabulary
{
    /// <summary>Examples that have to hold a feature before it is known: what only one or two hold says more of its writer than of what it means.</summary>
    private const int HoldersMin = 3;

    /// <summary>How much each view counts. Concepts, which are found in nearly every message, count a quarter; decision 0022 has the figures.</summary>
    private static readonly float[] Weights = [1, 1, 0.25f];

    /// <summary>What an unknown feature weighs against the known ones of its view: otherwise a single known piece of a foreign text would count for all of it.</summary>
    private const float UnknownRarity = 4;

    private static readonly int Views = Enum.GetValues<View>().Length;

    // Number and rarity side by side: a text has hundreds of features, and each of them is far from the others in memory.
    private readonly Dictionary<ulong, (int Number, float Rarity)> _known;

    private Vocabulary(Dictionary<ulong, (int Number, float Rarity)> known) => _known = known;

    /// <summary>Gets how many features are known.</summary>
    public int Count => _known.Count;

    /// <summary>Learns the features of texts.</summary>
    /// <param name="texts">The features of each.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vocabulary Of(IReadOnlyCollection<IReadOnlyList<Feature>> texts)
    {
        var holders = new Dictionary<ulong, int>();
        foreach (var features in texts)
        {
            foreach (var feature in features)
            {
                holders[feature.Key] = holders.GetValueOrDefault(feature.Key) + 1;
            }
        }

        var known = new Dictionary<ulong, (int Number, float Rarity)>();
        foreach (var (key, count) in holders)
        {
            if (count >= HoldersMin)
            {
                known[key] = (known.Count, MathF.Log(1 + ((float)texts.Count / count)));
            }
        }

        known.TrimExcess();
        return new Vocabulary(known);
    }

    /// <summary>Weighs the known features of a text: by how rare they are, and by their view.</summary>
    /// <param name="features">The features.</param>
    /// <param name="weighed">Takes the known ones; cleared first.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Weigh(IReadOnlyList<Feature> features, List<Weighed> weighed)
    {
        weighed.Clear();
        Span<float> squares = stackalloc float[Views];
        squares.Clear();
        for (var i = 0; i < features.Count; i++)
        {
            if (_known.TryGetValue(features[i].Key, out var found))
            {
                squares[(int)features[i].View] += found.Rarity * found.Rarity;
                weighed.Add(new Weighed(found.Number, found.Rarity, features[i].View, features[i].Start));
            }
            else
            {
                squares[(int)features[i].View] += UnknownRarity * UnknownRarity;
            }
        }

        for (var i = 0; i < weighed.Count; i++)
        {
            weighed[i] = weighed[i] with { Value = Weights[(int)weighed[i].View] * weighed[i].Value / MathF.Sqrt(squares[(int)weighed[i].View]) };
        }
    }
}

/// <summary>A known feature of a text.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Value">How much it counts.</param>
/// <param name="View">The way of looking that found it.</param>
/// <param name="Start">Where it begins.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Weighed(int Number, float Value, View View, int Start);

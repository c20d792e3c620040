using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cardline.Handoff.Detection.Learned;

/// <summary>The features that are known, and how rare each is. Immutable.</summary>
internal sealed class Vocabulary
{
    /// <summary>Examples that have to hold a feature before it is known: what only one or two hold says more of its writer than of what it means.</summary>
    private const int HoldersMin = 3;

    /// <summary>Features that are looked up together.</summary>
    private const int Batch = 64;

    /// <summary>How much each view counts. Concepts, which are found in nearly every message, count a quarter; decision 0022 has the figures.</summary>
    private static readonly float[] Weights = [1, 1, 0.25f];

    /// <summary>What an unknown feature weighs against the known ones of its view: otherwise a single known piece of a foreign text would count for all of it.</summary>
    private const float UnknownRarity = 4;

    private static readonly int Views = Enum.GetValues<View>().Length;

    private readonly FeatureTable _known;
    private readonly float[] _rarities;

    private Vocabulary(FeatureTable known, float[] rarities) => (_known, _rarities) = (known, rarities);

    /// <summary>Gets how many features are known.</summary>
    public int Count => _known.Count;

    /// <summary>Learns the features of texts.</summary>
    /// <param name="texts">The features of each.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vocabulary Of(IReadOnlyCollection<Feature[]> texts)
    {
        var holders = new Dictionary<ulong, int>();
        foreach (var features in texts)
        {
            foreach (var feature in features)
            {
                holders[feature.Key] = holders.GetValueOrDefault(feature.Key) + 1;
            }
        }

        var known = new List<ulong>();
        var rarities = new List<float>();
        foreach (var (key, count) in holders)
        {
            if (count >= HoldersMin && known.Count < FeatureTable.CountMax)
            {
                known.Add(key);
                rarities.Add(MathF.Log(1 + ((float)texts.Count / count)));
            }
        }

        return new Vocabulary(new FeatureTable(known), [.. rarities]);
    }

    /// <summary>Weighs the known features of a text: by how rare they are, and by their view.</summary>
    /// <param name="features">The features.</param>
    /// <param name="weighed">Takes the known ones; cleared first.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Weigh(ReadOnlySpan<Feature> features, List<Weighed> weighed)
    {
        weighed.Clear();
        Span<float> squares = stackalloc float[Views];
        squares.Clear();
        Span<ulong> slots = stackalloc ulong[Batch];
        for (; features.Length > 0; features = features[Math.Min(Batch, features.Length)..])
        {
            var batch = features[..Math.Min(Batch, features.Length)];
            _known.Begin(batch, slots);
            for (var i = 0; i < batch.Length; i++)
            {
                var rarity = UnknownRarity;
                if (_known.End(batch[i].Key, slots[i]) is var number and >= 0)
                {
                    rarity = _rarities[number];
                    weighed.Add(new Weighed(number, rarity, batch[i].View, batch[i].Start));
                }

                squares[(int)batch[i].View] += rarity * rarity;
            }
        }

        foreach (ref var one in CollectionsMarshal.AsSpan(weighed))
        {
            one = one with { Value = Weights[(int)one.View] * one.Value / MathF.Sqrt(squares[(int)one.View]) };
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

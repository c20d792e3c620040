using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Cardline.Knowledge.Vectors;

/// <summary>The vectors that were paid for, by the name of the model and the text. What was used longest ago is forgotten first.</summary>
/// <remarks>Holds texts of articles only, and of these only a hash: nothing that a cardholder wrote.</remarks>
internal sealed class VectorCache
{
    /// <summary>Most vectors kept: those of the largest index, and half as many of earlier texts that may come back.</summary>
    internal const int VectorsMax = VectorTexts.TextsMax * 3 / 2;

    private readonly Lock gate = new();
    private readonly string model;
    private readonly int vectorsMax;
    private readonly Dictionary<VectorKey, Kept> kept = [];
    private long moment;

    /// <param name="model">Name of the model.</param>
    /// <param name="vectorsMax">Most vectors kept.</param>
    internal VectorCache(string model, int vectorsMax = VectorsMax)
    {
        this.model = model;
        this.vectorsMax = vectorsMax;
    }

    internal int Count
    {
        get
        {
            lock (gate) return kept.Count;
        }
    }

    /// <summary>Gets a number that is another one after everything was forgotten; vectors of two numbers are not compared.</summary>
    internal int Generation { get; private set; }

    /// <returns>The vector of a text, of length one; null when it is not known. Do not modify.</returns>
    internal float[]? Find(string text)
    {
        var key = VectorKey.Of(model, text);
        lock (gate)
        {
            if (!kept.TryGetValue(key, out var found)) return null;
            kept[key] = found with { Used = ++moment };
            return found.Vector;
        }
    }

    /// <summary>Keeps a vector of length one.</summary>
    internal void Keep(string text, float[] vector) => Keep(VectorKey.Of(model, text), vector);

    internal void Keep(VectorKey key, float[] vector)
    {
        lock (gate)
        {
            kept[key] = new Kept(vector, ++moment);
            if (kept.Count <= vectorsMax) return;
            // A tenth at once: one by one, every new text would look through all.
            foreach (var old in kept.OrderBy(pair => pair.Value.Used).Take(Math.Max(1, vectorsMax / 10)).Select(pair => pair.Key).ToList()) kept.Remove(old);
        }
    }

    /// <summary>Forgets everything: the model under this name is another one now.</summary>
    internal void Forget()
    {
        lock (gate)
        {
            kept.Clear();
            Generation++;
        }
    }

    /// <summary>Everything that is kept, what was used last at the end.</summary>
    internal IReadOnlyList<KeyValuePair<VectorKey, float[]>> All()
    {
        lock (gate) return [.. kept.OrderBy(pair => pair.Value.Used).Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Vector))];
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Kept(float[] Vector, long Used);
}

/// <summary>The first half of the SHA-256 of a model's name and a text.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct VectorKey(ulong First, ulong Second)
{
    internal static VectorKey Of(string model, string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{model}\0{text}"), hash);
        return new VectorKey(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash[8..]));
    }
}

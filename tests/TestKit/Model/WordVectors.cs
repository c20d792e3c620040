using System.Globalization;
using System.Text;

namespace Cardline.TestKit.Model;

/// <summary>
/// Vectors from the words of a text, always the same for the same text: each word, its runs of three letters, and each Chinese character and pair
/// points somewhere, and the sum is made one long. So texts that share words are near, and others are not. It knows no meaning: "fee" and "charge" are strangers.
/// </summary>
public static class WordVectors
{
    private const int PlacesPerFeature = 4;
    private const double WordWeight = 1.0;
    private const double PartWeight = 0.35;

    /// <summary>Makes a vector of length one.</summary>
    /// <param name="text">Any text; one without letters or digits points where the empty text does.</param>
    /// <param name="dimensions">How long; a shorter vector is another one, not the beginning of a longer one.</param>
    public static float[] Of(string text, int dimensions)
    {
        var sums = new double[dimensions];
        foreach (var (feature, weight) in Features(text).DefaultIfEmpty(("", WordWeight)))
        {
            var hash = Hash(feature);
            for (var place = 0; place < PlacesPerFeature; place++)
            {
                sums[(int)(hash % (uint)dimensions)] += (hash & (1UL << 63)) == 0 ? weight : -weight;
                hash = Mix(hash + 0x9E3779B97F4A7C15);
            }
        }

        var length = Math.Sqrt(sums.Sum(value => value * value));
        return length == 0 ? [1f, .. new float[dimensions - 1]] : [.. sums.Select(value => (float)(value / length))];
    }

    /// <summary>Says how near two vectors of length one are: 1 the same, 0 strangers.</summary>
    public static double Nearness(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var sum = 0.0;
        for (var place = 0; place < one.Length; place++)
        {
            sum += one[place] * other[place];
        }

        return sum;
    }

    private static IEnumerable<(string Feature, double Weight)> Features(string text)
    {
        foreach (var word in Words(text.Normalize(NormalizationForm.FormKC).ToLower(CultureInfo.InvariantCulture)))
        {
            if (IsHan(word[0]))
            {
                for (var start = 0; start < word.Length; start++)
                {
                    yield return (word[start].ToString(), PartWeight);
                    if (start + 1 < word.Length)
                    {
                        yield return (word.Substring(start, 2), WordWeight);
                    }
                }

                continue;
            }

            yield return (word, WordWeight);
            for (var start = 0; start + 3 <= word.Length && word.Length > 3; start++)
            {
                yield return (string.Concat("~", word.AsSpan(start, 3)), PartWeight);
            }
        }
    }

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var letter in text)
        {
            if (word.Length > 0 && (!char.IsLetterOrDigit(letter) || IsHan(letter) != IsHan(word[0])))
            {
                yield return word.ToString();
                word.Clear();
            }

            if (char.IsLetterOrDigit(letter))
            {
                word.Append(letter);
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    private static bool IsHan(char letter) => letter is >= '\u3400' and <= '\u9FFF';

    private static ulong Hash(string feature)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in feature)
        {
            hash = (hash ^ letter) * 1099511628211UL;
        }

        return Mix(hash);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}

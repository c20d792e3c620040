using System.Buffers;

namespace Cardline.Bot.Model.Checking;

/// <summary>Takes the common endings off an English word, so that "charged", "charges" and "charge" carry each other.</summary>
/// <remarks>Two words that it joins by mistake make the check weaker, two that it leaves apart only stricter; so it is light.</remarks>
internal static class Stem
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");

    /// <summary>A hash of the stem of a folded word (FNV-1a, 64 bits). It never equals a single character.</summary>
    internal static ulong Hash(ReadOnlySpan<char> word)
    {
        var hash = Offset;
        foreach (var letter in Of(word)) hash = (hash ^ letter) * Prime;
        if (EndsInY(word)) hash = (hash ^ 'y') * Prime;
        return hash | (1UL << 63);
    }

    internal static ReadOnlySpan<char> Of(ReadOnlySpan<char> word)
    {
        if (word.EndsWith("'s")) word = word[..^2];
        if (EndsInY(word)) return word.EndsWith("y") ? word[..^1] : word[..^3];
        if (word.Length > 3) word = WithoutPlural(word);
        if (word.Length > 4 && word.EndsWith("ing") && HasVowel(word[..^3])) word = word[..^3];
        else if (word.Length > 3 && word.EndsWith("ed") && HasVowel(word[..^2])) word = word[..^2];
        else if (word.Length > 6 && word.EndsWith("ment")) word = word[..^4];
        else if (word.Length > 6 && (word.EndsWith("tion") || word.EndsWith("sion"))) word = word[..^3];
        if (word.Length > 3 && word[^1] == word[^2] && word[^1] is not ('s' or 'e')) word = word[..^1];
        return word.Length > 2 && word[^1] == 'e' ? word[..^1] : word;
    }

    // "reply", "replies", "replied": the same word. Short ones ("by", "days") are left alone.
    private static bool EndsInY(ReadOnlySpan<char> word) =>
        word.Length > 4 && (word.EndsWith("ies") || word.EndsWith("ied") || (word[^1] == 'y' && word[^2] is not ('a' or 'e' or 'o' or 'u')));

    private static ReadOnlySpan<char> WithoutPlural(ReadOnlySpan<char> word)
    {
        if (word.EndsWith("sses") || word.EndsWith("ches") || word.EndsWith("shes") || word.EndsWith("xes")) return word[..^2];
        return word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') ? word[..^1] : word;
    }

    private static bool HasVowel(ReadOnlySpan<char> word) => word.Length > 1 && word.ContainsAny(Vowels);
}

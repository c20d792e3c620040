namespace Cardline.Knowledge.Index;

/// <summary>Takes common endings off English words, and the spellings that British and American writers do not share.</summary>
/// <remarks>It is light on purpose: two words that it wrongly joins cost more than two it leaves apart.</remarks>
internal static class EnglishStem
{
    internal static string Of(string word)
    {
        if (word.Length < 4 || char.IsAsciiDigit(word[0])) return word;
        var stem = WithoutEnding(WithoutPlural(word));
        if (stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('a' or 'e' or 'i' or 'o' or 'u' or 's')) stem = stem[..^1];
        if (stem.Length > 3 && stem[^1] == 'e') stem = stem[..^1];
        return stem.Replace("ll", "l", StringComparison.Ordinal).Replace('z', 's');
    }

    private static string WithoutPlural(string word)
    {
        if (word.EndsWith("ies", StringComparison.Ordinal) && word.Length > 4) return word[..^3] + "y";
        if (word.EndsWith("sses", StringComparison.Ordinal)) return word[..^2];
        return word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') ? word[..^1] : word;
    }

    private static string WithoutEnding(string word)
    {
        if (word.Length > 4 && word.EndsWith("ied", StringComparison.Ordinal)) return word[..^3] + "y";
        if (word.Length > 5 && word.EndsWith("ing", StringComparison.Ordinal)) return word[..^3];
        if (word.Length > 4 && word.EndsWith("ed", StringComparison.Ordinal) && word[^3] != 'e') return word[..^2];
        return word;
    }
}

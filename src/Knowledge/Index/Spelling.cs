namespace Cardline.Knowledge.Index;

/// <summary>Finds the known word that a mistyped one was meant to be: one slip, or two in a long word.</summary>
/// <remarks>
/// Two words one slip apart share a form with one letter deleted, so the known words are stored under all those forms and a look-up
/// never walks the vocabulary.
/// </remarks>
internal sealed class Spelling
{
    private const int CheckedFrom = 4;
    private const int LongFrom = 8;
    private const int WordCharsMax = 24;
    private readonly Dictionary<string, List<string>> byForm = new(StringComparer.Ordinal);

    internal Spelling(IEnumerable<string> words)
    {
        foreach (var word in words.Where(IsChecked).Order(StringComparer.Ordinal))
        {
            foreach (var form in Forms(word))
            {
                if (!byForm.TryGetValue(form, out var list)) byForm[form] = list = [];
                list.Add(word);
            }
        }
    }

    internal string? Nearest(string word)
    {
        if (!IsChecked(word)) return null;
        var slipsMax = word.Length >= LongFrom ? 2 : 1;
        return Forms(word)
            .SelectMany(form => byForm.TryGetValue(form, out var words) ? words : [])
            .Distinct(StringComparer.Ordinal)
            .Select(known => (known, slips: Slips(word, known)))
            .Where(pair => pair.slips <= slipsMax)
            .OrderBy(pair => pair.slips)
            .ThenBy(pair => pair.known, StringComparer.Ordinal)
            .Select(pair => pair.known)
            .FirstOrDefault();
    }

    private static bool IsChecked(string word) => word.Length is >= CheckedFrom and <= WordCharsMax && word.All(char.IsAsciiLetter);

    private static IEnumerable<string> Forms(string word)
    {
        yield return word;
        for (var i = 0; i < word.Length; i++) yield return word.Remove(i, 1);
    }

    // Letters added, left out, changed, or swapped with their neighbour.
    private static int Slips(string left, string right)
    {
        var table = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++) table[i, 0] = i;
        for (var j = 0; j <= right.Length; j++) table[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var change = table[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(change, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }

        return table[left.Length, right.Length];
    }
}

namespace Cardline.Knowledge.Index;

/// <summary>Finds the known words that a typed one may have been meant to be: one slip away, or two in a long word.</summary>
/// <remarks>
/// Two words one slip apart share a form with one letter left out, so the known words are stored under the hashes of all those forms and a look-up
/// never walks the vocabulary. A hash that two forms share does no harm: what is found is compared letter by letter.
/// </remarks>
internal sealed class Spelling
{
    private const int LettersMin = 3;
    private const int LettersMax = 24;

    /// <summary>In a word from this length on, two slips are put right.</summary>
    private const int LongFrom = 8;

    private readonly Dictionary<string, int> counts;
    private readonly string[] words;
    private readonly ulong[] forms;
    private readonly int[] wordsOfForms;

    /// <param name="counts">The known words, folded and without apostrophes, each with how often it is written.</param>
    internal Spelling(IEnumerable<KeyValuePair<string, int>> counts)
    {
        this.counts = new Dictionary<string, int>(counts, StringComparer.Ordinal);
        words = [.. this.counts.Keys.Where(IsChecked).Order(StringComparer.Ordinal)];
        forms = new ulong[words.Sum(word => word.Length + 1)];
        wordsOfForms = new int[forms.Length];
        var place = 0;
        for (var number = 0; number < words.Length; number++)
        {
            for (var left = -1; left < words[number].Length; left++)
            {
                wordsOfForms[place] = number;
                forms[place++] = Form(words[number], left);
            }
        }

        Array.Sort(forms, wordsOfForms);
    }

    /// <summary>How often the known texts write a word; 0 when it is unknown.</summary>
    internal int Count(string word) => counts.GetValueOrDefault(word);

    /// <summary>The other known words that a typed one may have been meant to be, in no order.</summary>
    internal IReadOnlyList<Slip> Near(string typed)
    {
        if (!IsChecked(typed)) return [];
        var found = new List<Slip>();
        for (var left = -1; left < typed.Length; left++)
        {
            var form = Form(typed, left);
            var place = Array.BinarySearch(forms, form);
            while (place > 0 && forms[place - 1] == form) place--;
            for (; place >= 0 && place < forms.Length && forms[place] == form; place++)
            {
                // A word shares several forms with itself, and with a word that doubles a letter; it is named once.
                var word = words[wordsOfForms[place]];
                if (word == typed || found.Exists(slip => ReferenceEquals(slip.Meant, word)) || Slip.Between(typed, word) is not { } near) continue;
                if (near.Kind != SlipKind.Two || typed.Length >= LongFrom) found.Add(near);
            }
        }

        return found;
    }

    internal static bool IsChecked(string word) => word.Length is >= LettersMin and <= LettersMax && !word.AsSpan().ContainsAnyExceptInRange('a', 'z');

    // A hash of the word with one letter left out; with none when the place is negative.
    private static ulong Form(string word, int left)
    {
        var hash = 14695981039346656037UL;
        for (var i = 0; i < word.Length; i++)
        {
            if (i != left) hash = (hash ^ word[i]) * 1099511628211UL;
        }

        return hash;
    }
}

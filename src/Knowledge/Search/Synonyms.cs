using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>The glossary ready for questions: which groups of words for the same thing a text touches.</summary>
internal sealed class Synonyms(Glossary glossary)
{
    private readonly string[][] words = [.. glossary.Groups.Select(group => group.Select(Folding.Key).Where(word => word.Length > 0).Distinct(StringComparer.Ordinal).ToArray())];
    private readonly Term[][] terms = [.. glossary.Groups.Select(group => group.SelectMany(Terms.Of).DistinctBy(term => term.Text).ToArray())];

    /// <summary>The numbers of the groups of which any word stands in the text.</summary>
    /// <param name="key">The folded letters and digits of the text (<see cref="Folding.Key"/>).</param>
    internal IReadOnlyList<int> GroupsIn(string key)
    {
        if (words.Length == 0) return [];
        var padded = $" {key} ";
        var found = new List<int>();
        for (var number = 0; number < words.Length; number++)
        {
            foreach (var word in words[number])
            {
                if (!Holds(padded, word)) continue;
                found.Add(number);
                break;
            }
        }

        return found;
    }

    /// <summary>All terms of a group's words.</summary>
    internal IReadOnlyList<Term> TermsOf(int group) => terms[group];

    private static bool Holds(string key, string word)
    {
        if (Folding.IsHan(word[0])) return key.Contains(word, StringComparison.Ordinal);
        // A word inside another word is another word: fee does not stand in coffee.
        for (var at = key.IndexOf(word, StringComparison.Ordinal); at >= 0; at = key.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (!char.IsAsciiLetterOrDigit(key[at - 1]) && !char.IsAsciiLetterOrDigit(key[at + word.Length])) return true;
        }

        return false;
    }
}

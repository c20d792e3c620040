using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>The glossary ready for questions: which groups of words for the same thing a text touches.</summary>
/// <remarks>A text is walked once and at each of its signs only the words that begin with it are compared; looking for every word of the glossary in every question took ten times as long.</remarks>
internal sealed class Synonyms
{
    private readonly Dictionary<char, (string Word, int Group)[]> wordsByFirst;
    private readonly Term[][] terms;

    internal Synonyms(Glossary glossary)
    {
        wordsByFirst = glossary.Groups
            .SelectMany((group, number) => group.Select(word => (Word: Folding.Key(word), Group: number)))
            .Where(word => word.Word.Length > 0)
            .Distinct()
            .GroupBy(word => word.Word[0])
            .ToDictionary(group => group.Key, group => group.ToArray());
        terms = [.. glossary.Groups.Select(group => group.SelectMany(Terms.Of).DistinctBy(term => term.Text).ToArray())];
    }

    /// <summary>Gets the number of groups.</summary>
    internal int Count => terms.Length;

    /// <summary>The numbers of the groups of which any word stands in the text, rising.</summary>
    /// <param name="key">The folded letters and digits of the text (<see cref="Folding.Key"/>).</param>
    internal IReadOnlyList<int> GroupsIn(string key)
    {
        List<int>? found = null;
        for (var at = 0; at < key.Length; at++)
        {
            if (!wordsByFirst.TryGetValue(key[at], out var words)) continue;
            foreach (var (word, group) in words)
            {
                if (StandsAt(key, at, word) && found?.Contains(group) != true) (found ??= []).Add(group);
            }
        }

        if (found is null) return [];
        found.Sort();
        return found;
    }

    /// <summary>All terms of a group's words.</summary>
    internal IReadOnlyList<Term> TermsOf(int group) => terms[group];

    private static bool StandsAt(string key, int at, string word)
    {
        if (!key.AsSpan(at).StartsWith(word, StringComparison.Ordinal)) return false;
        // A word inside another word is another word: fee does not stand in coffee.
        return Folding.IsHan(word[0]) || (IsEdge(key, at - 1) && IsEdge(key, at + word.Length));
    }

    private static bool IsEdge(string key, int at) => at < 0 || at >= key.Length || !char.IsAsciiLetterOrDigit(key[at]);
}

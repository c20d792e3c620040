using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>The glossary ready for questions: which other words belong to the words that were written.</summary>
internal sealed class Synonyms(Glossary glossary)
{
    private readonly List<string[]> groups = [.. glossary.Groups.Select(group => group.Select(Folding.Key).Where(word => word.Length > 0).ToArray())];

    internal IEnumerable<string> For(string folded)
    {
        if (groups.Count == 0) return [];
        var key = $" {Folding.Key(folded)} ";
        return groups.Where(group => group.Any(word => Holds(key, word))).SelectMany(group => group);
    }

    /// <summary>The numbers of the groups of which any word stands in the text.</summary>
    internal IEnumerable<int> GroupsIn(string folded)
    {
        if (groups.Count == 0) return [];
        var key = $" {Folding.Key(folded)} ";
        return Enumerable.Range(0, groups.Count).Where(number => groups[number].Any(word => Holds(key, word)));
    }

    private static bool Holds(string key, string word)
    {
        if (Folding.IsHan(word[0])) return key.Contains(word, StringComparison.Ordinal);
        var at = key.IndexOf(word, StringComparison.Ordinal);
        return at > 0 && !char.IsAsciiLetterOrDigit(key[at - 1]) && !char.IsAsciiLetterOrDigit(key[at + word.Length]);
    }
}

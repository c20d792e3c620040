using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Editing.Checks;

/// <summary>Finds glossary entries that lead to no article, and words that stand in two groups.</summary>
internal static class GlossaryChecks
{
    internal static IEnumerable<Finding> Of(Checkup checkup) => Unused(checkup).Concat(Shared(checkup.Content.Glossary));

    // A group that was found once is never looked for again, so the whole costs little more than one reading of the folder.
    private static IEnumerable<Finding> Unused(Checkup checkup)
    {
        var missing = checkup.Content.Glossary.Places
            .Select(group => (Main: group[0], Words: group.Select(word => Folding.Key(word.Text)).Where(word => word.Length > 0).ToArray()))
            .ToList();
        foreach (var article in checkup.Articles)
        {
            if (missing.Count == 0) break;
            var text = TextOf(article);
            missing.RemoveAll(group => group.Words.Any(word => Holds(text, word)));
        }

        return missing.Select(group => Finding.Warning(
            FindingNumber.UnusedGlossary,
            group.Main.At,
            $"No article uses \"{group.Main.Text}\" or any of its other words, so the entry leads nowhere.",
            "Add the word that the articles use to the list, or delete the entry."));
    }

    private static IEnumerable<Finding> Shared(Glossary glossary)
    {
        var first = new Dictionary<string, (Marked Word, int Group)>(StringComparer.Ordinal);
        for (var i = 0; i < glossary.Places.Count; i++)
        {
            foreach (var word in glossary.Places[i])
            {
                var key = Folding.Key(word.Text);
                if (key.Length == 0 || first.TryAdd(key, (word, i)) || first[key].Group == i) continue;
                yield return Finding.Warning(
                    FindingNumber.SharedWord,
                    word.At,
                    $"\"{word.Text}\" already stands in the group \"{glossary.Places[first[key].Group][0].Text}\" (line {first[key].Word.At.Line}), so it brings in the words of both.",
                    "Keep it in one group, or make the two groups one.") with { Also = first[key].Word.At };
            }
        }
    }

    // Folding looks at a question's length only, so a body is folded line by line; facts are no words of the article.
    private static string TextOf(Article article)
    {
        var lines = article.Questions.Append(article.Title).Select(text => text.Text).Concat(article.Body.Markdown.Split('\n'));
        return $" {string.Join(' ', lines.Select(line => Folding.Key(Placeholders.Drop(line))))} ";
    }

    private static bool Holds(string text, string word) => Folding.IsHan(word[0])
        ? text.Contains(word, StringComparison.Ordinal)
        : WordAt(text, word) >= 0;

    private static int WordAt(string text, string word)
    {
        var at = text.IndexOf(word, StringComparison.Ordinal);
        while (at >= 0 && (IsLatin(text[at - 1]) || IsLatin(text[at + word.Length]))) at = text.IndexOf(word, at + 1, StringComparison.Ordinal);
        return at;
    }

    private static bool IsLatin(char sign) => char.IsLetterOrDigit(sign) && !Folding.IsHan(sign);
}

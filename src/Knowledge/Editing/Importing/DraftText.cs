using System.Globalization;
using System.Text;
using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing.Importing;

/// <summary>What a draft is written from.</summary>
internal sealed record DraftContent(string Id, string Lang, string Title, string Body)
{
    internal IReadOnlyList<string> Questions { get; init; } = [];

    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Applies { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    internal IReadOnlyList<string> Followups { get; init; } = [];

    internal string? Owner { get; init; }

    internal string? Source { get; init; }
}

/// <summary>Writes drafts: articles that stand where nobody is served from.</summary>
internal static class DraftText
{
    internal static string Of(DraftContent draft)
    {
        var text = new StringBuilder();
        text.Append($"---\nid: {draft.Id}\nlang: {draft.Lang}\ntitle: {Quoted(draft.Title)}\n");
        List(text, "questions", draft.Questions);
        if (draft.Applies.Count > 0)
            text.Append($"applies: {{{string.Join(", ", draft.Applies.Select(filter => $"{filter.Key}: [{string.Join(", ", filter.Value.Select(Quoted))}]"))}}}\n");
        List(text, "followups", draft.Followups);
        if (draft.Owner is not null) text.Append($"owner: {Quoted(draft.Owner)}\n");
        if (draft.Source is not null) text.Append($"sources:\n  - name: {Quoted(draft.Source)}\n");
        return DraftEdit.Remember(text.Append($"---\n{draft.Body.Trim('\n')}\n").ToString(), draft.Body);
    }

    /// <summary>Quotes a text for YAML: whatever it holds, it stays one text on one line.</summary>
    internal static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\') quoted.Append('\\').Append(rune);
            // Signs that nobody sees, and those that end a line for some programs and not for others.
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator || rune.Value == 0xFEFF)
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            else quoted.Append(rune);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Reads a draft back, as it would be read once it is an article.</summary>
    internal static Article? Read(string file, string text, ICollection<Finding> findings) =>
        ArticleReader.Read(file, Encoding.UTF8.GetBytes(text), findings);

    private static void List(StringBuilder text, string key, IReadOnlyList<string> values)
    {
        if (values.Count == 0) return;
        text.Append($"{key}:\n");
        foreach (var value in values) text.Append($"  - {Quoted(value)}\n");
    }
}

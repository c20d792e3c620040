namespace Cardline.Knowledge.Articles;

/// <summary>Reads a pattern of compliance.yml: words, <c>(one|another)</c>, <c>(may be missing)?</c> and <c>...</c> for a few words of any kind.</summary>
internal static class PatternText
{
    /// <summary>A gap skips no more than this many words, or Chinese characters.</summary>
    internal const int GapMax = 5;

    /// <summary>No pattern has more parts.</summary>
    internal const int PartsMax = 12;

    /// <summary>Reads one pattern.</summary>
    /// <param name="text">As the editor wrote it.</param>
    /// <param name="wrong">What is wrong, or null.</param>
    /// <param name="column">Where, counted from 0 in the text.</param>
    /// <returns>Its parts, or null when it cannot be read.</returns>
    internal static IReadOnlyList<ForbiddenPart>? Read(string text, out string? wrong, out int column)
    {
        var parts = new List<ForbiddenPart>();
        column = 0;
        wrong = null;
        while (column < text.Length && wrong is null)
        {
            if (text[column] == '(') wrong = Group(text, ref column, parts);
            else if (text[column] is ')' or '|' or '?') wrong = $"\"{text[column]}\" stands outside of brackets";
            else if (text.AsSpan(column).StartsWith("...") || text[column] == '…') Gap(text, ref column, parts);
            else Words(text, ref column, parts);
        }

        if (wrong is not null) return null;
        column = 0;
        wrong = Shape(parts);
        return wrong is null ? parts : null;
    }

    private static string? Shape(List<ForbiddenPart> parts)
    {
        if (parts.TrueForAll(part => part.Gap > 0 || part.IsOptional)) return "it has no words that must be there";
        if (parts[0].Gap > 0 || parts[^1].Gap > 0) return "it begins or ends with a gap";
        return parts.Count > PartsMax ? $"it has more than {PartsMax} parts" : null;
    }

    private static string? Group(string text, ref int column, List<ForbiddenPart> parts)
    {
        var end = text.IndexOf(')', column);
        if (end < 0) return "a bracket is not closed";
        var inside = text[(column + 1)..end];
        if (inside.Contains('(', StringComparison.Ordinal)) return "brackets stand inside of brackets";
        var alternatives = inside.Split('|', StringSplitOptions.TrimEntries);
        if (Array.Exists(alternatives, alternative => !alternative.Any(char.IsLetterOrDigit))) return "one of the alternatives is empty";
        var optional = end + 1 < text.Length && text[end + 1] == '?';
        parts.Add(new ForbiddenPart(alternatives, optional, 0));
        column = optional ? end + 2 : end + 1;
        return null;
    }

    private static void Gap(string text, ref int column, List<ForbiddenPart> parts)
    {
        while (column < text.Length && text[column] is '.' or '…') column++;
        parts.Add(new ForbiddenPart([], false, GapMax));
    }

    private static void Words(string text, ref int column, List<ForbiddenPart> parts)
    {
        var start = column;
        while (column < text.Length && text[column] is not ('(' or ')' or '|' or '?' or '…') && !text.AsSpan(column).StartsWith("...")) column++;
        var words = text[start..column].Trim();
        if (words.Length > 0) parts.Add(new ForbiddenPart([words], false, 0));
    }
}

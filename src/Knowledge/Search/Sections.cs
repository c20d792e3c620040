namespace Cardline.Knowledge.Search;

/// <summary>One part of an article's rest: its Markdown, heading line included, and the heading alone.</summary>
internal sealed record Section(string Markdown, string? Heading);

/// <summary>Cuts the rest of an article at its headings, so that one part can be served alone.</summary>
internal static class Sections
{
    /// <summary>Parts looked at; an article with more is a book.</summary>
    private const int SectionsMax = 30;

    internal static IReadOnlyList<Section> Of(string? more)
    {
        if (more is null) return [];
        var parts = new List<List<string>> { new() };
        foreach (var line in more.Split('\n'))
        {
            if (line.StartsWith('#') && parts.Count < SectionsMax) parts.Add([]);
            parts[^1].Add(line);
        }

        return [.. parts.Select(Section).OfType<Section>()];
    }

    private static Section? Section(List<string> lines)
    {
        var markdown = string.Join('\n', lines).Trim();
        var heading = lines.Count > 0 && lines[0].StartsWith('#') ? lines[0].TrimStart('#').Trim() : null;

        // A heading over nothing says nothing.
        return markdown.Length == 0 || (heading is not null && lines.Skip(1).All(string.IsNullOrWhiteSpace)) ? null : new Section(markdown, heading);
    }
}

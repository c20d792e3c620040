using Cardline.Knowledge.Index;
using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Vectors;

/// <summary>Which texts of the articles get vectors.</summary>
internal static class VectorTexts
{
    /// <summary>Most texts of an index that get vectors. 1,536 numbers each are 123 MB.</summary>
    internal const int TextsMax = 20_000;

    /// <summary>The titles and sample questions of an article, each once, as they are sent.</summary>
    internal static IEnumerable<string> Of(RankedDocument document) =>
        document.Titles.Concat(document.Questions).Select(Sent).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal);

    /// <summary>Those of all articles: every title first, then question by question, so that no article of a large index goes without.</summary>
    /// <param name="documents">The articles.</param>
    /// <param name="max">Most texts.</param>
    internal static IReadOnlyList<string> Of(IReadOnlyList<RankedDocument> documents, int max = TextsMax) =>
    [
        .. documents.SelectMany(document => Of(document).Select((text, place) => (text, place)))
            .OrderBy(text => text.place)
            .Select(text => text.text)
            .Distinct(StringComparer.Ordinal)
            .Take(max),
    ];

    /// <summary>A text as it is sent to the model: trimmed, and no longer than the engine itself looks at.</summary>
    internal static string Sent(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length <= Folding.CharsMax) return trimmed.Length == text.Length ? text : trimmed.ToString();
        // Never half of a sign: the other half would make the text unreadable to the model.
        return trimmed[..(char.IsHighSurrogate(trimmed[Folding.CharsMax - 1]) ? Folding.CharsMax - 1 : Folding.CharsMax)].ToString();
    }
}

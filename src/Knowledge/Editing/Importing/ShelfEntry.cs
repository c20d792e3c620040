using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing.Importing;

/// <summary>One article or draft in one language, on disk or about to be, and the imported pairs that belong into it.</summary>
internal sealed class ShelfEntry(string id, string lang, IReadOnlyDictionary<string, IReadOnlyList<string>> applies)
{
    internal string Id => id;

    internal string Lang => lang;

    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Applies => applies;

    /// <summary>Gets what stands on disk; null for a draft that is about to be made.</summary>
    internal Article? OnDisk { get; init; }

    /// <summary>Gets a value indicating whether <see cref="OnDisk"/> is a draft, not an article.</summary>
    internal bool IsDraft { get; init; }

    /// <summary>Gets the facts of the article, so that its text can be compared with one that has the numbers written out.</summary>
    internal FactTable Facts { get; init; } = FactTable.Empty;

    /// <summary>Gets the folder below drafts in which the draft stands.</summary>
    internal required string Topic { get; init; }

    internal List<ImportedPair> Pairs { get; } = [];

    /// <summary>Gets the title that a chip to it would show.</summary>
    internal string Title => OnDisk?.Title.Text ?? Pairs[0].Questions[0].Text;

    /// <summary>Gets the file of the draft, below the knowledge folder.</summary>
    internal string DraftFile => OnDisk is not null && IsDraft ? OnDisk.File : $"drafts/{Topic}/{(OnDisk is null ? $"{id}.{lang}.md" : Path.GetFileName(OnDisk.File))}";

    internal bool HasApplies(IReadOnlyDictionary<string, IReadOnlyList<string>> other) => Form(applies) == Form(other);

    private static string Form(IReadOnlyDictionary<string, IReadOnlyList<string>> filters) =>
        string.Join(';', filters.OrderBy(filter => filter.Key, StringComparer.Ordinal).Select(filter => $"{filter.Key}={string.Join(',', filter.Value.Order(StringComparer.OrdinalIgnoreCase)).ToUpperInvariant()}"));
}

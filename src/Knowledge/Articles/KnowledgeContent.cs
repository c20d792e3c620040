namespace Cardline.Knowledge.Articles;

/// <summary>An article together with the facts it was checked against: a later broken facts.yml cannot empty an older article.</summary>
/// <param name="Article">The article.</param>
/// <param name="Facts">The facts.</param>
/// <param name="Stamp">Size and time of the file it was read from without any finding; a file that still has them is not read again. Null when it must be.</param>
internal sealed record CheckedArticle(Article Article, FactTable Facts, string? Stamp = null);

/// <summary>Everything that was read from the knowledge folder in one go. Immutable.</summary>
/// <param name="Articles">The good ones, by file; at most one per id, language and date.</param>
/// <param name="Facts">All facts.</param>
/// <param name="Glossary">All synonyms.</param>
/// <param name="Findings">What is wrong, in order of place.</param>
/// <param name="Kept">Files whose last good version is served because the one on disk is broken.</param>
/// <param name="Version">The first 12 hexadecimal digits of the SHA-256 of everything served.</param>
internal sealed record KnowledgeContent(
    IReadOnlyList<CheckedArticle> Articles,
    FactTable Facts,
    Glossary Glossary,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<string> Kept,
    string Version)
{
    /// <summary>Gets the questions that no article is meant to answer, from the optional outside.tsv.</summary>
    internal IReadOnlyList<string> Outside { get; init; } = [];

    /// <summary>Gets what may not be said; null when there is no compliance.yml, or none that could be read. No part of the version: it changes no approved text.</summary>
    internal ComplianceRules? Compliance { get; init; }

    /// <summary>Gets what is served before anything was read; its version is the SHA-256 of nothing.</summary>
    internal static KnowledgeContent Empty { get; } = new([], FactTable.Empty, Glossary.Empty, [], [], "e3b0c44298fc");
}

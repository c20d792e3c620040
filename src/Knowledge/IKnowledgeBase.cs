namespace Cardline.Knowledge;

/// <summary>The approved articles, ready to be asked. Safe for any number of callers at once.</summary>
/// <remarks>
/// An instance always answers from one immutable index. When an article changes, a new index is built beside the old one
/// and swapped in; a question in flight finishes on the index it started with.
/// </remarks>
public interface IKnowledgeBase
{
    /// <summary>Gets the name of the index in use: the first 12 hexadecimal digits of the SHA-256 of everything it was built from.</summary>
    string Version { get; }

    /// <summary>Answers one question, or offers up to three titles to choose from, or says that it does not know.</summary>
    /// <param name="question">The words as the cardholder wrote them; any length, any script, may be empty.</param>
    /// <returns>Never null and never throws for any text.</returns>
    KnowledgeAnswer Ask(Question question);

    /// <summary>Serves one article that the cardholder picked from a chip, without any search.</summary>
    /// <param name="articleId">An id as it stands in a <see cref="Chip"/>.</param>
    /// <param name="lang">Language wanted: <c>en</c> or <c>zh-Hans</c>; the sibling is served when this one is missing.</param>
    /// <param name="askedAt">The moment whose facts and versions are in force.</param>
    /// <returns>The article as an answer, or null when no such article is in force at that moment.</returns>
    KnowledgeAnswer? Show(string articleId, string lang, DateTimeOffset askedAt);

    /// <summary>Reads one fact, written out as articles show it.</summary>
    /// <param name="name">Its name in <c>facts.yml</c>, such as <c>hotline.cards</c>.</param>
    /// <param name="lang"><c>en</c> or <c>zh-Hans</c>.</param>
    /// <param name="askedAt">The moment whose value is in force.</param>
    /// <returns>Null when there is no such fact, or none in force at that moment.</returns>
    string? Fact(string name, string lang, DateTimeOffset askedAt);

    /// <summary>Reads which products and regions words name, such as product: gold, among those that articles are limited to.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="askedAt">The moment whose articles are in force.</param>
    /// <returns>One value for each filter of which exactly one is named; empty when none is, or by an implementation that knows none.</returns>
    IReadOnlyDictionary<string, string> Named(string text, DateTimeOffset askedAt) => new Dictionary<string, string>();

    /// <summary>Tells what the clocks at the bank show at a moment.</summary>
    /// <param name="moment">Any moment.</param>
    /// <returns>The same moment in <see cref="KnowledgeOptions.TimeZone"/>; as it is given by an implementation that knows no zone.</returns>
    DateTimeOffset AtTheBank(DateTimeOffset moment) => moment;

    /// <summary>Gets what may not be said in the bank's name, as <c>compliance.yml</c> has it now.</summary>
    /// <value>The same object until the file changes; null when there is no such file or it was never readable, and then nothing may be said but approved text.</value>
    ComplianceRules? Compliance => null;

    /// <summary>Lists every telephone number among the facts, past and future ones too: the numbers that are the bank's own to say.</summary>
    IReadOnlyList<string> PhoneNumbers();
}

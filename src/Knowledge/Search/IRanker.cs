using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Search;

/// <summary>Puts all articles of a period in order for a question. Immutable and safe for any number of callers.</summary>
/// <remarks>A better engine implements this and is named in <c>KnowledgeServices</c>; nothing else changes.</remarks>
internal interface IRanker
{
    /// <param name="question">Any text.</param>
    /// <returns>Every article once, the most probable first; articles of equal probability in order of id. Never throws.</returns>
    IReadOnlyList<Ranked> Rank(string question);
}

/// <summary>An article and how probably it answers the question, 0 to 1.</summary>
internal readonly record struct Ranked(string Article, double Probability);

/// <summary>What a ranker may know of an article: all its languages together.</summary>
internal sealed record RankedDocument(
    string Id,
    IReadOnlyList<string> Titles,
    IReadOnlyList<string> Questions,
    IReadOnlyList<string> NotQuestions,
    IReadOnlyList<string> Bodies,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Applies);

/// <summary>Builds a ranker over the articles of one period.</summary>
internal delegate IRanker RankerFactory(IReadOnlyList<RankedDocument> documents, Glossary glossary);

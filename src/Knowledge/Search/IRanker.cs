using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Vectors;

namespace Cardline.Knowledge.Search;

/// <summary>Puts the articles of a period in order for a question. Immutable and safe for any number of callers.</summary>
/// <remarks>A better engine implements this and is named in <c>KnowledgeServices</c>; nothing else changes.</remarks>
internal interface IRanker
{
    /// <param name="question">Any text.</param>
    /// <param name="holds">What is known of the cardholder's card, such as product: gold; what the question names counts more.</param>
    /// <param name="vector">The question as a vector; empty when there is none. One that cannot be compared is left aside.</param>
    /// <returns>Never throws.</returns>
    Ranking Rank(string question, IReadOnlyDictionary<string, string>? holds = null, ReadOnlyMemory<float> vector = default);

    /// <summary>Gets what the vectors of the articles say of questions; null when this ranker has none.</summary>
    VectorSense? Vectors => null;
}

/// <summary>What a ranker may know of an article: all its languages together.</summary>
internal sealed record RankedDocument(
    string Id,
    IReadOnlyList<string> Titles,
    IReadOnlyList<string> Questions,
    IReadOnlyList<string> NotQuestions,
    IReadOnlyList<string> Bodies,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Applies);

/// <summary>Builds a ranker over the articles of one period.</summary>
/// <param name="documents">The articles.</param>
/// <param name="glossary">Words for the same thing.</param>
/// <param name="outside">Questions that no article is meant to answer.</param>
/// <param name="cancel">Gives up: something newer is waiting.</param>
internal delegate IRanker RankerFactory(IReadOnlyList<RankedDocument> documents, Glossary glossary, IReadOnlyList<string> outside, CancellationToken cancel);

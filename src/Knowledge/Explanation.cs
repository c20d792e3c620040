namespace Cardline.Knowledge;

/// <summary>Why an article came first: what an editor, an agent or an auditor is shown beside the answer.</summary>
/// <param name="Words">The words that spoke for the first candidate against the second, strongest first; at most eight.</param>
/// <param name="NearestQuestion">The title or sample question of the first candidate that is nearest to what was asked; null when none shares a word.</param>
/// <param name="RunnerUp">The article that came second; null when there is only one.</param>
/// <param name="Margin">The first candidate's probability less the second's, 0 to 1.</param>
/// <param name="Filters">Products and regions that decided, such as product gold named in the question.</param>
public sealed record Explanation(
    IReadOnlyList<MatchedWord> Words,
    string? NearestQuestion,
    string? RunnerUp,
    double Margin,
    IReadOnlyList<AppliedFilter> Filters)
{
    /// <summary>Gets what the vectors had to do with it; null when the words alone decided.</summary>
    public VectorShare? Vectors { get; init; }
}

/// <summary>The part that vectors of a model had in a ranking.</summary>
/// <param name="Similarity">Cosine between the question and the nearest title or sample question of the first candidate, -1 to 1.</param>
/// <param name="Weight">What nearness weighs in this index: logarithms of odds for each deviation, above 0.</param>
public sealed record VectorShare(double Similarity, double Weight);

/// <summary>One word of the question and how much it spoke for the first candidate.</summary>
/// <param name="Word">The word as it was searched for: folded, and put right when it was mistyped.</param>
/// <param name="Weight">Its share of all that spoke for the first candidate, 0 to 1.</param>
public sealed record MatchedWord(string Word, double Weight);

/// <summary>One limit of the articles that the question touched.</summary>
/// <param name="Filter">Name in the front matter's <c>applies</c>: product or region.</param>
/// <param name="Value">The value named, such as gold.</param>
/// <param name="Origin">Where it came from.</param>
public sealed record AppliedFilter(string Filter, string Value, FilterOrigin Origin);

/// <summary>Where a filter's value came from. The set is closed.</summary>
public enum FilterOrigin
{
    /// <summary>The words of the question name it.</summary>
    Question,

    /// <summary>The conversation so far named it.</summary>
    Conversation,

    /// <summary>The bank said so in its signed claim about the cardholder.</summary>
    Cardholder,
}

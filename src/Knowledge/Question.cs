namespace Cardline.Knowledge;

/// <summary>One question as a cardholder asked it.</summary>
/// <param name="Text">The words, unmodified.</param>
/// <param name="Lang">Language to answer in: <c>en</c> or <c>zh-Hans</c>. Articles of both are searched.</param>
/// <param name="AskedAt">The moment whose facts and article versions are in force.</param>
public sealed record Question(string Text, string Lang, DateTimeOffset AskedAt)
{
    /// <summary>Gets what was asked and answered just before, so that "and for the gold card?" can be understood; null at the start.</summary>
    public Earlier? Earlier { get; init; }

    /// <summary>Gets what is known of the cardholder's card, such as product: gold; a product named in the question counts more.</summary>
    public IReadOnlyDictionary<string, string> Holds { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets the words as a vector, from <see cref="IQuestionVectors"/>; empty when there is none, and the words alone are asked.</summary>
    public ReadOnlyMemory<float> Embedding { get; init; }
}

/// <summary>The question before, as far as a follow-up needs it.</summary>
/// <param name="Text">What was asked, spelled out: after several follow-ups it is the last whole question.</param>
/// <param name="Article">The article that answered it.</param>
public sealed record Earlier(string Text, string Article);

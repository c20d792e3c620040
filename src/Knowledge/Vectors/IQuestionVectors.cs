namespace Cardline.Knowledge;

/// <summary>Turns questions into vectors before they are asked (<see cref="Question.Embedding"/>). Safe for any number of callers at once.</summary>
/// <remarks>
/// Nothing here throws for a model that fails, stalls or answers nonsense: the questions are then asked without vectors. When vectors
/// would not count, because there is no model or because they were found to add nothing, it says so at once and calls nobody.
/// </remarks>
public interface IQuestionVectors
{
    /// <summary>Gets a value indicating whether vectors count at this moment; when they do not, a caller need not even collect its questions.</summary>
    bool AreOn { get; }

    /// <summary>Turns one question into a vector, within <see cref="KnowledgeOptions.QuestionVectorMilliseconds"/>.</summary>
    /// <param name="text">The words, masked already; the first 2,000 characters count.</param>
    /// <param name="cancel">The turn is over. The only thing that throws.</param>
    /// <returns>Null when there is none; the question is then asked by its words alone.</returns>
    async ValueTask<ReadOnlyMemory<float>?> OfAsync(string text, CancellationToken cancel) =>
        (await OfAsync([text], cancel)).TryGetValue(text, out var vector) ? (ReadOnlyMemory<float>?)vector : null;

    /// <summary>Turns several questions into vectors with one call, within the same time.</summary>
    /// <param name="texts">The words of each; more than <see cref="TextsMax"/> are left out.</param>
    /// <param name="cancel">The turn is over. The only thing that throws.</param>
    /// <returns>The vectors there are, by the words; often none.</returns>
    ValueTask<IReadOnlyDictionary<string, ReadOnlyMemory<float>>> OfAsync(IReadOnlyList<string> texts, CancellationToken cancel);

    /// <summary>Most questions in one call.</summary>
    public const int TextsMax = 16;
}

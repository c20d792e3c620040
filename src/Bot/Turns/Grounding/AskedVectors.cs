using Cardline.Bot.Turns.Context;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Grounding;

/// <summary>Everything that a turn may ask of the articles, as vectors with one call before the first search; without a model it costs nothing.</summary>
internal static class AskedVectors
{
    /// <summary>The vectors of a turn that has none.</summary>
    public static readonly IReadOnlyDictionary<string, ReadOnlyMemory<float>> None = new Dictionary<string, ReadOnlyMemory<float>>(StringComparer.Ordinal);

    /// <summary>Turns the message and its parts into vectors; those that are missing are asked by their words alone.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="vectors">What makes them.</param>
    /// <param name="cancel">The turn is over. The only thing that throws.</param>
    public static ValueTask<IReadOnlyDictionary<string, ReadOnlyMemory<float>>> OfAsync(Turn turn, IQuestionVectors vectors, CancellationToken cancel) =>
        vectors.AreOn ? vectors.OfAsync(Texts(turn.Question), cancel) : ValueTask.FromResult(None);

    /// <summary>The message as it stands, and the parts of it that the stage may search for by themselves.</summary>
    public static IReadOnlyList<string> Texts(string question) =>
    [
        .. new[] { question, Asking.AfterDenial(question), Asking.LastClause(question) }.OfType<string>()
            .Concat(Asking.Listed(question, TwoQuestions.ClausesMax))
            .Concat(Asking.Questions(question, TwoQuestions.ClausesMax))
            .Distinct(StringComparer.Ordinal),
    ];
}

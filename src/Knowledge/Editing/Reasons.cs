namespace Cardline.Knowledge.Editing;

/// <summary>The reasons beside an answer, also where the engine gave none.</summary>
internal static class Reasons
{
    /// <returns>What the engine says; without that the runner-up and the margin, which the candidates show; null when there is no article at all.</returns>
    internal static Explanation? Of(KnowledgeAnswer answer)
    {
        if (answer.Why is not null) return answer.Why;
        return answer.Candidates switch
        {
            [] => null,
            [var only] => new Explanation([], null, null, only.Probability, []),
            [var first, var second, ..] => new Explanation([], null, second.Article, first.Probability - second.Probability, []),
        };
    }
}

namespace Cardline.Knowledge.Search;

/// <summary>Decides from the probabilities whether to answer, to ask which title is meant, or to say that nothing fits.</summary>
internal static class Verdict
{
    internal const int ChipsMax = 3;

    /// <summary>At least this sure, the first article is served.</summary>
    internal const double AnswerFrom = 0.6;

    /// <summary>At least this sure that one of the chips is right, titles are offered; below it, nothing approved fits. Chosen on the development set.</summary>
    internal const double ChooseFrom = 0.45;

    /// <summary>At least this sure, a fragment is asked back about.</summary>
    internal const double AskBackFrom = 0.2;

    /// <summary>A title below this is not worth a chip beside better ones.</summary>
    internal const double ChipFrom = 0.05;

    internal static AnswerOutcome Of(IReadOnlyList<Ranked> ranked)
    {
        if (ranked.Count == 0) return AnswerOutcome.Unknown;
        if (ranked[0].Probability >= AnswerFrom) return AnswerOutcome.Answer;
        return OfChips(ranked) >= ChooseFrom ? AnswerOutcome.Choose : AnswerOutcome.Unknown;
    }

    /// <summary>Whether a fragment after an answer is worth asking back about: in the middle of a talk about cards it is seldom about anything else.</summary>
    internal static bool IsWorthAsking(IReadOnlyList<Ranked> ranked) => OfChips(ranked) >= AskBackFrom;

    internal static IEnumerable<Ranked> Chips(IReadOnlyList<Ranked> ranked) =>
        ranked.Take(ChipsMax).Where((candidate, place) => place == 0 || candidate.Probability >= ChipFrom);

    // How probable it is that one of the chips is right.
    private static double OfChips(IReadOnlyList<Ranked> ranked)
    {
        var sum = 0.0;
        for (var rank = 0; rank < Math.Min(ChipsMax, ranked.Count); rank++) sum += ranked[rank].Probability;
        return sum;
    }
}

namespace Cardline.Knowledge.Search;

/// <summary>Decides from the probabilities whether to answer, to ask which title is meant, or to say that nothing fits.</summary>
internal static class Verdict
{
    internal const int ChipsMax = 3;

    /// <summary>At least this sure, the first article is served.</summary>
    internal const double AnswerFrom = 0.55;

    /// <summary>At least this sure of the first one, titles are offered; below it, nothing approved fits.</summary>
    internal const double ChooseFrom = 0.2;

    /// <summary>A title below this is not worth a chip beside better ones.</summary>
    internal const double ChipFrom = 0.05;

    internal static AnswerOutcome Of(IReadOnlyList<Ranked> ranked) => ranked.Count == 0 ? AnswerOutcome.Unknown : ranked[0].Probability switch
    {
        >= AnswerFrom => AnswerOutcome.Answer,
        >= ChooseFrom => AnswerOutcome.Choose,
        _ => AnswerOutcome.Unknown,
    };

    internal static IEnumerable<Ranked> Chips(IReadOnlyList<Ranked> ranked) =>
        ranked.Take(ChipsMax).Where((candidate, place) => place == 0 || candidate.Probability >= ChipFrom);
}

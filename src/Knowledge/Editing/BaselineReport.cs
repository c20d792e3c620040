namespace Cardline.Knowledge.Editing;

/// <summary>How a run differs from an earlier one over the same questions.</summary>
/// <param name="IndexVersion">The index that answered then.</param>
/// <param name="Tolerance">The change of a guarded figure for the worse that is still let pass.</param>
/// <param name="Regressed">Whether a guarded figure got worse by more than that.</param>
/// <param name="Figures">Every figure, then and now.</param>
/// <param name="NewlyWrong">Questions served rightly then and wrongly now.</param>
/// <param name="NewlyRight">Questions served wrongly then and rightly now.</param>
internal sealed record BaselineReport(
    string IndexVersion,
    double Tolerance,
    bool Regressed,
    IReadOnlyList<FigureChange> Figures,
    TurnedRows NewlyWrong,
    TurnedRows NewlyRight);

/// <summary>One figure, then and now.</summary>
/// <param name="Figure">Its key in the report.</param>
/// <param name="Before">Then; null when no row bore on it.</param>
/// <param name="Now">Now.</param>
/// <param name="Change">Now less before; null when one of the two is.</param>
/// <param name="Regressed">Whether it is guarded and got worse by more than the tolerance.</param>
internal sealed record FigureChange(string Figure, double? Before, double? Now, double? Change, bool Regressed);

/// <summary>Questions whose reply turned right or wrong: all are counted, the first few are named.</summary>
internal sealed record TurnedRows(int Count, IReadOnlyList<TurnedRow> Questions);

/// <summary>A question whose reply turned right or wrong.</summary>
/// <param name="Question">The words of the set.</param>
/// <param name="Lang">Its language.</param>
/// <param name="Expected">The article that is right, or "-" for out of scope.</param>
/// <param name="Before">What it got then.</param>
/// <param name="Now">What it gets now.</param>
internal sealed record TurnedRow(string Question, string Lang, string Expected, GivenReply Before, GivenReply Now);

/// <summary>What a question got: an outcome, and the article put first.</summary>
internal sealed record GivenReply(string Outcome, string First);

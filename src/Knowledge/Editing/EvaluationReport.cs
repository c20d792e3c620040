namespace Cardline.Knowledge.Editing;

/// <summary>The figures of one run over a question set. Rates are shares from 0 to 1; null where no row bears on it.</summary>
internal sealed record EvaluationReport(
    int Questions,
    double? HitAt1,
    double? HitAt3,
    double? Mrr,
    double? OutOfScopeAuroc,
    double? OutOfScopeRecallAt95,
    double? OutOfScopeRecall,
    double? FalseRejection,
    double? CalibrationError,
    Latency LatencyMicroseconds,
    IReadOnlyDictionary<string, LanguageFigures> PerLanguage,
    IReadOnlyList<Confusion> Confusions);

/// <summary>Time from question to answer, in microseconds.</summary>
internal sealed record Latency(double P50, double P99);

/// <summary>The same figures over the rows of one language.</summary>
internal sealed record LanguageFigures(
    int Questions,
    double? HitAt1,
    double? HitAt3,
    double? Mrr,
    double? OutOfScopeAuroc,
    double? OutOfScopeRecallAt95,
    double? OutOfScopeRecall,
    double? FalseRejection,
    double? CalibrationError);

/// <summary>How often one article was put first in place of another; "-" stands for out of scope or for no answer.</summary>
internal sealed record Confusion(string Expected, string Got, int Count, string Example);

/// <summary>What became of one row.</summary>
/// <param name="Row">The row.</param>
/// <param name="Rank">Place of the expected article, counted from 1; 0 when the row is out of scope or the article is not in force.</param>
/// <param name="First">The article put first.</param>
/// <param name="Probability">How sure the engine was of it.</param>
/// <param name="Outcome">What the cardholder would have got.</param>
internal sealed record JudgedRow(AskedRow Row, int Rank, string First, double Probability, AnswerOutcome Outcome);

using System.Text.Json.Serialization;

namespace Cardline.Knowledge.Editing;

/// <summary>The figures of one run over a question set. Rates are shares from 0 to 1; null where no row bears on it.</summary>
/// <remarks>The positional members are the keys promised to programs, in that order. A new figure is added below them.</remarks>
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
    IReadOnlyList<Confusion> Confusions)
{
    /// <summary>Gets, of the questions answered directly, the share whose answer was the right one.</summary>
    public double? AnswerPrecision { get; init; }

    /// <summary>Gets the share of all questions answered directly.</summary>
    public double? Answered { get; init; }

    /// <summary>Gets the share of all questions for which titles were offered.</summary>
    public double? Offered { get; init; }

    /// <summary>Gets the share of all questions for which nothing was offered.</summary>
    public double? Refused { get; init; }

    /// <summary>Gets the articles that questions were asked of, the worst first.</summary>
    public IReadOnlyList<ArticleFigures> PerArticle { get; init; } = [];

    /// <summary>Gets the name of the question set: see <see cref="Editing.QuestionSet.HashOf"/>.</summary>
    public string QuestionSet { get; init; } = string.Empty;

    /// <summary>Gets the name of the index that answered.</summary>
    public string IndexVersion { get; init; } = string.Empty;

    /// <summary>Gets what vectors had to do with it; null when no model for them is configured.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VectorFigures? Vectors { get; init; }

    /// <summary>Gets the difference from an earlier run; null when none was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BaselineReport? Baseline { get; init; }
}

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
    double? CalibrationError)
{
    public double? AnswerPrecision { get; init; }

    public double? Answered { get; init; }

    public double? Offered { get; init; }

    public double? Refused { get; init; }
}

/// <summary>How the questions of one article fared.</summary>
/// <param name="Article">Article id.</param>
/// <param name="Questions">Rows that expect it.</param>
/// <param name="HitAt1">Share for which it came first.</param>
/// <param name="HitAt3">Share for which it was among the first three.</param>
/// <param name="Refused">Share for which nothing was offered.</param>
internal sealed record ArticleFigures(string Article, int Questions, double HitAt1, double HitAt3, double Refused);

/// <summary>How often one article was put first in place of another; "-" stands for out of scope or for no answer.</summary>
internal sealed record Confusion(string Expected, string Got, int Count, string Example)
{
    /// <summary>Gets a few of the questions, in the order of the set.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Gets the sample questions of the article put first that drew them, the strongest first; empty when the engine does not say.</summary>
    public IReadOnlyList<Draw> DrawnBy { get; init; } = [];
}

/// <summary>A sample question that drew questions to its article, and how many.</summary>
internal sealed record Draw(string Question, int Count);

/// <summary>What became of one row.</summary>
/// <param name="Row">The row.</param>
/// <param name="Rank">Place of the expected article, counted from 1; 0 when the row is out of scope or the article is not in force.</param>
/// <param name="First">The article put first.</param>
/// <param name="Probability">How sure the engine was of it.</param>
/// <param name="Outcome">What the cardholder would have got.</param>
/// <param name="Nearest">The sample question of the article put first that is nearest to the row; null when the engine does not say.</param>
internal sealed record JudgedRow(AskedRow Row, int Rank, string First, double Probability, AnswerOutcome Outcome, string? Nearest = null)
{
    /// <summary>Gets a value indicating whether a cardholder was served rightly: the right article first and offered, or nothing offered where nothing fits.</summary>
    internal bool IsRight => Row.Article is null ? Outcome == AnswerOutcome.Unknown : Rank == 1 && Outcome != AnswerOutcome.Unknown;
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Cardline.Knowledge.Editing;

/// <summary>Writes results as one JSON object, with the keys promised in the design.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>Gets the options that read a kept file: what is missing or of the wrong kind is a fault, a new key is not.</summary>
    internal static JsonSerializerOptions Strict { get; } = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    internal static string Of(EvaluationReport report) => JsonSerializer.Serialize(report, Options);

    internal static string Of(SavedEvaluation saved) => JsonSerializer.Serialize(saved, Options);

    internal static string Of(KnowledgeAnswer answer, bool why, VectorFigures? vectors = null)
    {
        var plain = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["outcome"] = Word(answer.Outcome),
            ["candidates"] = answer.Candidates.Select(candidate => new { candidate.Article, candidate.Title, probability = Math.Round(candidate.Probability, 4) }),
            ["lang"] = answer.Lang,
            ["text"] = answer.Text,
            ["more"] = answer.More,
            ["sources"] = answer.Sources,
            ["chips"] = answer.Chips,
            ["handoff"] = Word(answer.Handoff),
            ["risk"] = answer.Outcome == AnswerOutcome.Answer ? Word(answer.Risk) : null,
            ["indexVersion"] = answer.IndexVersion,
        };
        if (why) plain["why"] = Why(Reasons.Of(answer));
        if (why && vectors is not null)
            plain["vectors"] = new { vectors.Model, vectors.Rows, vectors.Dimension, weight = Math.Round(vectors.Weight, 4), words = Math.Round(vectors.Words, 4), similarity = answer.Why?.Vectors?.Similarity };
        return JsonSerializer.Serialize(plain, Options);
    }

    internal static string Word(Enum value) => value switch
    {
        AnswerOutcome.Answer => "answer",
        AnswerOutcome.Choose => "choose",
        AnswerOutcome.Unknown => "unknown",
        _ => value.ToString().ToLowerInvariant(),
    };

    private static object? Why(Explanation? why) => why is null ? null : new
    {
        words = why.Words.Select(word => new { word.Word, weight = Math.Round(word.Weight, 4) }),
        why.NearestQuestion,
        why.RunnerUp,
        margin = Math.Round(why.Margin, 4),
        filters = why.Filters.Select(filter => new { filter.Filter, filter.Value, origin = Word(filter.Origin) }),
    };
}

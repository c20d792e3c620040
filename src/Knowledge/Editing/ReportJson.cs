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

    internal static string Of(EvaluationReport report) => JsonSerializer.Serialize(report, Options);

    internal static string Of(KnowledgeAnswer answer) => JsonSerializer.Serialize(
        new
        {
            outcome = Word(answer.Outcome),
            candidates = answer.Candidates.Select(candidate => new { candidate.Article, candidate.Title, probability = Math.Round(candidate.Probability, 4) }),
            lang = answer.Lang,
            text = answer.Text,
            more = answer.More,
            sources = answer.Sources,
            chips = answer.Chips,
            handoff = answer.Handoff.ToString().ToLowerInvariant(),
            indexVersion = answer.IndexVersion,
        },
        Options);

    internal static string Word(AnswerOutcome outcome) => outcome switch
    {
        AnswerOutcome.Answer => "answer",
        AnswerOutcome.Choose => "choose",
        _ => "unknown",
    };
}

using System.Globalization;

namespace Cardline.Knowledge.Editing;

/// <summary>Writes an answer, and why it came first, for an editor to read.</summary>
internal static class AnswerText
{
    private const int BarCells = 20;
    private const int LabelCells = 18;

    internal static void Write(KnowledgeAnswer answer, bool why, TextWriter writer, VectorFigures? vectors = null)
    {
        writer.WriteLine($"{ReportJson.Word(answer.Outcome)} ({answer.Lang})");
        if (answer.Text is not null) writer.WriteLine($"\n{answer.Text}\n");
        foreach (var source in answer.Sources) writer.WriteLine($"source: {source.Article} {source.Lang} {source.Version}, {source.Name}");
        foreach (var chip in answer.Chips) writer.WriteLine($"chip: {chip.Title} [{chip.Article}]");
        var cells = answer.Candidates.Select(candidate => Columns.Width(candidate.Article)).DefaultIfEmpty().Max();
        foreach (var candidate in answer.Candidates)
            writer.WriteLine($"{Number(candidate.Probability)}  {Columns.Pad(candidate.Article, cells)}  {candidate.Title}");
        if (!why) return;
        WriteWhy(answer, writer);
        if (vectors is not null) Line("vectors", $"{vectors.Sentence()}{(answer.Why?.Vectors is { } share ? $"; the nearest sample of the first is {Number(share.Similarity)} alike" : string.Empty)}", writer);
    }

    private static void WriteWhy(KnowledgeAnswer answer, TextWriter writer)
    {
        writer.WriteLine();
        if (Reasons.Of(answer) is not { } reasons)
        {
            writer.WriteLine("why: there is no article in force.");
            return;
        }

        var first = answer.Candidates[0];
        writer.WriteLine($"why {first.Article} came first ({Number(first.Probability)}, {Meaning(answer.Outcome)}):");
        Line("runner-up", RunnerUp(answer, reasons), writer);
        if (answer.Why is null)
        {
            Line("words", "the engine in use names neither words nor sample questions nor filters", writer);
            return;
        }

        Words(reasons.Words, writer);
        Line("nearest sample", reasons.NearestQuestion is null ? "none shares a word" : $"\"{reasons.NearestQuestion}\"", writer);
        for (var i = 0; i < reasons.Filters.Count; i++)
            Line(i == 0 ? "filters" : string.Empty, $"{reasons.Filters[i].Filter} = {reasons.Filters[i].Value} ({Origin(reasons.Filters[i].Origin)})", writer);
        if (reasons.Filters.Count == 0) Line("filters", "none decided", writer);
    }

    private static void Words(IReadOnlyList<MatchedWord> words, TextWriter writer)
    {
        if (words.Count == 0) Line("words", "none spoke for it", writer);
        var cells = words.Select(word => Columns.Width(word.Word)).DefaultIfEmpty().Max();
        for (var i = 0; i < words.Count; i++)
        {
            var bar = new string('#', (int)Math.Round(Math.Clamp(words[i].Weight, 0, 1) * BarCells));
            Line(i == 0 ? "words" : string.Empty, $"{Columns.Pad(words[i].Word, cells)}  {Number(words[i].Weight)}  {bar}".TrimEnd(), writer);
        }
    }

    private static string RunnerUp(KnowledgeAnswer answer, Explanation reasons)
    {
        if (reasons.RunnerUp is null) return "none";
        var title = answer.Candidates.FirstOrDefault(candidate => candidate.Article == reasons.RunnerUp)?.Title;
        return $"{reasons.RunnerUp}{(title is null ? string.Empty : $"  {title}")}  (behind by {Number(reasons.Margin)})";
    }

    private static void Line(string label, string text, TextWriter writer) => writer.WriteLine($"  {Columns.Pad(label, LabelCells)}{text}");

    private static string Meaning(AnswerOutcome outcome) => outcome switch
    {
        AnswerOutcome.Answer => "sure enough to answer",
        AnswerOutcome.Choose => "not sure enough to answer, so titles are offered",
        _ => "too unsure to offer anything",
    };

    private static string Origin(FilterOrigin origin) => origin switch
    {
        FilterOrigin.Question => "named in the question",
        FilterOrigin.Conversation => "named earlier in the conversation",
        _ => "the cardholder's own, as the bank says",
    };

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}

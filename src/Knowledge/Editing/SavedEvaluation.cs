using System.Text.Json;
using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing;

/// <summary>A run as it is kept in a file, to compare later ones with.</summary>
/// <param name="Kind">Always <see cref="KindName"/>: any other JSON is not one of ours.</param>
/// <param name="Version">The form of this file; a program reads the forms up to its own.</param>
/// <param name="Report">All figures, with the names of the question set and of the index.</param>
/// <param name="Rows">What became of each row, in the order of the set.</param>
internal sealed record SavedEvaluation(string Kind, int Version, EvaluationReport Report, IReadOnlyList<SavedRow> Rows)
{
    internal const string KindName = "cardline.kb.eval";
    internal const int VersionNow = 1;

    /// <summary>The largest file read: about 200,000 rows of long questions, which is the largest question set.</summary>
    internal const long FileBytesMax = 256L << 20;

    private const string Mend = "Write the baseline again with kb eval --save.";

    internal static SavedEvaluation Of(EvaluationReport report, IEnumerable<JudgedRow> rows) =>
        new(KindName, VersionNow, report, [.. rows.Select(SavedRow.Of)]);

    /// <returns>The run, or null with the reason in <paramref name="findings"/>.</returns>
    internal static SavedEvaluation? Read(string file, ICollection<Finding> findings)
    {
        try
        {
            if (new FileInfo(file).Length > FileBytesMax)
            {
                findings.Add(Finding.Error(FindingNumber.BrokenBaseline, new Place(file), $"The file is larger than {FileBytesMax >> 20} MiB.", Mend));
                return null;
            }

            using var stream = File.OpenRead(file);
            using var json = JsonDocument.Parse(stream);
            return Checked(file, json.RootElement, findings);
        }
        catch (JsonException fault)
        {
            var at = new Place(file, (int)(fault.LineNumber ?? 0) + 1, (int)(fault.BytePositionInLine ?? 0) + 1);
            findings.Add(Finding.Error(FindingNumber.BrokenBaseline, at, "The baseline cannot be read.", Mend));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            findings.Add(Finding.Error(FindingNumber.Unreadable, new Place(file), "The baseline cannot be opened.", "Check that it exists and that this account may read it."));
        }

        return null;
    }

    private static SavedEvaluation? Checked(string file, JsonElement root, ICollection<Finding> findings)
    {
        var isOurs = root.ValueKind == JsonValueKind.Object
            && root.TryGetProperty("kind", out var kind) && kind.ValueKind == JsonValueKind.String && kind.GetString() == KindName
            && root.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number) && number >= 1;
        if (!isOurs)
        {
            findings.Add(Finding.Error(FindingNumber.BrokenBaseline, new Place(file), "The file is JSON, but not a kept evaluation.", Mend));
            return null;
        }

        var form = root.GetProperty("version").GetInt32();
        if (form > VersionNow)
        {
            findings.Add(Finding.Error(FindingNumber.NewerBaseline, new Place(file), $"The baseline has form {form}; this program knows forms up to {VersionNow}.", "Use the program that wrote it or a later one, or write the baseline again with kb eval --save."));
            return null;
        }

        var saved = root.Deserialize<SavedEvaluation>(ReportJson.Strict);
        if (saved is not null && saved.Rows.Count == saved.Report.Questions) return saved;
        findings.Add(Finding.Error(FindingNumber.BrokenBaseline, new Place(file), $"The baseline holds {saved?.Rows.Count} rows, but says {saved?.Report.Questions}.", Mend));
        return null;
    }
}

/// <summary>What became of one row, as it is kept.</summary>
/// <param name="Question">The words.</param>
/// <param name="Article">The right article, or "-" for out of scope.</param>
/// <param name="Lang">The language.</param>
/// <param name="Outcome">answer, choose or unknown.</param>
/// <param name="First">The article put first.</param>
/// <param name="Rank">Place of the right article, counted from 1; 0 when there is none.</param>
/// <param name="Probability">How sure the engine was of the article put first.</param>
/// <param name="Right">Whether a cardholder was served rightly.</param>
internal sealed record SavedRow(string Question, string Article, string Lang, string Outcome, string First, int Rank, double Probability, bool Right)
{
    internal static SavedRow Of(JudgedRow row) => new(
        row.Row.Text, row.Row.Article ?? "-", row.Row.Lang, ReportJson.Word(row.Outcome), row.First, row.Rank, Math.Round(row.Probability, 6), row.IsRight);
}

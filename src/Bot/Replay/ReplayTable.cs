using System.Globalization;

namespace Cardline.Bot.Replay;

/// <summary>The replay as lines that a person reads.</summary>
internal static class ReplayTable
{
    /// <summary>Most characters of evidence shown in a line.</summary>
    public const int EvidenceCharsMax = 80;

    /// <summary>Writes it.</summary>
    public static string Of(ReplayReport report)
    {
        var lines = new List<string>
        {
            Said($"{report.Conversations} conversations, {report.Turns} turns judged with rules {report.Policy}, {report.TurnsLeftOut} left out"),
            Said($"{report.ConversationsChanged} conversations would have turns that are decided differently"),
        };
        Add(lines, "newly handed over", report.NewlyHandedOver);
        Add(lines, "newly offered", report.NewlyOffered);
        Add(lines, "no longer handed over", report.NoLongerHandedOver);
        Add(lines, "no longer offered", report.NoLongerOffered);
        Add(lines, "other reason", report.ReasonChanged);
        lines.AddRange(report.Changes.Select(change => Said($"  {change.ConversationId} {change.Seq}: was {Words(change.Was)}, would be {Words(change.Now)}")));
        return string.Join(Environment.NewLine, lines);
    }

    private static void Add(List<string> lines, string what, SortedDictionary<string, int> counts)
    {
        lines.Add(Said($"{what,-22} {counts.Values.Sum(),6}"));
        lines.AddRange(counts.OrderByDescending(one => one.Value).Select(one => Said($"  {one.Key,-36} {one.Value,6}")));
    }

    private static string Words(Decided decided) => decided.Rule is null
        ? $"{decided.Step}/{decided.Reason}"
        : $"{decided.Step}/{decided.Reason} ({decided.Rule}{(decided.Evidence is { } evidence ? $": {Cut(evidence)}" : string.Empty)})";

    private static string Cut(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= EvidenceCharsMax ? line : $"{line[..(char.IsHighSurrogate(line[EvidenceCharsMax - 1]) ? EvidenceCharsMax - 1 : EvidenceCharsMax)]}…";
    }

    private static string Said(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}

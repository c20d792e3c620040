using System.Globalization;
using Cardline.Handoff.Detection;

namespace Cardline.Handoff.Measuring;

/// <summary>Whether handoffs were needed, as agents judged them: per reason, and per reason and rule. What <c>handoff report</c> prints.</summary>
public sealed class NeededReport
{
    /// <summary>Most handoffs of one report; later ones are left out, and <see cref="Partial"/> says so.</summary>
    public const int HandoffsMax = 500_000;

    private NeededReport(DateTimeOffset since, DateTimeOffset made, IReadOnlyList<OneHandoff> handoffs)
    {
        (Since, Made, Partial) = (since, made, handoffs.Count == HandoffsMax);
        All = new NeededFigures(handoffs);
        Reasons = [.. handoffs.GroupBy(one => one.Reason, StringComparer.Ordinal)
            .Select(group => new NeededRow(group.Key, rule: null, [.. group]))
            .OrderBy(row => HandoffReasons.PrecedenceOf(row.Reason)).ThenBy(row => row.Reason, StringComparer.Ordinal)];
        Rules = [.. handoffs.GroupBy(one => (one.Reason, one.Rule))
            .Select(group => new NeededRow(group.Key.Reason, group.Key.Rule, [.. group]))
            .OrderBy(row => HandoffReasons.PrecedenceOf(row.Reason)).ThenByDescending(row => row.Handoffs).ThenBy(row => row.Rule, StringComparer.Ordinal)];
    }

    /// <summary>Gets since when handoffs are counted.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>Gets when it was made.</summary>
    public DateTimeOffset Made { get; }

    /// <summary>Gets a value indicating whether there were more handoffs than one report counts.</summary>
    public bool Partial { get; }

    /// <summary>Gets the figures over all handoffs.</summary>
    public NeededFigures All { get; }

    /// <summary>Gets the figures of each reason, in order of precedence.</summary>
    public IReadOnlyList<NeededRow> Reasons { get; }

    /// <summary>Gets the figures of each reason and rule, in order of precedence, the most frequent rule first.</summary>
    public IReadOnlyList<NeededRow> Rules { get; }

    /// <summary>Reads the logs and counts. One conversation is in memory at a time; of each handoff a few figures are kept.</summary>
    /// <param name="records">The logs.</param>
    /// <param name="since">Handoffs asked for before it are not counted.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancel">Stops the reading.</param>
    public static async Task<NeededReport> MakeAsync(IHandoffRecords records, DateTimeOffset since, TimeProvider time, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(time);
        var made = time.GetUtcNow();
        var handoffs = new List<OneHandoff>();
        var (id, one) = (string.Empty, new ConversationHandoffs());
        await foreach (var record in records.ReadAsync(since, cancel))
        {
            if (record.ConversationId != id)
            {
                Count(one, since, handoffs);
                (id, one) = (record.ConversationId, new ConversationHandoffs());
            }

            one.Take(record);
        }

        Count(one, since, handoffs);
        return new NeededReport(since, made, handoffs);
    }

    /// <summary>Writes it as a table that a person reads.</summary>
    public string ToTable()
    {
        var lines = new List<string>
        {
            Said($"{All.Handoffs} handoffs since {Since:yyyy-MM-dd}, {All.Judged} judged, {All.EndedUnjudged} ended without a judgement{(Partial ? "; there are more, which are not counted" : string.Empty)}"),
            Said($"{"reason",-24}{"rule",-34}{"handoffs",9}{"judged",8}{"needed",8}  {"precision",-28}{"unjudged",8}{"survey",8}"),
        };
        foreach (var reason in Reasons)
        {
            lines.Add(Line(reason, "(all)"));
            lines.AddRange(Rules.Where(row => row.Reason == reason.Reason).Select(row => Line(row, row.Rule ?? "(unknown)")));
        }

        return string.Join(Environment.NewLine, lines);
    }

    private static void Count(ConversationHandoffs one, DateTimeOffset since, List<OneHandoff> handoffs) =>
        handoffs.AddRange(one.All.Where(handoff => handoff.AskedAt >= since).Take(HandoffsMax - handoffs.Count));

    private static string Line(NeededRow row, string rule) => Said(
        $"{row.Reason,-24}{rule,-34}{row.Handoffs,9}{row.Judged,8}{row.Needed,8}  {(row.Precision is { } share ? Said($"{share:P1} [{row.Interval[0]:P1} to {row.Interval[1]:P1}]") : "-"),-28}{row.EndedUnjudged,8}{row.SurveyMean,8:0.00}");

    private static string Said(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}

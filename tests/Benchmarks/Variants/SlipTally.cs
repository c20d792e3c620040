using Cardline.Knowledge;

namespace Cardline.Benchmarks.Variants;

/// <summary>What one seed's slips changed. The same questions are counted without and with their slip.</summary>
internal sealed class SlipTally
{
    private readonly int[] inScope = new int[2];
    private readonly int[] first = new int[2];
    private readonly int[] amongThree = new int[2];
    private readonly int[] rejected = new int[2];
    private readonly int[] outside = new int[2];
    private readonly int[] outsideRejected = new int[2];

    /// <summary>Gets the questions whose first article a slip changed from right to wrong, tab by tab: as meant, as typed, the right article, the first one.</summary>
    internal List<string> Lost { get; } = [];

    /// <param name="slipped">1 for the question with its slip, else 0.</param>
    /// <param name="place">Place of the right article from 1; 0 when it is not named; null for a question out of scope.</param>
    /// <param name="outcome">What a cardholder gets.</param>
    internal void Count(int slipped, int? place, AnswerOutcome outcome)
    {
        var refused = outcome == AnswerOutcome.Unknown ? 1 : 0;
        (place is null ? outside : inScope)[slipped]++;
        (place is null ? outsideRejected : rejected)[slipped] += refused;
        if (place == 1) first[slipped]++;
        if (place is >= 1 and <= 3) amongThree[slipped]++;
    }

    internal static string[] Line(string name, IReadOnlyList<SlipTally> tallies)
    {
        double? Mean(Func<SlipTally, double?> share) => tallies.Average(share);
        double? Lost(SlipTally tally, int[] hits) => Share(hits, tally.inScope, 0) - Share(hits, tally.inScope, 1);
        var mean = Mean(tally => Lost(tally, tally.first)) ?? 0;
        var deviation = Math.Sqrt(tallies.Average(tally => Math.Pow((Lost(tally, tally.first) ?? 0) - mean, 2)));
        return
        [
            name, $"{tallies[0].inScope[1]} + {tallies[0].outside[1]}",
            Table.Percent(Mean(tally => Share(tally.first, tally.inScope, 0))), Table.Percent(Mean(tally => Share(tally.first, tally.inScope, 1))),
            $"{100 * mean:0.00}", $"{100 * deviation:0.00}",
            Table.Percent(Mean(tally => Share(tally.amongThree, tally.inScope, 0))), Table.Percent(Mean(tally => Share(tally.amongThree, tally.inScope, 1))),
            $"{100 * Mean(tally => Lost(tally, tally.amongThree)):0.00}",
            Table.Percent(Mean(tally => Share(tally.rejected, tally.inScope, 0))), Table.Percent(Mean(tally => Share(tally.rejected, tally.inScope, 1))),
            Table.Percent(Mean(tally => Share(tally.outsideRejected, tally.outside, 0))), Table.Percent(Mean(tally => Share(tally.outsideRejected, tally.outside, 1))),
        ];
    }

    private static double? Share(int[] counted, int[] all, int slipped) => all[slipped] == 0 ? null : (double)counted[slipped] / all[slipped];
}

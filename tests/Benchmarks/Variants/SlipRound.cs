using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Editing;
using Cardline.Knowledge.Search;

namespace Cardline.Benchmarks.Variants;

/// <summary>One trained engine and the questions of one set that it is asked, without and with a slip.</summary>
internal sealed class SlipRound<TRanker>(string set, TRanker ranker, IReadOnlyList<AskedRow> rows)
    where TRanker : IRanker
{
    private readonly Ranking[] unspoilt = [.. rows.Select(row => ranker.Rank(row.Text))];

    internal string Set => set;

    internal TRanker Ranker => ranker;

    internal IReadOnlyList<AskedRow> Rows => rows;

    internal void Ask(int seed, SlipTally tally)
    {
        var slips = new Slips(seed);
        for (var number = 0; number < rows.Count; number++)
        {
            var row = rows[number];
            if (slips.In(row.Text, row.Lang == Languages.Chinese) is not { } typed || typed == row.Text) continue;
            var slipped = ranker.Rank(typed);
            var before = Count(0, unspoilt[number], row, tally);
            if (Count(1, slipped, row, tally) != 1 && before == 1) tally.Lost.Add($"{row.Text}\t{typed}\t{row.Article}\t{slipped.Articles[0].Article}");
        }
    }

    private static int? Count(int slipped, Ranking ranking, AskedRow row, SlipTally tally)
    {
        int? place = row.Article is null ? null : ranking.Articles.Select(ranked => ranked.Article).ToList().IndexOf(row.Article) + 1;
        tally.Count(slipped, place, Verdict.Of(ranking.Articles));
        return place;
    }
}

using Cardline.Benchmarks.Converting;
using Cardline.Benchmarks.Sets;
using Cardline.Knowledge;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Editing;
using Cardline.Knowledge.Index;
using Cardline.Knowledge.Search;

namespace Cardline.Benchmarks.Variants;

/// <summary>Trains the engines that slips are measured with; none is asked a row of a test part.</summary>
internal static class SlipRounds
{
    private const int SplitSeed = 7;
    private static readonly int?[] Sizes = [null, 10];

    internal static IEnumerable<SlipRound<TrainedRanker>> Of(string? own, DataFolder? data)
    {
        foreach (var round in own is null ? [] : Own(own)) yield return round;
        if (data is null) yield break;
        var training = Banking77.Read(data).Training;
        foreach (var size in Sizes)
        {
            for (var fold = 0; fold < Splits.Folds; fold++) yield return Fold(training, size, fold);
        }
    }

    private static IEnumerable<SlipRound<TrainedRanker>> Own(string folder)
    {
        var index = new KnowledgeIndex(new FolderReader(folder).Read(null), KnowledgeServices.Engine);
        var findings = new List<Finding>();
        var rows = QuestionSet.Read("questions.dev.tsv", File.ReadAllText(Path.Combine(folder, "tests", "questions.dev.tsv")), index.Ids.ToHashSet(StringComparer.Ordinal), findings);
        if (findings.Count > 0) throw new DataFault($"The development questions do not load: {findings[0].Wrong}");
        var ranker = (TrainedRanker)index.At(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime)).Ranker;
        foreach (var lang in rows.GroupBy(row => row.Lang, StringComparer.Ordinal)) yield return new SlipRound<TrainedRanker>($"knowledge-base, dev, {lang.Key}", ranker, [.. lang]);
    }

    private static SlipRound<TrainedRanker> Fold(IReadOnlyList<Labelled> training, int? size, int fold)
    {
        var folds = Splits.FoldOf(training, SplitSeed);
        IReadOnlyList<Labelled> learnt = [.. training.Where((_, number) => folds[number] != fold)];
        var articles = ArticleFolder.Articles(size is { } count ? Splits.PerArticle(learnt, count, fold) : learnt);
        var ranker = new TrainedRanker(
            [.. articles.Select(article => new RankedDocument(article.Id, [article.Title], article.Questions, [], [article.Body], new Dictionary<string, IReadOnlyList<string>>()))],
            Glossary.Empty,
            []);
        var asked = training.Where((_, number) => folds[number] == fold);
        return new SlipRound<TrainedRanker>($"banking77, {size?.ToString() ?? "all"} per article", ranker, [.. asked.Select(row => new AskedRow(row.Text, Category.Id(row.Category), Languages.English, new Place("made")))]);
    }
}

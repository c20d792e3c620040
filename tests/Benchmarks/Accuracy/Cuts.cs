using Cardline.Benchmarks.Converting;
using Cardline.Benchmarks.Sets;

namespace Cardline.Benchmarks.Accuracy;

/// <summary>Makes the cuts that the tables are measured on.</summary>
internal static class Cuts
{
    /// <summary>Seeds that few sample questions are drawn with.</summary>
    internal const int Seeds = 5;

    private const int FoldSeed = 77;

    /// <param name="set">A data set without questions out of scope.</param>
    /// <param name="perArticle">Sample questions per article; null for all.</param>
    /// <returns>With a held-out part one cut, or one per seed; else one cut per fold, the seed being the fold's number.</returns>
    internal static IReadOnlyList<Cut> InScope(DataSet set, int? perArticle)
    {
        if (set.HeldOut is { } rows)
        {
            return perArticle is { } count
                ? [.. Enumerable.Range(1, Seeds).Select(seed => Make(Splits.PerArticle(set.Training, count, seed), rows))]
                : [Make(set.Training, rows)];
        }

        var folds = Splits.FoldOf(set.Training, FoldSeed);
        return
        [
            .. Enumerable.Range(0, Splits.Folds).Select(fold =>
            {
                IReadOnlyList<Labelled> learnt = [.. set.Training.Where((_, number) => folds[number] != fold)];
                IReadOnlyList<Labelled> asked = [.. set.Training.Where((_, number) => folds[number] == fold)];
                return Make(perArticle is { } count ? Splits.PerArticle(learnt, count, fold + 1) : learnt, asked);
            }),
        ];
    }

    /// <summary>The questions in scope together with all kinds of questions out of scope.</summary>
    internal static Cut OutOfScope(DataSet set)
    {
        var inScope = Make(set.Training, set.HeldOut ?? throw new DataFault($"{set.Name} has no part to ask from."));
        return inScope with
        {
            Questions = [.. inScope.Questions, .. set.OutOfScope.SelectMany(kind => kind.Texts.Select(text => new MadeQuestion(text, null, kind.Name)))],
        };
    }

    private static Cut Make(IReadOnlyList<Labelled> learnt, IReadOnlyList<Labelled> asked) =>
        new(ArticleFolder.Articles(learnt), [.. ArticleFolder.Questions(asked)]);
}

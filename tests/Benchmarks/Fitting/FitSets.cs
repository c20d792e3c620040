using Cardline.Benchmarks.Converting;
using Cardline.Benchmarks.Sets;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Editing;
using Cardline.Knowledge.Index;
using Cardline.Knowledge.Search;

namespace Cardline.Benchmarks.Fitting;

/// <summary>One question as the engine measured it, and the place of the right article; -1 when it is out of scope.</summary>
internal sealed record FitRow(Signs Signs, int Article);

/// <summary>Rows of one kind; each set counts the same, whatever its size.</summary>
internal sealed record FitSet(string Name, IReadOnlyList<FitRow> Rows);

/// <summary>Makes the sets that are fitted on: none of them holds a row of a test part.</summary>
internal static class FitSets
{
    private const int Folds = 2;
    private const int HeldOutCategories = 25;
    private const int Repeats = 3;
    private const int FarMax = 600;

    internal static IEnumerable<FitSet> Read(DataFolder data, string? own)
    {
        var training = Banking77.Read(data).Training;
        var far = HwuLines(data);
        foreach (var size in (int?[])[null, 10, 5]) yield return InScope(training, size);
        foreach (var size in (int?[])[null, 10]) yield return NewCategories(training, far, size);
        var clinc = Clinc150.Read(data);
        if (clinc.HeldOut is { } asked)
            yield return new FitSet("clinc150, validation", [.. Rows(clinc.Training, asked, clinc.OutOfScope[0].Texts)]);
        if (own is not null) yield return Own(own);
    }

    private static FitSet InScope(IReadOnlyList<Labelled> training, int? size)
    {
        var folds = Splits.FoldOf(training, 7);
        var rows = Enumerable.Range(0, Folds).SelectMany(fold =>
        {
            IReadOnlyList<Labelled> learnt = [.. training.Where((_, number) => folds[number] != fold)];
            return Rows(size is { } count ? Splits.PerArticle(learnt, count, fold) : learnt, training.Where((_, number) => folds[number] == fold), []);
        });
        return new FitSet($"banking77, {size?.ToString() ?? "all"} per article", [.. rows]);
    }

    // What a bank's card desk is asked most that it cannot answer is a neighbour of what it can: whole categories are held out.
    private static FitSet NewCategories(IReadOnlyList<Labelled> training, IReadOnlyList<string> far, int? size)
    {
        var categories = training.Select(row => row.Category).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var rows = new List<FitRow>();
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            var shuffled = (string[])categories.Clone();
            new Random(repeat).Shuffle(shuffled);
            var held = shuffled.Take(HeldOutCategories).ToHashSet(StringComparer.Ordinal);
            var inside = training.Where(row => !held.Contains(row.Category)).ToList();
            var folds = Splits.FoldOf(inside, repeat);
            IReadOnlyList<Labelled> learnt = [.. inside.Where((_, number) => folds[number] != 0)];
            var near = training.Where(row => held.Contains(row.Category)).Where((_, number) => number % 3 == 0).Select(row => row.Text);
            rows.AddRange(Rows(size is { } count ? Splits.PerArticle(learnt, count, repeat) : learnt, inside.Where((_, number) => folds[number] == 0), near.Concat(far.Skip(repeat * (FarMax / Repeats)).Take(FarMax / Repeats))));
        }

        return new FitSet($"banking77, categories held out, {size?.ToString() ?? "all"} per article", rows);
    }

    private static FitSet Own(string folder)
    {
        var content = new FolderReader(folder).Read(null);
        var documents = new Period(content, DateOnly.MaxValue, _ => new TrainedRanker([], Glossary.Empty, [])).Articles
            .Select(article => article.Document()).OrderBy(document => document.Id, StringComparer.Ordinal).ToList();
        var ranker = new TrainedRanker(documents, content.Glossary, content.Outside);
        var places = documents.Select((document, place) => (document.Id, place)).ToDictionary(pair => pair.Id, pair => pair.place, StringComparer.Ordinal);
        var text = File.ReadAllText(Path.Combine(folder, "tests", "questions.dev.tsv"));
        var rows = QuestionSet.Read("questions.dev.tsv", text, places.Keys.ToHashSet(StringComparer.Ordinal), []);
        return new FitSet("knowledge-base, dev", [.. rows.Select(row => new FitRow(ranker.Measure(row.Text), row.Article is { } id ? places[id] : -1))]);
    }

    private static IEnumerable<FitRow> Rows(IReadOnlyList<Labelled> learnt, IEnumerable<Labelled> asked, IEnumerable<string> outside)
    {
        var articles = ArticleFolder.Articles(learnt).OrderBy(article => article.Id, StringComparer.Ordinal).ToList();
        var places = articles.Select((article, place) => (article.Id, place)).ToDictionary(pair => pair.Id, pair => pair.place, StringComparer.Ordinal);
        var ranker = new TrainedRanker(
            articles.ConvertAll(article => new RankedDocument(article.Id, [article.Title], article.Questions, [], [article.Body], new Dictionary<string, IReadOnlyList<string>>())),
            Glossary.Empty,
            []);
        foreach (var row in asked) yield return new FitRow(ranker.Measure(row.Text), places[Category.Id(row.Category)]);
        foreach (var text in outside) yield return new FitRow(ranker.Measure(text), -1);
    }

    // Questions to a general assistant; those about money could be a bank's.
    private static IReadOnlyList<string> HwuLines(DataFolder data)
    {
        var folder = data.Of("hwu64", Path.Combine("valid", "seq.in"));
        return folder is null ? [] : [.. DataFolder.Lines(Path.Combine(folder, "valid", "seq.in")).Take(FarMax)];
    }
}

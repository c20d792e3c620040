using Cardline.Benchmarks.Sets;
using Cardline.Handoff.Detection.Learned;

namespace Cardline.Benchmarks.Detection;

/// <summary>What is reached on the development part of MultiDoGO's finance desk, learnt from its training part.</summary>
internal static class Intents
{
    internal static string Run(DataFolder data, Learner learner)
    {
        var (training, development) = MultiDogo.Read(data);
        Progress.Show($"{MultiDogo.Name}: {training.Count} rows are learnt");
        var learnt = WithOneIntent(training);
        var asked = WithOneIntent(development);
        var subject = new Subject("intent", [.. learnt.Select(row => row.Category).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        var by = Learner.Learn(subject, [.. learnt.Select(row => learner.See(row.Text, row.Category))], []);
        var seen = learnt.Select(row => learner.Fold(row.Text)).ToHashSet(StringComparer.Ordinal);

        var table = new Table("intents, development part", "rows", "accuracy", "macro-F1", "macro-F1 of the learnt intents");
        void Add(string name, IReadOnlyList<Labelled> rows)
        {
            var told = rows.Select(row => by.Tell(learner.See(row.Text, row.Category))).ToList();
            var known = subject.Labels.Where(label => told.Any(one => one.Truth == label || one.Given == label)).ToList();
            var figures = LabelFigures.Of(told);
            table.Add(name, $"{figures.Rows}", Table.Percent(figures.Accuracy), Table.Percent(figures.MacroF1), Table.Percent(LabelFigures.Of(told, known).MacroF1));
        }

        Add("all", asked);
        Add("words that do not stand in the training part", [.. asked.Where(row => !seen.Contains(learner.Fold(row.Text)))]);
        table.Add("linear in scikit-learn, test part", "-", "93.3", "81.2", "-");
        var never = asked.Where(row => subject.PlaceOf(row.Category) < 0).Select(row => row.Category).ToList();
        return $"""
            {MultiDogo.Name}: {subject.Labels.Count} intents. Rows with several intents are left out, {training.Count - learnt.Count} of {training.Count} in the training part
            and {development.Count - asked.Count} of {development.Count} in the development part; none is without. Rows with an intent that was never learnt
            ({never.Count}: {string.Join(", ", never.Distinct(StringComparer.Ordinal))}) stay in, and are always wrong.

            {table.ToMarkdown()}
            """;
    }

    private static List<Labelled> WithOneIntent(IReadOnlyList<Labelled> rows) => [.. rows.Where(row => !row.Category.Contains(MultiDogo.Between, StringComparison.Ordinal))];
}

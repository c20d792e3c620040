using Cardline.Benchmarks.Sets;
using Cardline.Handoff.Detection;
using Cardline.Handoff.Detection.Learned;

namespace Cardline.Benchmarks.Detection;

/// <summary>What is learnt from four fifths of our own examples, asked for the last fifth; and what fewer examples would do.</summary>
internal sealed class CrossValidation(OwnExamples own)
{
    /// <summary>One example of so many is learnt from.</summary>
    private static readonly int[] OneOf = [4, 2, 1];
    private static readonly string[] Both = [OwnExamples.English, OwnExamples.Chinese];

    internal string Run()
    {
        var folds = Subject.All.Select(Folds);
        return $"""
            Our own examples, cross-validated in {Splits.Folds} folds; what was learnt of all folds is measured together, a text as a whole. The same words never stand on both sides,
            but examples that say nearly the same in other words do: a new cardholder's message is harder.

            {string.Join("\n", folds)}
            One fold asked, learnt from a part of the others:

            {Curve()}
            """;
    }

    private string Folds(Subject subject)
    {
        var table = NewTable($"{subject.Name}, {own.All.Count(one => one.Subject == subject)} examples", subject);
        var judged = AllFolds(subject, Both);
        Row(table, "learnt from both languages", judged, subject);
        foreach (var lang in Both)
        {
            Row(table, $"learnt from both languages, {lang} asked", [.. judged.Where(one => one.Lang == lang)], subject);
            Row(table, $"learnt from {lang} alone, {lang} asked", AllFolds(subject, [lang]), subject);
        }

        return table.ToMarkdown();
    }

    private List<Judged> AllFolds(Subject subject, string[] langs)
    {
        var judged = new List<Judged>();
        for (var fold = 0; fold < Splits.Folds; fold++)
        {
            Progress.Show($"{subject.Name}, {string.Join(" and ", langs)}: fold {fold + 1} of {Splits.Folds}");
            var by = own.Learn(subject, example => example.Fold != fold && langs.Contains(example.Lang));
            judged.AddRange(own.All.Where(example => example.Subject == subject && example.Fold == fold && langs.Contains(example.Lang)).Select(example => Judge(by, example)));
        }

        return judged;
    }

    private string Curve()
    {
        var tables = new List<string>();
        foreach (var subject in Subject.All)
        {
            var table = NewTable($"{subject.Name}, learnt from", subject);
            foreach (var oneOf in OneOf)
            {
                Progress.Show($"{subject.Name}: learnt from one example of {oneOf}");
                // The files are in no order: each label has its share in every fourth of their lines.
                var learnt = own.All.Where(example => example.Fold != 0).Where((_, number) => number % oneOf == 0).ToHashSet();
                var by = own.Learn(subject, learnt.Contains);
                var asked = own.All.Where(example => example.Subject == subject && example.Fold == 0).Select(example => Judge(by, example)).ToList();
                Row(table, $"{learnt.Count(example => example.Subject == subject)} examples", asked, subject);
            }

            tables.Add(table.ToMarkdown());
        }

        return string.Join("\n", tables);
    }

    private static Table NewTable(string name, Subject subject)
    {
        var found = subject == Subject.Reason ? "at once" : "upset";
        return new Table(name, "asked", "accuracy", "macro-F1", $"{found}: precision at {Table.Number(Separation.Even)}", "recall", "AUROC");
    }

    private static void Row(Table table, string name, List<Judged> judged, Subject subject)
    {
        var figures = LabelFigures.Of([.. judged.Select(one => one.Told)], subject.Labels);
        var separation = new Separation([.. judged.Select(one => one.Scored)]);
        var at = separation.At(Separation.Even);
        table.Add(name, $"{figures.Rows}", Table.Percent(figures.Accuracy), Table.Percent(figures.MacroF1), Table.Percent(at.Precision), Table.Percent(at.Recall), Table.Share(separation.Auroc()));
    }

    private static Judged Judge(Learnt by, OwnExample example)
    {
        var probabilities = by.Probabilities(example.Seen);
        // Of the reasons those that act at once stand first; of the emotions all but the last are upset.
        var looked = by.Subject == Subject.Reason ? HandoffReasons.AtOnce.Count : by.Subject.Nothing;
        var score = probabilities.Take(looked).Sum();
        return new Judged(example.Lang, by.Tell(example.Seen.Label, probabilities), new Scored(score, by.Subject.PlaceOf(example.Seen.Label) < looked));
    }

    private sealed record Judged(string Lang, Told Told, Scored Scored);
}

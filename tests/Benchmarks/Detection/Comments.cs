using Cardline.Benchmarks.Sets;
using Cardline.Handoff.Detection.Learned;

namespace Cardline.Benchmarks.Detection;

/// <summary>What is reached on the development part of GoEmotions: learnt from its training part, and from our own examples of emotions.</summary>
internal sealed class Comments(Learner learner, OwnExamples own, Experience product)
{
    /// <summary>Share of the calm comments that may be taken for upset where recall is given.</summary>
    internal const double FalseAlarms = 0.05;

    private const int FoldSeed = 28;

    internal string Run(DataFolder data)
    {
        var (training, development) = GoEmotions.Read(data);
        Progress.Show($"{GoEmotions.Name}: {training.Count} comments are learnt");
        var set = new SeenSet([.. training.Select(See)], [.. development.Select(See)]);
        var ownEnglish = own.Learn(Subject.Emotion, example => example.Lang == OwnExamples.English, alone: true);
        return Moods(set, ownEnglish) + Emotions(set, ownEnglish);
    }

    private SeenComment See(Comment comment) => new(comment, learner.See(comment.Text, Feelings.MoodOf(comment)));

    private string Moods(SeenSet set, Learnt ownEnglish)
    {
        var folds = Splits.FoldOf([.. set.Training.Select(one => new Labelled(one.Comment.Text, one.Seen.Label))], FoldSeed);
        IReadOnlyList<SeenComment> kept = [.. set.Training.Where((_, place) => folds[place] == 0)];
        var table = new Table(
            "upset against calm, development part", $"F1 at {Table.Number(Separation.Even)}", "F1 at a threshold", "precision there", "recall there", "AUROC", $"recall at {Table.Percent(FalseAlarms)} % false alarms");
        void Add(string name, double threshold, IReadOnlyCollection<Scored> scored)
        {
            var separation = new Separation(scored);
            var at = separation.At(threshold);
            table.Add(
                name, Table.Percent(separation.At(Separation.Even).F1), $"{Table.Percent(at.F1)} at {Table.Share(threshold)}", Table.Percent(at.Precision), Table.Percent(at.Recall),
                Table.Share(separation.Auroc()), Table.Percent(separation.RecallAt(FalseAlarms)));
        }

        double OfMood(Learnt by, SeenComment one) => by.Probabilities(one.Seen)[by.Subject.PlaceOf(Feelings.Upset)];
        var part = Learner.Learn(Feelings.Mood, [.. set.Training.Where((_, place) => folds[place] != 0).Select(one => one.Seen)], []);
        var all = Learner.Learn(Feelings.Mood, [.. set.Training.Select(one => one.Seen)], []);
        var threshold = new Separation(Score(kept, one => OfMood(part, one))).Best();
        Add($"all {set.Training.Count} training comments", threshold, Score(set.Development, one => OfMood(all, one)));
        // Far above the line before it, it shows how much of the training part was learnt by heart.
        Add("the same, asked for the comments it was learnt from", threshold, Score(set.Training, one => OfMood(all, one)));

        double OfOwn(SeenComment one) => 1 - ownEnglish.Probabilities(one.Seen)[Subject.Emotion.Nothing];
        Add("our English examples of emotions alone", new Separation(Score(kept, OfOwn)).Best(), Score(set.Development, OfOwn));

        double OfProduct(SeenComment one) => 1 - product.Of(learner.Fold(one.Comment.Text)).Emotion[Subject.Emotion.Nothing];
        Add("all our examples, as the product learns them", new Separation(Score(kept, OfProduct)).Best(), Score(set.Development, OfProduct));

        // The README of the data sets has these figures.
        table.Add("linear in scikit-learn, test part", "-", "60.3", "-", "-", "0.870", "50.5");
        var upset = set.Development.Count(one => one.Seen.Label == Feelings.Upset);
        return $"""
            {GoEmotions.Name}: {set.Training.Count} comments in the training part, {set.Development.Count} in the development part, {upset} of them upset.
            Upset is a comment with at least one of {string.Join(", ", Feelings.OfUpset)}; every other one is calm.
            The threshold is the best for {kept.Count} comments of the training part, scored by what was learnt without them.

            {table.ToMarkdown()}

            """;
    }

    private static string Emotions(SeenSet set, Learnt ownEnglish)
    {
        IReadOnlyList<Seen> Labelled(IReadOnlyList<SeenComment> comments) =>
            [.. comments.Select(one => Feelings.EmotionOf(one.Comment) is { } label ? one.Seen with { Label = label } : null).OfType<Seen>()];
        var (samples, rows) = (Labelled(set.Training), Labelled(set.Development));
        var table = new Table("four emotions, development part", "accuracy", "macro-F1", "accuracy without neutral", "macro-F1 without neutral");
        void Add(string name, Learnt by)
        {
            var told = rows.Select(by.Tell).ToList();
            var figures = LabelFigures.Of(told);
            // Of the three emotions alone: which it is, where it is known that there is one.
            var felt = rows.Where(row => row.Label != Feelings.Neutral).Select(row => by.Tell(row.Label, by.Probabilities(row)[..Subject.Emotion.Nothing])).ToList();
            var which = LabelFigures.Of(felt);
            table.Add(name, Table.Percent(figures.Accuracy), Table.Percent(figures.MacroF1), Table.Percent(which.Accuracy), Table.Percent(which.MacroF1));
        }

        Add($"{samples.Count} training comments", Learner.Learn(Subject.Emotion, samples, []));
        Add("our English examples of emotions alone", ownEnglish);
        var counts = string.Join(", ", Subject.Emotion.Labels.Select(label => $"{label} {rows.Count(row => row.Label == label)}"));
        var mapping = string.Join("; ", Feelings.OfEmotion.Select(of => $"{of.Label}: {string.Join(", ", of.Feelings)}"));
        return $"""
            Four emotions ({mapping}): comments with feelings of one of them and no other, in the development part {rows.Count} ({counts}).

            {table.ToMarkdown()}
            """;
    }

    private static List<Scored> Score(IEnumerable<SeenComment> comments, Func<SeenComment, double> score) =>
        [.. comments.Select(one => new Scored(score(one), one.Seen.Label == Feelings.Upset))];

    private sealed record SeenComment(Comment Comment, Seen Seen);

    private sealed record SeenSet(IReadOnlyList<SeenComment> Training, IReadOnlyList<SeenComment> Development);
}

using Cardline.Benchmarks.Sets;
using Cardline.Handoff.Detection.Learned;

namespace Cardline.Benchmarks.Detection;

/// <summary>What is reached on the development part of GoEmotions: learnt from its training part, and from our own examples of emotions.</summary>
internal sealed class Comments(Learner learner, OwnExamples own, Experience product)
{
    /// <summary>Share of the calm comments that may be taken for upset where recall is given.</summary>
    internal const double FalseAlarms = 0.05;

    private const double Even = 0.5;
    private const int FoldSeed = 28;

    internal string Run(DataFolder data)
    {
        var (training, development) = GoEmotions.Read(data);
        Progress.Show($"{GoEmotions.Name}: {training.Count} comments are learnt");
        IReadOnlyList<Seen> learnt = [.. training.Select(See)];
        IReadOnlyList<Seen> asked = [.. development.Select(See)];
        var ownEnglish = own.Learn(Subject.Emotion, example => example.Lang == OwnExamples.English, alone: true);
        var folds = Splits.FoldOf([.. training.Select(comment => new Labelled(comment.Text, Feelings.MoodOf(comment)))], FoldSeed);
        return Moods(training, development, learnt, asked, folds, ownEnglish) + Emotions(training, development, learnt, asked, ownEnglish);
    }

    private Seen See(Comment comment) => learner.See(comment.Text, Feelings.MoodOf(comment));

    private string Moods(
        IReadOnlyList<Comment> training, IReadOnlyList<Comment> development, IReadOnlyList<Seen> learnt, IReadOnlyList<Seen> asked, int[] folds, Learnt ownEnglish)
    {
        bool IsKept(int place) => folds[place] == 0;
        IReadOnlyList<Seen> kept = [.. learnt.Where((_, place) => IsKept(place))];
        IReadOnlyList<Comment> keptComments = [.. training.Where((_, place) => IsKept(place))];
        var table = new Table("upset against calm, development part", $"F1 at {Even}", "F1 at a threshold", "precision there", "recall there", "AUROC", "recall at 5 % false alarms");
        void Add(string name, double threshold, IReadOnlyCollection<Scored> scored)
        {
            var separation = new Separation(scored);
            var at = separation.At(threshold);
            table.Add(
                name, Table.Percent(separation.At(Even).F1), $"{Table.Percent(at.F1)} at {Table.Share(threshold)}", Table.Percent(at.Precision), Table.Percent(at.Recall),
                Table.Share(separation.Auroc()), Table.Percent(separation.RecallAt(FalseAlarms)));
        }

        double OfMood(Learnt by, Seen text) => by.Probabilities(text)[by.Subject.PlaceOf(Feelings.Upset)];
        var part = Learner.Learn(Feelings.Mood, [.. learnt.Where((_, place) => !IsKept(place))], []);
        var all = Learner.Learn(Feelings.Mood, learnt, []);
        Add($"all {learnt.Count} training comments", new Separation(Score(kept, text => OfMood(part, text))).Best(), Score(asked, text => OfMood(all, text)));

        double OfOwn(Seen text) => 1 - ownEnglish.Probabilities(text)[Subject.Emotion.Nothing];
        Add("our English examples of emotions alone", new Separation(Score(kept, OfOwn)).Best(), Score(asked, OfOwn));

        double OfProduct(Comment comment) => 1 - product.Of(learner.Fold(comment.Text)).Emotion[Subject.Emotion.Nothing];
        Scored ByProduct(Comment comment) => new(OfProduct(comment), Feelings.MoodOf(comment) == Feelings.Upset);
        Add("all our examples, as the product learns them", new Separation([.. keptComments.Select(ByProduct)]).Best(), [.. development.Select(ByProduct)]);

        // The README of the data sets has these figures.
        table.Add("linear in scikit-learn, test part", "-", "60.3", "-", "-", "0.870", "50.5");
        var upset = asked.Count(text => text.Label == Feelings.Upset);
        return $"""
            {GoEmotions.Name}: {learnt.Count} comments in the training part, {asked.Count} in the development part, {upset} of them upset.
            Upset is a comment with at least one of {string.Join(", ", Feelings.OfUpset)}; every other one is calm.
            The threshold is the best for {kept.Count} comments of the training part, scored by what was learnt without them.

            {table.ToMarkdown()}

            """;
    }

    private static string Emotions(IReadOnlyList<Comment> training, IReadOnlyList<Comment> development, IReadOnlyList<Seen> learnt, IReadOnlyList<Seen> asked, Learnt ownEnglish)
    {
        IReadOnlyList<Seen> Labelled(IReadOnlyList<Comment> comments, IReadOnlyList<Seen> seen) =>
            [.. comments.Zip(seen, (comment, text) => Feelings.EmotionOf(comment) is { } label ? text with { Label = label } : null).OfType<Seen>()];
        var (samples, rows) = (Labelled(training, learnt), Labelled(development, asked));
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

    private static List<Scored> Score(IEnumerable<Seen> texts, Func<Seen, double> score) => [.. texts.Select(text => new Scored(score(text), text.Label == Feelings.Upset))];
}

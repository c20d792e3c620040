using Cardline.Benchmarks.Sets;
using Cardline.Handoff.Detection.Learned;

namespace Cardline.Benchmarks.Detection;

/// <summary>An example of the repository.</summary>
/// <param name="Subject">What it is an example of.</param>
/// <param name="Lang">The language of its file.</param>
/// <param name="Fold">The part of a cross-validation it is asked in; the same words are in the same part, whatever they are examples of.</param>
/// <param name="Seen">What is seen of it, and its label.</param>
internal sealed record OwnExample(Subject Subject, string Lang, int Fold, Seen Seen);

/// <summary>All examples of the repository.</summary>
internal sealed class OwnExamples
{
    internal const string English = "en";
    internal const string Chinese = "zh-Hans";
    private const int FoldSeed = 12;

    private OwnExamples(IReadOnlyList<OwnExample> all) => All = all;

    internal IReadOnlyList<OwnExample> All { get; }

    internal static OwnExamples Read(string folder, Learner learner)
    {
        var read = new List<(Subject Subject, string Lang, Example Example, string Folded)>();
        foreach (var subject in Subject.All)
        {
            foreach (var lang in (string[])[English, Chinese])
            {
                var name = $"{subject.Name}.{lang}.tsv";
                var lines = DataFolder.Lines(Path.Combine(folder, "handoff", "examples", name));
                read.AddRange(ExampleFile.Read(name, lines, subject).Select(example => (subject, lang, example, learner.Fold(example.Text))));
            }
        }

        // Most examples of an emotion are also examples of a reason: what is asked must not have been seen as either.
        var texts = read.DistinctBy(one => one.Folded, StringComparer.Ordinal).ToList();
        var folds = Splits.FoldOf([.. texts.Select(one => new Labelled(one.Folded, $"{one.Example.Label} {one.Lang}"))], FoldSeed);
        var foldOf = texts.Select((one, place) => (one.Folded, Fold: folds[place])).ToDictionary(one => one.Folded, one => one.Fold, StringComparer.Ordinal);
        return new OwnExamples([.. read.Select(one => new OwnExample(one.Subject, one.Lang, foldOf[one.Folded], learner.See(one.Example.Text, one.Example.Label)))]);
    }

    /// <param name="subject">What is learnt.</param>
    /// <param name="from">Which examples are learnt from.</param>
    /// <param name="alone">Without the features of the other subject's examples, which the product has in its vocabulary.</param>
    internal Learnt Learn(Subject subject, Func<OwnExample, bool> from, bool alone = false)
    {
        var taken = All.Where(from).ToLookup(example => example.Subject == subject, example => example.Seen);
        return Learner.Learn(subject, [.. taken[true]], alone ? [] : taken[false]);
    }
}

using Cardline.Handoff.Detection;
using Cardline.Handoff.Detection.Learned;

namespace Cardline.Benchmarks.Detection;

/// <summary>What the product sees of a text.</summary>
internal sealed record Seen(Feature[] Features, string Label);

/// <summary>Learns as the product does from its examples, in the same steps, but any subject from any texts.</summary>
/// <param name="lessons">The concepts and the folding of the repository's editors.</param>
internal sealed class Learner(Lessons lessons)
{
    private readonly FeatureReader reader = new(lessons.Concepts);
    private readonly FeatureList list = new();

    internal string Fold(string text) => FoldedText.Of(text, lessons.Variants).Folded;

    internal Seen See(string text, string label)
    {
        reader.Read(Fold(text), list);
        return new Seen(list.Features.ToArray(), label);
    }

    /// <param name="subject">What is learnt.</param>
    /// <param name="samples">What it is learnt from.</param>
    /// <param name="beside">Examples of the other subject: the product has one vocabulary for both.</param>
    internal static Learnt Learn(Subject subject, IReadOnlyCollection<Seen> samples, IEnumerable<Seen> beside)
    {
        var vocabulary = Vocabulary.Of([.. samples.Concat(beside).Select(sample => sample.Features)]);
        var weighed = new List<Weighed>();
        var weighedSamples = new List<(Weighed[], int)>(samples.Count);
        foreach (var sample in samples)
        {
            vocabulary.Weigh(sample.Features, weighed);
            weighedSamples.Add(([.. weighed], subject.PlaceOf(sample.Label)));
        }

        return new Learnt(subject, vocabulary, new Classifier([subject], [Training.Run(weighedSamples, vocabulary.Count, subject.Labels.Count)], vocabulary.Count));
    }
}

/// <summary>What was learnt of one subject.</summary>
internal sealed class Learnt(Subject subject, Vocabulary vocabulary, Classifier classifier)
{
    private readonly List<Weighed> weighed = [];

    internal Subject Subject => subject;

    internal float[] Probabilities(Seen text)
    {
        vocabulary.Weigh(text.Features, weighed);
        return classifier.Probabilities(weighed)[0];
    }

    internal Told Tell(Seen text) => Tell(text.Label, Probabilities(text));

    internal Told Tell(string truth, float[] probabilities) => new(truth, Subject.Labels[Array.IndexOf(probabilities, probabilities.Max())]);
}

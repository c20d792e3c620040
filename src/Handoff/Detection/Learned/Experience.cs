using System.Collections.Concurrent;
using System.Diagnostics;

namespace Cardline.Handoff.Detection.Learned;

/// <summary>All that was learnt from the examples. Immutable; safe for any number of callers.</summary>
internal sealed class Experience
{
    /// <summary>Most characters of a clause that is shown as evidence.</summary>
    public const int EvidenceCharsMax = 120;

    /// <summary>Most characters that are judged at once; what is longer is also judged part by part, so that nothing drowns in it.</summary>
    public const int PartCharsMax = 400;

    /// <summary>How probable a part of a long text must make it that a person is needed at once, to count instead of the whole: of many parts one may always look odd alone.</summary>
    private const float PartAtOnceMin = 0.9f;

    /// <summary>Most parts of a text.</summary>
    private const int PartsMax = 20;

    /// <summary>How many versions of the files are remembered, some 30 MB each: the one in use and the one before an edit.</summary>
    private const int RememberedMax = 2;

    private static readonly ConcurrentDictionary<string, Lazy<Experience>> Remembered = new(StringComparer.Ordinal);

    private readonly FeatureReader _reader;
    private readonly Vocabulary _vocabulary;
    private readonly Classifier _classifier;

    [ThreadStatic]
    private static Workspace? t_workspace;

    private Experience(FeatureReader reader, Vocabulary vocabulary, Classifier classifier) => (_reader, _vocabulary, _classifier) = (reader, vocabulary, classifier);

    /// <summary>Learns. What was learnt from the same files before is not learnt again.</summary>
    /// <param name="lessons">What there is to learn from.</param>
    /// <returns>Null when there are no examples.</returns>
    public static Experience? Of(Lessons lessons)
    {
        if (lessons.AreNone)
        {
            return null;
        }

        if (Remembered.Count >= RememberedMax && !Remembered.ContainsKey(lessons.Version))
        {
            Remembered.Clear();
        }

        return Remembered.GetOrAdd(lessons.Version, _ => new Lazy<Experience>(() => Learn(lessons.Concepts, lessons.Variants, lessons.Examples))).Value;
    }

    /// <summary>Whether the same files were learnt from before.</summary>
    public static bool Knows(Lessons lessons) => Remembered.TryGetValue(lessons.Version, out var learned) && learned.IsValueCreated;

    private static Experience Learn(Concepts concepts, Variants variants, IReadOnlyList<IReadOnlyList<Example>> examples)
    {
        var reader = new FeatureReader(concepts);
        var texts = new Feature[examples.Sum(of => of.Count)][];
        var all = examples.SelectMany(of => of).ToList();
        Parallel.ForEach(Partitioner.Create(0, texts.Length), range =>
        {
            var list = new FeatureList();
            for (var number = range.Item1; number < range.Item2; number++)
            {
                reader.Read(FoldedText.Of(all[number].Text, variants).Folded, list);
                texts[number] = list.Features.ToArray();
            }
        });

        var vocabulary = Vocabulary.Of(texts);
        var learnt = new (float[] Weights, float[] Bias)[Subject.All.Count];
        Parallel.For(0, learnt.Length, i => learnt[i] = Learn(Subject.All[i], examples[i], texts.AsSpan(examples.Take(i).Sum(of => of.Count), examples[i].Count), vocabulary));
        return new Experience(reader, vocabulary, new Classifier(Subject.All, learnt, vocabulary.Count));
    }

    private static (float[] Weights, float[] Bias) Learn(Subject subject, IReadOnlyList<Example> examples, ReadOnlySpan<Feature[]> texts, Vocabulary vocabulary)
    {
        var weighed = new List<Weighed>();
        var samples = new List<(Weighed[], int)>(examples.Count);
        for (var number = 0; number < examples.Count; number++)
        {
            vocabulary.Weigh(texts[number], weighed);
            samples.Add(([.. weighed], subject.PlaceOf(examples[number].Label)));
        }

        return Training.Run(samples, vocabulary.Count, subject.Labels.Count);
    }

    /// <summary>Judges a text; of a long one the part that speaks most for a person, when it is nearly certain.</summary>
    public Likely Judge(FoldedText text)
    {
        var folded = text.Folded;
        var likely = Judge(folded);
        if (folded.Length <= PartCharsMax)
        {
            return likely;
        }

        for (var (start, parts) = (0, 0); start < folded.Length && parts < PartsMax; parts++)
        {
            var end = EndOfPart(folded, start);
            var part = Judge(folded[start..end]);
            likely = part.AtOnce >= PartAtOnceMin && part.AtOnce > likely.AtOnce ? part : likely;
            start = end;
        }

        return likely;
    }

    /// <summary>Parts end where a sentence does, as far as that is not far away.</summary>
    private static int EndOfPart(string folded, int start)
    {
        var end = Math.Min(folded.Length, start + PartCharsMax);
        for (var at = end; at < folded.Length && at > start + (PartCharsMax / 2); at--)
        {
            if (folded[at - 1] is '.' or '!' or '?' or '。' or '\n' or ';')
            {
                return at;
            }
        }

        return end;
    }

    /// <summary>Judges a folded text as it stands.</summary>
    public Likely Judge(string folded)
    {
        var impression = Of(folded);
        var reasons = impression.Reason;
        var count = HandoffReasons.AtOnce.Count;
        var (top, atOnce) = Strongest(reasons, 0, count);
        var (offer, offers) = Strongest(reasons, count, count + HandoffReasons.Offered.Count);
        var (feeling, upset) = Strongest(impression.Emotion, 0, Subject.Emotion.Nothing);
        return new Likely(atOnce, HandoffReasons.All[top], offers, HandoffReasons.All[offer], reasons) { Mood = upset > 0.5f ? Subject.Emotion.Labels[feeling] : null };
    }

    /// <summary>Tells how probable each label of each subject is for a folded text.</summary>
    public Impression Of(string folded) => _classifier.Probabilities(Weigh(folded)) is [var reasons, var emotions] ? new Impression(reasons, emotions) : throw new UnreachableException();

    /// <summary>Finds the clause of a text that speaks most for a reason.</summary>
    /// <param name="text">The text.</param>
    /// <param name="reason">One of <see cref="HandoffReasons"/>.</param>
    /// <returns>The words as they were written.</returns>
    public string Evidence(FoldedText text, string reason)
    {
        var label = Subject.Reason.PlaceOf(reason);
        var folded = text.Folded;
        var speaks = new float[folded.Length + 1];
        foreach (var feature in Weigh(folded))
        {
            speaks[feature.Start] += _classifier.Speaks(feature, label, Subject.Reason.Nothing);
        }

        var (best, bestStart, bestEnd) = (float.MinValue, 0, folded.Length);
        for (var start = 0; start < folded.Length;)
        {
            var (end, sum) = (start, 0f);
            while (end < folded.Length && !Token.EndsClause(folded[end]) && folded[end] is not ('?' or '!'))
            {
                sum += speaks[end++];
            }

            if (end > start && sum > best)
            {
                (best, bestStart, bestEnd) = (sum, start, end);
            }

            start = end + 1;
        }

        var words = text.Written(bestStart, Math.Min(bestEnd - bestStart, EvidenceCharsMax));
        return words.Length <= EvidenceCharsMax ? words : words[..EvidenceCharsMax];
    }

    private static (int Top, float Sum) Strongest(IReadOnlyList<float> probabilities, int from, int to)
    {
        var (top, sum) = (from, 0f);
        for (var place = from; place < to; place++)
        {
            top = probabilities[place] > probabilities[top] ? place : top;
            sum += probabilities[place];
        }

        return (top, sum);
    }

    private List<Weighed> Weigh(string folded)
    {
        var space = t_workspace ??= new Workspace(new FeatureList(), []);
        _reader.Read(folded, space.Features);
        _vocabulary.Weigh(space.Features.Features, space.Weighed);
        return space.Weighed;
    }

    private sealed record Workspace(FeatureList Features, List<Weighed> Weighed);
}

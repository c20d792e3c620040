using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cardline.Knowledge.Search;

/// <summary>Trains the classifier of a large index: an article has weights only for features that its own questions hold, and learns against its nearest rivals only.</summary>
/// <remarks>
/// The same model and the same steps as <see cref="ClassifierTraining"/>, with most of the weights taken to be zero. On BANKING77 that alone costs 0.2 to 1.2
/// points of hit@1 (docs/answer-engine.md; what learning against 15 rivals adds was not measured there), and 10,000 articles fit into memory.
/// </remarks>
internal sealed class SparseTraining
{
    /// <summary>Rivals a sample is learnt against: those that would be confused with its article first.</summary>
    internal const int RivalsMax = 15;

    /// <summary>A feature that more articles hold tells nothing about rivals and is not followed in looking for them.</summary>
    private const int FollowedMax = 300;

    /// <summary>Up to so many holders reading is cheaper than searching.</summary>
    private const int ReadThroughMax = 200;

    private const int EpochsMin = 3;
    private const int EpochsMax = 20;
    private const int StepsWanted = 200_000;
    private const float FirstRate = 4;
    private const float RateDecay = 0.3f;
    private const float Smoothing = 0.02f;
    private const float DroppedBelow = 0.05f;
    private const int Seed = 20261121;

    private readonly FeatureHolders holders;
    private readonly float[] weights;
    private readonly int[] marks;
    private readonly Pair[] pairs;
    private int found;
    private readonly float[] chances = new float[RivalsMax + 1];

    private SparseTraining(FeatureHolders holders, int articles, int longest)
    {
        this.holders = holders;
        weights = new float[holders.Count];
        marks = new int[articles];
        pairs = new Pair[longest * (RivalsMax + 1)];
    }

    /// <param name="samples">What to learn from.</param>
    /// <param name="holders">Which articles hold each feature.</param>
    /// <param name="articles">Number of articles.</param>
    /// <param name="cancel">Looked at before each pass and while rivals are looked for.</param>
    internal static Classifier Run(IReadOnlyList<Sample> samples, FeatureHolders holders, int articles, CancellationToken cancel)
    {
        var longest = samples.Count == 0 ? 1 : samples.Max(sample => sample.Vector.Ids.Length);
        var training = new SparseTraining(holders, articles, longest);
        var rivals = new int[samples.Count][];
        var near = new float[articles];
        for (var number = 0; number < samples.Count; number++)
        {
            cancel.ThrowIfCancellationRequested();
            rivals[number] = training.RivalsOf(samples[number], near);
        }

        var order = Enumerable.Range(0, samples.Count).ToArray();
        var random = new Random(Seed);
        var steps = 0;
        var epochs = Math.Clamp(StepsWanted / Math.Max(1, samples.Count), EpochsMin, EpochsMax);
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            cancel.ThrowIfCancellationRequested();
            random.Shuffle(order);
            foreach (var number in order)
            {
                training.Learn(samples[number], rivals[number], FirstRate / (1 + (RateDecay * steps / samples.Count)));
                steps++;
            }
        }

        return holders.Weighted(training.weights, DroppedBelow, articles);
    }

    // The sample's own article first, then those that share most of its telling features.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int[] RivalsOf(Sample sample, float[] near)
    {
        var touched = new List<int>();
        for (var i = 0; i < sample.Vector.Ids.Length; i++)
        {
            var holding = holders.Of(sample.Vector.Ids[i]);
            if (holding.Length > FollowedMax) continue;
            var square = sample.Vector.Values[i] * sample.Vector.Values[i];
            foreach (var article in holding)
            {
                if (near[article] == 0) touched.Add(article);
                near[article] += square;
            }
        }

        var best = new PriorityQueue<int, float>(RivalsMax + 1);
        foreach (var article in touched)
        {
            if (article == sample.Article) continue;
            if (best.Count < RivalsMax) best.Enqueue(article, near[article]);
            else best.EnqueueDequeue(article, near[article]);
        }

        foreach (var article in touched) near[article] = 0;
        return [sample.Article, .. best.UnorderedItems.Select(item => item.Element)];
    }

    // Compiled at its best from the first call, as in ClassifierTraining.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Learn(Sample sample, int[] against, float rate)
    {
        var values = sample.Vector.Values;
        Find(sample.Vector.Ids, against);
        for (var rival = 0; rival < against.Length; rival++) chances[rival] = 0;
        for (var i = 0; i < found; i++) chances[pairs[i].Rival] += values[pairs[i].Feature] * weights[pairs[i].Place];
        Steps(sample, against.Length);
        for (var i = 0; i < found; i++) weights[pairs[i].Place] -= rate * chances[pairs[i].Rival] * values[pairs[i].Feature];
    }

    // All pairs of a feature of the sample and a rival that holds it. A short list of holders is read through, a long one is searched.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Find(int[] ids, int[] against)
    {
        found = 0;
        for (var rival = 0; rival < against.Length; rival++) marks[against[rival]] = rival + 1;
        for (var i = 0; i < ids.Length; i++)
        {
            var holding = holders.Of(ids[i]);
            var start = holders.StartOf(ids[i]);
            if (holding.Length <= ReadThroughMax)
            {
                for (var k = 0; k < holding.Length; k++)
                {
                    if (marks[holding[k]] > 0) pairs[found++] = new Pair(i, marks[holding[k]] - 1, start + k);
                }
            }
            else
            {
                for (var rival = 0; rival < against.Length; rival++)
                {
                    if (holding.BinarySearch(against[rival]) is >= 0 and var at) pairs[found++] = new Pair(i, rival, start + at);
                }
            }
        }

        foreach (var article in against) marks[article] = 0;
    }

    // Turns the scores into the gradient, as ClassifierTraining does.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Steps(Sample sample, int count)
    {
        var among = chances.AsSpan(0, count);
        var largest = float.MinValue;
        foreach (var score in among) largest = Math.Max(largest, score);
        var total = 0f;
        for (var i = 0; i < count; i++) total += among[i] = MathF.Exp(among[i] - largest);
        for (var i = 0; i < count; i++) among[i] /= total;
        if (sample.Not)
        {
            var wrong = Math.Min(among[0], 0.999f);
            for (var i = 1; i < count; i++) among[i] *= -wrong / (1 - wrong);
            among[0] = wrong;
            return;
        }

        for (var i = 0; i < count; i++) among[i] -= Smoothing / count;
        among[0] -= 1 - Smoothing;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Pair(int Feature, int Rival, int Place);
}

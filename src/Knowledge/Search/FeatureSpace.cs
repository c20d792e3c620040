using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cardline.Knowledge.Search;

/// <summary>A text as numbers: its known features in order of number, each once, with their weights.</summary>
/// <param name="Ids">Numbers of the features, rising.</param>
/// <param name="Values">Their weights; the squares sum to 1.</param>
/// <param name="Known">Share of the text, by rarity, that is known at all, 0 to 1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SparseVector(int[] Ids, float[] Values, float Known);

/// <summary>All features of the sample questions, numbered, each with how much it tells.</summary>
/// <remarks>
/// A feature weighs more when few questions and few articles hold it: the root of the product of both rarities. Each view of a text
/// (words, pairs, letters) is brought to the same length, so that the many pairs do not drown the few words.
/// </remarks>
internal sealed class FeatureSpace
{
    /// <summary>From so many questions on, a pair of words that only one question holds is left out: it tells nothing and there are many.</summary>
    private const int RarePairsUpTo = 4_000;

    /// <summary>Added to an article rarity, so that a word of every article still weighs a little.</summary>
    private const double RarityFloor = 0.3;

    private const int Kinds = 3;

    private readonly FeatureTable numbers;

    // Side by side: whoever asks for one of a feature asks for the other too, and a question asks for some hundred features.
    private readonly Told[] told;
    private readonly int[] holding;
    private readonly float unknownWeight;

    private FeatureSpace(Dictionary<ulong, Counted> counted, int questions, int articles)
    {
        var withoutRarePairs = questions > RarePairsUpTo;
        var kept = counted.Where(pair => !(withoutRarePairs && pair.Value is { Kind: FeatureKind.Pair, Questions: 1 })).ToList();
        numbers = new FeatureTable(kept.Count);
        told = new Told[kept.Count];
        holding = new int[kept.Count];
        foreach (var (key, count) in kept)
        {
            var number = numbers.Add(key);
            told[number] = new Told(WeightOf(count.Questions, questions, count.Articles, articles), count.Kind);
            holding[number] = count.Questions;
        }

        unknownWeight = WeightOf(0, questions, 0, articles);
    }

    internal int Count => told.Length;

    /// <param name="textsOfArticles">The titles and sample questions of each article, and at the end those of none.</param>
    /// <param name="read">Reads their features.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static FeatureSpace Of(IReadOnlyList<IEnumerable<string>> textsOfArticles, Func<string, List<Feature>> read)
    {
        var counted = new Dictionary<ulong, Counted>();
        var questions = 0;
        for (var article = 0; article < textsOfArticles.Count; article++)
        {
            foreach (var text in textsOfArticles[article])
            {
                questions++;
                foreach (var feature in read(text))
                {
                    ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counted, feature.Key, out var known);
                    if (!known) count = new Counted(feature.Kind);
                    count.See(questions, article);
                }
            }
        }

        return new FeatureSpace(counted, questions, textsOfArticles.Count);
    }

    internal bool Knows(ulong key) => numbers.Find(key) >= 0;

    internal int? Number(ulong key) => numbers.Find(key) is >= 0 and var number ? number : null;

    /// <summary>How many titles and sample questions hold a feature.</summary>
    internal int Holding(ulong key) => numbers.Find(key) is >= 0 and var number ? holding[number] : 0;

    /// <summary>How much a known feature tells, before a text is brought to one length.</summary>
    internal float Rarity(int number) => told[number].Weight;

    /// <param name="features">The features of a text.</param>
    /// <param name="places">Takes the place of each of them in the vector, -1 for one that is not known or was read before; empty when nobody asks.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal SparseVector Vector(List<Feature> features, Span<int> places = default)
    {
        // Number and place in the text in one: sorted, equal features stand together, the one read first in front.
        var rented = ArrayPool<ulong>.Shared.Rent(features.Count);
        var count = 0;
        var unknown = 0f;
        for (var i = 0; i < features.Count; i++)
        {
            var number = numbers.Find(features[i].Key);
            if (number >= 0) rented[count++] = ((ulong)number << 32) | (uint)i;
            else if (features[i].Kind != FeatureKind.Pair) unknown += unknownWeight * unknownWeight;
        }

        var sorted = rented.AsSpan(0, count);
        sorted.Sort();
        places.Fill(-1);
        var ids = new int[Distinct(sorted)];
        for (var place = 0; place < ids.Length; place++)
        {
            ids[place] = (int)(sorted[place] >> 32);
            if (!places.IsEmpty) places[(int)(uint)sorted[place]] = place;
        }

        ArrayPool<ulong>.Shared.Return(rented);
        return Weighted(ids, unknown);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private SparseVector Weighted(int[] ids, float unknown)
    {
        var count = ids.Length;
        var values = new float[count];
        Span<float> squares = stackalloc float[Kinds];
        squares.Clear();
        for (var i = 0; i < count; i++)
        {
            var (weight, kind) = told[ids[i]];
            values[i] = weight;
            squares[(int)kind] += weight * weight;
        }

        var known = squares[(int)FeatureKind.Word] + squares[(int)FeatureKind.Letters];
        var views = 0;
        foreach (var square in squares) views += square > 0 ? 1 : 0;
        for (var kind = 0; kind < Kinds; kind++) squares[kind] = MathF.Sqrt(squares[kind] * views);
        for (var i = 0; i < count; i++) values[i] /= squares[(int)told[ids[i]].Kind];
        return new SparseVector(ids, values, known > 0 ? known / (known + unknown) : 0);
    }

    /// <summary>What <see cref="SparseVector.Known"/> would be of a sample if no article held it.</summary>
    internal double KnownToOthers(SparseVector sample)
    {
        var (known, unknown) = (0f, 0f);
        foreach (var number in sample.Ids)
        {
            if (told[number].Kind == FeatureKind.Pair) continue;
            if (holding[number] == 1) unknown += unknownWeight * unknownWeight;
            else known += told[number].Weight * told[number].Weight;
        }

        return known > 0 ? known / (known + unknown) : 0;
    }

    private static int Distinct(Span<ulong> sorted)
    {
        var count = 0;
        foreach (var one in sorted)
        {
            if (count == 0 || sorted[count - 1] >> 32 != one >> 32) sorted[count++] = one;
        }

        return count;
    }

    private static float WeightOf(int holdingQuestions, int questions, int holdingArticles, int articles)
    {
        var amongQuestions = Math.Log((1.0 + questions) / (1 + holdingQuestions)) + 1;
        var amongArticles = Math.Log(1 + ((articles - holdingArticles + 0.5) / (holdingArticles + 0.5))) + RarityFloor;
        return (float)Math.Sqrt(amongQuestions * amongArticles);
    }

    // How much a feature tells before a text is brought to one length, and the view it belongs to.
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Told(float Weight, FeatureKind Kind);

    [StructLayout(LayoutKind.Auto)]
    private struct Counted(FeatureKind kind)
    {
        private int lastQuestion = 0;
        private int lastArticle = -1;

        internal readonly FeatureKind Kind => kind;

        internal int Questions { get; private set; }

        internal int Articles { get; private set; }

        internal void See(int question, int article)
        {
            if (lastQuestion != question)
            {
                lastQuestion = question;
                Questions++;
            }

            if (lastArticle == article) return;
            lastArticle = article;
            Articles++;
        }
    }
}

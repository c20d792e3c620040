namespace Cardline.Knowledge.Search;

/// <summary>What the engine measured of one question, for the articles that are near at all.</summary>
/// <param name="Key">The folded letters and digits alone.</param>
/// <param name="Corrected">The folded question with mistyped words put right, for looking up names of products.</param>
/// <param name="Features">Its features for the classifier.</param>
/// <param name="Numbers">The number of each feature, -1 for one that is not known.</param>
/// <param name="Tokens">The words they were read from.</param>
/// <param name="Vector">Its known features.</param>
/// <param name="Articles">The numbers of the nearest articles, in rising order; all of a small index.</param>
/// <param name="Evidence">The classifier's evidence for each of them.</param>
/// <param name="Words">BM25F for each of them, as a share of the question's weight.</param>
/// <param name="Known">Root of the share of the question that is known, less what is usual in this index.</param>
/// <param name="Covered">Share of the known weight that stands in samples of the classifier's first article, less what is usual in this index.</param>
/// <param name="Length">Hundreds of known features, less what is usual in this index.</param>
/// <param name="Outside">Logarithm of the odds that it is like the questions that are to be refused; null when the engine was taught none.</param>
internal sealed record Signs(
    string Key,
    string Corrected,
    List<Feature> Features,
    int[] Numbers,
    IReadOnlyList<Token> Tokens,
    SparseVector Vector,
    int[] Articles,
    float[] Evidence,
    double[] Words,
    double Known,
    double Covered,
    double Length,
    double? Outside);

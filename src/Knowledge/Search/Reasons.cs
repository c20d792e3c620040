namespace Cardline.Knowledge.Search;

/// <summary>Finds the words that spoke for one article against another.</summary>
internal static class Reasons
{
    private const int WordsMax = 8;

    /// <summary>Known features of a question that is no longer than most; for a longer one memory is allocated.</summary>
    private const int CountedOnStackMax = 1_024;

    /// <param name="signs">What was signs.</param>
    /// <param name="classifier">The classifier that weighed it.</param>
    /// <param name="first">The article that came first.</param>
    /// <param name="second">The one it is compared with; -1 when there is none.</param>
    internal static IReadOnlyList<MatchedWord> Of(Signs signs, Classifier classifier, int first, int second)
    {
        Span<bool> counted = stackalloc bool[CountedOnStackMax];
        counted = signs.Vector.Ids.Length <= counted.Length ? counted[..signs.Vector.Ids.Length] : new bool[signs.Vector.Ids.Length];
        counted.Clear();
        var spoke = new double[signs.Tokens.Count];
        for (var i = 0; i < signs.Features.Count; i++)
        {
            // Each feature is counted once, for the words it was first read from.
            var (feature, number) = (signs.Features[i], signs.Numbers[i]);
            if (number < 0) continue;
            var place = Array.BinarySearch(signs.Vector.Ids, number);
            if (counted[place]) continue;
            counted[place] = true;
            var weight = signs.Vector.Values[place] * (classifier.Between(number, first) - (second < 0 ? 0 : classifier.Between(number, second)));
            if (feature.Second >= spoke.Length) continue;
            spoke[feature.First] += weight / 2;
            spoke[feature.Second] += weight / 2;
        }

        var words = Joined(signs.Tokens, spoke);
        var total = words.Sum(word => word.Weight);
        return
        [
            .. words.GroupBy(word => word.Word, StringComparer.Ordinal)
                .Select(group => new MatchedWord(group.Key, group.Sum(word => word.Weight) / total))
                .OrderByDescending(word => word.Weight)
                .Take(WordsMax),
        ];
    }

    // Neighbouring Chinese characters that spoke for the article are shown as the word they probably are.
    private static List<MatchedWord> Joined(IReadOnlyList<Token> tokens, double[] spoke)
    {
        var words = new List<MatchedWord>();
        var open = false;
        for (var place = 0; place < tokens.Count; place++)
        {
            if (spoke[place] <= 0)
            {
                open = false;
                continue;
            }

            if (open && tokens[place].IsHan) words[^1] = new MatchedWord(words[^1].Word + tokens[place].Written, words[^1].Weight + spoke[place]);
            else words.Add(new MatchedWord(tokens[place].Written, spoke[place]));
            open = tokens[place].IsHan;
        }

        return words;
    }
}

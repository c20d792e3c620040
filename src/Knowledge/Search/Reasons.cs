namespace Cardline.Knowledge.Search;

/// <summary>Finds the words that spoke for one article against another.</summary>
internal static class Reasons
{
    private const int WordsMax = 8;

    /// <param name="signs">What was signs.</param>
    /// <param name="classifier">The classifier that weighed it.</param>
    /// <param name="space">Its features.</param>
    /// <param name="first">The article that came first.</param>
    /// <param name="second">The one it is compared with; -1 when there is none.</param>
    internal static IReadOnlyList<MatchedWord> Of(Signs signs, Classifier classifier, FeatureSpace space, int first, int second)
    {
        var values = new Dictionary<int, float>(signs.Vector.Ids.Length);
        for (var i = 0; i < signs.Vector.Ids.Length; i++) values[signs.Vector.Ids[i]] = signs.Vector.Values[i];
        var spoke = new double[signs.Tokens.Count];
        foreach (var feature in signs.Features)
        {
            // Each feature is counted once, for the words it was first read from.
            if (space.Number(feature.Key) is not { } number || !values.Remove(number, out var value)) continue;
            var weight = value * (classifier.Between(number, first) - (second < 0 ? 0 : classifier.Between(number, second)));
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

namespace Cardline.Knowledge.Search;

/// <summary>Finds the words that spoke for one article against another.</summary>
internal static class Reasons
{
    private const int WordsMax = 8;

    /// <param name="signs">What was measured of the question.</param>
    /// <param name="classifier">The classifier that weighed it.</param>
    /// <param name="first">The article that came first.</param>
    /// <param name="second">The one it is compared with; -1 when there is none.</param>
    internal static IReadOnlyList<MatchedWord> Of(Signs signs, Classifier classifier, int first, int second)
    {
        var spoke = new double[signs.Tokens.Length];
        foreach (var feature in signs.Features)
        {
            if (feature.Second >= spoke.Length) continue;
            var number = signs.Vector.Ids[feature.Place];
            var weight = signs.Vector.Values[feature.Place] * (classifier.Between(number, first) - (second < 0 ? 0 : classifier.Between(number, second)));
            spoke[feature.First] += weight / 2;
            spoke[feature.Second] += weight / 2;
        }

        var words = Joined(signs.Tokens, spoke);
        var total = 0.0;
        foreach (var word in words) total += word.Weight;
        return Strongest(Together(words), total);
    }

    // Neighbouring Chinese characters that spoke for the article are shown as the word they probably are.
    private static List<(string Word, double Weight)> Joined(Token[] tokens, double[] spoke)
    {
        var words = new List<(string Word, double Weight)>(WordsMax);
        var open = false;
        for (var place = 0; place < spoke.Length; place++)
        {
            if (spoke[place] <= 0)
            {
                open = false;
                continue;
            }

            var token = tokens[place];
            if (open && token.IsHan) words[^1] = (words[^1].Word + token.Written, words[^1].Weight + spoke[place]);
            else words.Add((token.Written, spoke[place]));
            open = token.IsHan;
        }

        return words;
    }

    // A word that was written twice is shown once, where it was written first.
    private static List<(string Word, double Weight)> Together(List<(string Word, double Weight)> words)
    {
        var places = new Dictionary<string, int>(words.Count, StringComparer.Ordinal);
        var count = 0;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (places.TryAdd(word.Word, count)) words[count++] = word;
            else words[places[word.Word]] = (word.Word, words[places[word.Word]].Weight + word.Weight);
        }

        words.RemoveRange(count, words.Count - count);
        return words;
    }

    // The strongest first, and of equals the one written first. Eight are looked for, so nothing is sorted.
    private static MatchedWord[] Strongest(List<(string Word, double Weight)> words, double total)
    {
        var strongest = new MatchedWord[Math.Min(WordsMax, words.Count)];
        for (var rank = 0; rank < strongest.Length; rank++)
        {
            var best = 0;
            for (var i = 1; i < words.Count; i++)
            {
                if (words[i].Weight / total > words[best].Weight / total) best = i;
            }

            strongest[rank] = new MatchedWord(words[best].Word, words[best].Weight / total);
            words[best] = (words[best].Word, double.NegativeInfinity);
        }

        return strongest;
    }
}

using Cardline.Benchmarks.Converting;
using Cardline.Knowledge.Articles;

namespace Cardline.Benchmarks.Scale;

/// <summary>Makes any number of articles that behave like text: a few words are everywhere, most are rare.</summary>
/// <remarks>
/// Words shared by all are drawn with Zipf's law. Each article also has words of its own, drawn from a pool of such a size that a word
/// belongs to about <see cref="SharersOfOwnWord"/> articles: so no single word gives an article away, however many there are. A
/// question to be asked is one of an article's sample questions that was kept out of it, with a word dropped and another replaced.
/// The same arguments make the same articles on every machine.
/// </remarks>
internal sealed class SyntheticArticles
{
    /// <summary>Articles that are compared at several sizes, beside other searchers.</summary>
    internal const int ArticlesMax = 20_000;

    /// <summary>Articles of one largest index; the knowledge room itself reads no more.</summary>
    internal const int LargestMax = FolderReader.ArticlesMax;
    internal const int QuestionsMax = 100;
    private const int SharedWords = 4_000;
    private const int OwnWords = 8;
    private const int SharersOfOwnWord = 5;
    private const int QuestionWordsMin = 6;
    private const int QuestionWordsMax = 12;
    private const double OwnShare = 0.3;
    private readonly Random random;
    private readonly double[] cumulative;
    private readonly int pool;

    private SyntheticArticles(int articles, int seed)
    {
        random = new Random(seed);
        pool = Math.Max(OwnWords, articles * OwnWords / SharersOfOwnWord);
        cumulative = new double[SharedWords];
        var sum = 0.0;
        for (var rank = 0; rank < SharedWords; rank++) cumulative[rank] = sum += 1.0 / (rank + 1);
    }

    internal static (IReadOnlyList<MadeArticle> Articles, IReadOnlyList<MadeQuestion> Asked) Make(int articles, int questions, int asked, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(articles, LargestMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(questions, QuestionsMax);
        var made = new SyntheticArticles(articles, seed);
        var list = new List<MadeArticle>(articles);
        var askable = new List<MadeQuestion>(articles);
        for (var number = 0; number < articles; number++)
        {
            var own = made.Own();
            var id = $"made-{number:00000}";
            list.Add(new MadeArticle(
                id,
                string.Join(' ', own[0], made.Shared(), own[1], made.Shared()),
                [.. Enumerable.Range(0, questions).Select(_ => string.Join(' ', made.Question(own)))],
                string.Join(' ', made.Question(own).Concat(made.Question(own)))));
            askable.Add(new MadeQuestion(made.Bent(made.Question(own), own), id));
        }

        // Evenly over all articles, so that none is asked twice while another is not asked.
        var step = Math.Max(1.0, askable.Count / (double)Math.Max(1, asked));
        return (list, [.. Enumerable.Range(0, Math.Min(asked, askable.Count)).Select(place => askable[(int)(place * step)])]);
    }

    /// <summary>A word that can be said: the number written in syllables, rare words longer than frequent ones.</summary>
    internal static string Word(int number)
    {
        const string Consonants = "bdfgklmnprstvz";
        const string Vowels = "aeiou";
        var syllables = Consonants.Length * Vowels.Length;
        var word = string.Empty;
        do
        {
            var syllable = number % syllables;
            word += $"{Consonants[syllable / Vowels.Length]}{Vowels[syllable % Vowels.Length]}";
            number = (number / syllables) - 1;
        }
        while (number >= 0);
        return word;
    }

    private string[] Own() => [.. Enumerable.Range(0, OwnWords).Select(_ => Word(SharedWords + random.Next(pool)))];

    private string Shared()
    {
        var drawn = random.NextDouble() * cumulative[^1];
        var found = Array.BinarySearch(cumulative, drawn);
        return Word(Math.Min(SharedWords - 1, found >= 0 ? found : ~found));
    }

    // At least one word is the article's own: a question that says nothing about it could be anybody's.
    private string[] Question(string[] own)
    {
        var words = new string[random.Next(QuestionWordsMin, QuestionWordsMax + 1)];
        for (var place = 0; place < words.Length; place++) words[place] = random.NextDouble() < OwnShare ? own[random.Next(own.Length)] : Shared();
        words[random.Next(words.Length)] = own[random.Next(own.Length)];
        return words;
    }

    private string Bent(string[] words, string[] own)
    {
        var kept = words.ToList();
        kept.RemoveAt(random.Next(kept.Count));
        kept[random.Next(kept.Count)] = Shared();
        if (!kept.Exists(own.Contains)) kept.Add(own[random.Next(own.Length)]);
        return string.Join(' ', kept);
    }
}

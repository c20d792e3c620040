using Cardline.Knowledge.Index;
using Cardline.Knowledge.Search;
using Cardline.Knowledge.Vectors;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cardline.Knowledge.Tests.Vectors;

/// <summary>Articles whose questions share most of their words, so that words alone are often wrong.</summary>
internal sealed class VagueShelf : IDisposable
{
    internal const int Articles = 16;
    internal const int SamplesEach = 10;
    private const int WordsEach = 5;

    private static readonly string[] Vowels = ["a", "e", "i", "o", "u"];
    private static readonly string[] Letters = ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t"];
    private static readonly string[] Words = [.. from first in Letters from vowel in Vowels select $"{first}{vowel}{first}or{vowel}"];

    private readonly Dictionary<string, string> articleOf = new(StringComparer.Ordinal);
    private readonly Random random;

    internal VagueShelf(int seed = 1, int articles = Articles)
    {
        random = new Random(seed);
        for (var number = 0; number < articles; number++) Write(number, [.. Enumerable.Range(0, SamplesEach).Select(_ => Question(number))]);
        Asked = [.. Enumerable.Range(0, 240).Select(i => (Question(i % articles), Id(i % articles)))];
    }

    internal KnowledgeFolder Folder { get; } = new();

    /// <summary>Questions that stand in no article, with the right one.</summary>
    internal IReadOnlyList<(string Text, string Article)> Asked { get; }

    public void Dispose() => Folder.Dispose();

    internal static string Id(int number) => $"a{number:00}";

    internal void Write(int number, params string[] questions)
    {
        var title = $"Title {Words[number]} {Words[number + 20]}";
        foreach (var text in questions.Append(title)) articleOf[text] = Id(number);
        Folder.Article(Id(number), "en", title, $"Body {number}.", $"questions: [{string.Join(", ", questions)}]");
    }

    /// <summary>A model that knows which article every text is about.</summary>
    internal FakeEmbeddings Oracle(double noise = 0.8) => new(text => FakeEmbeddings.About(articleOf.GetValueOrDefault(text, "nothing"), text, noise));

    internal KnowledgeIndex Index(KnowledgeIndex? before = null) => new(Folder.Read(), KnowledgeServices.Engine, before);

    internal static VectorRound Round(FakeEmbeddings model, VectorCache? cache = null, TimeProvider? time = null) =>
        new(model.Source(), cache ?? new VectorCache("fake"), time ?? new ManualTime(KnowledgeFolder.Today), NullLogger.Instance);

    internal static DateOnly Today => DateOnly.FromDateTime(KnowledgeFolder.Today.DateTime);

    internal static IRanker Ranker(KnowledgeIndex index) => index.At(Today).Ranker;

    /// <summary>The share of the questions whose article comes first.</summary>
    internal double HitAt1(KnowledgeIndex index, FakeEmbeddings? model) =>
        Asked.Average(row => Ranker(index).Rank(row.Text, vector: model is null ? default : VectorOf(model, row.Text)).Articles[0].Article == row.Article ? 1.0 : 0);

    internal static float[] VectorOf(FakeEmbeddings model, string text) => model.GenerateAsync([text]).GetAwaiter().GetResult()[0].Vector.ToArray();

    // Two words of five are drawn from the article's own few, which its neighbours share.
    private string Question(int number)
    {
        var words = Enumerable.Range(0, WordsEach).Select(place => place < 2 ? Words[(number * 3 + random.Next(8)) % Words.Length] : Words[random.Next(Words.Length)]);
        var text = string.Join(' ', words);
        articleOf[text] = Id(number);
        return text;
    }
}

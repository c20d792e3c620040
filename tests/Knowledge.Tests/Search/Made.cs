using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Tests.Search;

/// <summary>Articles made in memory, for tests of the engine without a folder.</summary>
internal static class Made
{
    private static readonly Dictionary<string, IReadOnlyList<string>> ForAll = [];

    internal static RankedDocument Document(string id, string title, params string[] questions) => new(id, [title], questions, [], [], ForAll);

    internal static RankedDocument For(string product, string id, string title, params string[] questions) =>
        Document(id, title, questions) with { Applies = new Dictionary<string, IReadOnlyList<string>> { ["product"] = [product] } };

    internal static TrainedRanker Ranker(params RankedDocument[] documents) => new(documents, Glossary.Empty, []);

    /// <summary>Four articles that share few words, so that what a test adds is what decides.</summary>
    internal static RankedDocument[] Desk() =>
    [
        Document("card.lost", "My card is lost", "I cannot find my card", "somebody stole my wallet", "卡丢了怎么办", "信用卡被偷了"),
        Document("pin.forgot", "I forgot my PIN", "how do I reset the PIN", "the machine says wrong code", "忘记密码怎么办", "怎么重置密码"),
        Document("statement.copy", "Where do I find my statement", "send me the bill of last month", "download a statement", "账单在哪里看", "怎么下载账单"),
        Document("limit.raise", "How do I raise my credit limit", "I want a higher limit", "more credit for a journey", "怎么提高额度", "想要更高的额度"),
    ];

    internal static double Of(this Ranking ranking, string article) =>
        ranking.Articles.Where(ranked => ranked.Article == article).Select(ranked => ranked.Probability).SingleOrDefault();
}

using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;
using Cardline.Knowledge.Search;
using FsCheck;
using FsCheck.Fluent;

namespace Cardline.Knowledge.Tests.Search;

public sealed class TrainedRankerTests : IDisposable
{
    private readonly KnowledgeFolder folder = KnowledgeFolder.Small();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Rank_AnyText_GivesEveryArticleOnceWithAProbabilityInOrder()
    {
        var ranker = new TrainedRanker(Documents(), Glossary.Empty, []);

        Check.QuickThrowOnFailure(Prop.ForAll<string?>(text =>
        {
            var ranked = ranker.Rank(text ?? string.Empty).Articles;
            return ranked.Select(one => one.Article).Distinct(StringComparer.Ordinal).Count() == 6
                && ranked.All(one => one.Probability is >= 0 and <= 1)
                && ranked.Zip(ranked.Skip(1)).All(pair => pair.First.Probability >= pair.Second.Probability);
        }));
    }

    [Fact]
    public void Rank_ArticlesReadInAnotherOrder_GivesTheSameFigures()
    {
        var documents = Documents();
        string[] questions = ["card", "gold fee a year", "卡丢了怎么办啊", "annual fee", "利息", "", "I forgot", "how long is the interest-free period"];
        var first = new TrainedRanker(documents, Glossary.Empty, []);

        Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
        {
            var shuffled = new TrainedRanker([.. documents.OrderBy(document => (document.Id.Length * 31) ^ (document.Id[^1] * seed))], Glossary.Empty, []);
            return questions.All(question => first.Rank(question).Articles.SequenceEqual(shuffled.Rank(question).Articles));
        }));
    }

    [Fact]
    public void Rank_NoArticles_IsEmpty()
    {
        new TrainedRanker([], Glossary.Empty, []).Rank("anything").Articles.ShouldBeEmpty();
    }

    [Fact]
    public void Rank_MistypedProduct_StillKnowsTheProduct()
    {
        var ranked = new TrainedRanker(Documents(), Glossary.Empty, []).Rank("platnium anual fee").Articles;

        ranked[0].Article.ShouldBe("fee.platinum");
        ranked.Single(one => one.Article == "fee.gold").Probability.ShouldBeLessThan(0.1);
    }

    [Fact]
    public void Rank_GlossaryNamesAProduct_TreatsTheNameAsThatProduct()
    {
        var glossary = Glossary.Read("glossary.yml", "gold: [尊享卡]\nannual fee: [yearly charge]", [])!;

        var ranked = new TrainedRanker(Documents(), glossary, []).Rank("尊享卡年费").Articles;

        ranked[0].Article.ShouldBe("fee.gold");
        ranked.Single(one => one.Article == "fee.platinum").Probability.ShouldBeLessThan(0.1);
    }

    [Theory]
    [InlineData("金卡年费", "gold")]
    [InlineData("白金卡年费", "platinum")]
    [InlineData("白金卡和金卡哪个好", "gold platinum")]
    [InlineData("golden rule", "")]
    [InlineData("GOLD?", "gold")]
    [InlineData("卡年费", "")]
    public void NamedIn_Question_FindsTheLongestNameOnly(string question, string named)
    {
        var signal = new AppliesSignal(Documents(), Glossary.Empty);

        string.Join(' ', signal.For(Folding.Fold(question), holds: null).Select(filter => filter.Value).Order(StringComparer.Ordinal)).ShouldBe(named);
    }

    private List<RankedDocument> Documents() =>
        [.. new Period(folder.Read(), new DateOnly(2026, 6, 1), _ => new TrainedRanker([], Glossary.Empty, [])).Articles.Select(article => article.Document())];
}

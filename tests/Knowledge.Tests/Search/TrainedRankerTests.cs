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
    [InlineData("what is the annual fee")]
    [InlineData("how much is the annual fee")]
    [InlineData("年费是多少")]
    public void Rank_NoProductNamed_PutsTheProductsBeforeTheirNeighbour(string question)
    {
        AddRefund();

        var ranked = new TrainedRanker(Documents(), Glossary.Empty, []).Rank(question).Articles;

        ranked.Take(2).Select(one => one.Article).Order(StringComparer.Ordinal).ShouldBe(["fee.gold", "fee.platinum"]);
        ranked.Take(2).ShouldAllBe(one => one.Probability < Verdict.AnswerFrom);
        Verdict.Of(ranked).ShouldBe(AnswerOutcome.Choose);
    }

    [Fact]
    public void Rank_NoProductNamedButHeld_PutsTheHeldProductFirst()
    {
        AddRefund();

        var ranked = new TrainedRanker(Documents(), Glossary.Empty, []).Rank("how much is the annual fee", new Dictionary<string, string> { ["product"] = "platinum" }).Articles;

        ranked[0].Article.ShouldBe("fee.platinum");
        ranked.Single(one => one.Article == "fee.gold").Probability.ShouldBeLessThan(0.05);
    }

    [Fact]
    public void Rank_NeighbourAsked_IsNotTakenByTheProducts()
    {
        AddRefund();

        new TrainedRanker(Documents(), Glossary.Empty, []).Rank("annual fee refund").Articles[0].Article.ShouldBe("fee.refund");
    }

    [Fact]
    public void Of_WordsThatSiblingsShare_BelongToAllOfThemAndToNobodyElse()
    {
        AddRefund();
        var documents = Documents();

        var nameless = NamelessQuestions.Of(documents, new AppliesSignal(documents, Glossary.Empty));

        IReadOnlyList<string> Of(string id) => nameless[documents.FindIndex(document => document.Id == id)];
        Of("fee.gold").ShouldBe(["how much is the card per year", "what is the annual fee of the card?", "yearly fee", "一年多少钱", "年费是多少?"]);
        Of("fee.platinum").ShouldBe(Of("fee.gold"));
        Of("fee.refund").ShouldBeEmpty();
        Of("card.lost").ShouldBeEmpty();
    }

    [Fact]
    public void Of_ProductWithoutSibling_GetsNothing()
    {
        RankedDocument lounge = new("benefits.lounge", ["Platinum lounge"], ["lounge of the platinum card"], [], [], new Dictionary<string, IReadOnlyList<string>> { ["product"] = ["platinum"] });
        List<RankedDocument> documents = [.. Documents().Where(document => document.Id != "fee.gold"), lounge];

        NamelessQuestions.Of(documents, new AppliesSignal(documents, Glossary.Empty)).ShouldAllBe(texts => texts.Count == 0);
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

    // The article that is nearest to the fees and for every card: it alone holds their words without a name.
    private void AddRefund()
    {
        folder.Article("fee.refund", "en", "Can an annual fee already charged be refunded?", "Ask us.", "questions: [refund of annual fee, reverse the annual fee, is the annual fee given back]");
        folder.Article("fee.refund", "zh-Hans", "已经扣的年费能退吗？", "请联系我们。", "questions: [退年费, 年费退给我]");
    }

    private List<RankedDocument> Documents() =>
        [.. new Period(folder.Read(), new DateOnly(2026, 6, 1), _ => new TrainedRanker([], Glossary.Empty, [])).Articles.Select(article => article.Document())];
}

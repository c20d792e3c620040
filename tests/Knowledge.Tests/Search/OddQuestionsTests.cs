using Cardline.Knowledge.Index;
using Cardline.Knowledge.Search;
using Cardline.TestKit;

namespace Cardline.Knowledge.Tests.Search;

/// <summary>Whatever is typed, pasted or sent by a program ends in an honest answer, on a small index and on the shipped one.</summary>
public sealed class OddQuestionsTests : IClassFixture<OddQuestionsTests.Desks>
{
    private static readonly Dictionary<string, string> NothingFits = new(StringComparer.Ordinal)
    {
        ["empty"] = string.Empty,
        ["blanks"] = " \t\r\n\u3000\u00a0 ",
        ["a million blanks"] = new string(' ', 1_000_000),
        ["ten thousand characters"] = string.Concat(Enumerable.Repeat("vqjk wzxh ", 1_000)),
        ["a million characters"] = string.Concat(Enumerable.Repeat("龘", 1_000_000)),
        ["a million letters without a blank"] = new string('z', 1_000_000),
        ["emoji"] = "🙂👍🏽👨‍👩‍👧‍👦🇨🇳",
        ["digits"] = "8 31415926535 0042",
        ["signs"] = "?!... --- /// \\\\ %%% ''' ’’’",
        ["first half of a pair"] = "\ud83d",
        ["second half of a pair"] = "\ude42 \udc00\ud800",
        ["control"] = "\0\u0001\u0007\u001b[31m\u007f\u0085",
        ["bidi"] = "\u202e\u2066\u2069\u200f\u061c\ufeff",
        ["combining"] = "e" + new string('\u0301', 3_000),
        ["not assigned"] = "\uffff\ufffe\u0378",
        ["French"] = "Quelle est la recette de la ratatouille niçoise ?",
        ["Japanese"] = "ラーメンのおすすめのおみせをおしえてください",
        ["Arabic"] = "كيف أطبخ الأرز مع الدجاج؟",
        ["Thai"] = "พรุ่งนี้ฝนจะตกไหม",
    };

    private readonly Desks desks;

    public OddQuestionsTests(Desks desks) => this.desks = desks;

    public static TheoryData<string> Names => [.. NothingFits.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Ask_NothingFitsSmallIndex_SaysUnknown(string name) => ShouldBeUnknown(desks.Small, name);

    [Theory]
    [MemberData(nameof(Names))]
    public void Ask_NothingFitsShippedIndex_SaysUnknown(string name) => ShouldBeUnknown(desks.Shipped, name);

    [Theory]
    [InlineData("I forgot my PIN\u202e\u0000\u200b")]
    [InlineData("\ufeffI for\u00adgot my PIN")]
    [InlineData("🙂🙂 I forgot my PIN 🙂")]
    [InlineData("\ud800I forgot my PIN\udc00")]
    public void Ask_InvisibleSignsInATitle_StillAnswers(string text)
    {
        var answer = Ask(desks.Small, text);

        answer.Outcome.ShouldBe(AnswerOutcome.Answer);
        answer.Candidates[0].Article.ShouldBe("pin.forgot");
    }

    [Fact]
    public void Ask_WordLongerThanAnyWord_DoesNotThrow()
    {
        foreach (var length in (int[])[31, 32, 33, 34, 35, 1_999, 2_000, 2_001])
            ShouldBeProbabilities(Ask(desks.Small, "I forgot my PIN " + new string('w', length) + "'s"));
    }

    private static void ShouldBeUnknown(IKnowledgeBase knowledge, string name)
    {
        foreach (var lang in (string[])["en", "zh-Hans"])
        {
            var answer = knowledge.Ask(new Question(NothingFits[name], lang, KnowledgeFolder.Today));

            ShouldBeProbabilities(answer);
            answer.Outcome.ShouldBe(AnswerOutcome.Unknown);
            answer.Text.ShouldBeNull();
            answer.Sources.ShouldBeEmpty();
            answer.Chips.ShouldBeEmpty();
        }
    }

    private static void ShouldBeProbabilities(KnowledgeAnswer answer)
    {
        answer.Candidates.Count.ShouldBeGreaterThanOrEqualTo(3);
        answer.Candidates.ShouldAllBe(candidate => candidate.Probability >= 0 && candidate.Probability <= 1);
        answer.Candidates.Sum(candidate => candidate.Probability).ShouldBeLessThanOrEqualTo(1 + 1e-9);
        answer.Candidates.Select(candidate => candidate.Probability).ShouldBe(answer.Candidates.Select(candidate => candidate.Probability).OrderDescending());
    }

    private static KnowledgeAnswer Ask(IKnowledgeBase knowledge, string text) => knowledge.Ask(new Question(text, "en", KnowledgeFolder.Today));

    /// <summary>Both indexes, trained once for all tests of the class.</summary>
    public sealed class Desks
    {
        public Desks()
        {
            using var folder = KnowledgeFolder.Small();
            Small = folder.Open();
            var shipped = new KnowledgeIndex(new Knowledge.Articles.FolderReader(Path.Combine(Repository.Root, "knowledge-base")).Read(null), KnowledgeServices.Engine);
            Shipped = new IndexedAnswers(() => shipped, KnowledgeFolder.Shanghai);
        }

        internal IKnowledgeBase Small { get; }

        internal IKnowledgeBase Shipped { get; }
    }
}

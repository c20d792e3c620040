using Cardline.Knowledge.Index;
using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Tests.Index;

/// <summary>One broken file takes down neither the other files nor the index that was in use.</summary>
public sealed class BrokenFilesTests : IDisposable
{
    private readonly KnowledgeFolder folder = KnowledgeFolder.Small();
    private readonly IndexStore store;
    private readonly IndexedAnswers knowledge;

    public BrokenFilesTests()
    {
        folder.Write("glossary.yml", "pin: [secret digits]\n").Write("outside.tsv", "question\tlang\nmortgage rate of today\ten\n");
        store = folder.Store(new ManualTime(KnowledgeFolder.Today));
        knowledge = new IndexedAnswers(() => store.Current, KnowledgeFolder.Shanghai);
    }

    public static TheoryData<string, string> Broken => new()
    {
        { "articles/t/pin.forgot.en.md", "---\nid: [\n---\n" },
        { "articles/t/pin.forgot.en.md", string.Empty },
        { "articles/t/pin.forgot.en.md", "\0\u0001" },
        { "glossary.yml", "pin: [" },
        { "glossary.yml", "\t- : %" },
        { "outside.tsv", "no header here\n" },
        { "outside.tsv", string.Empty },
        { "facts.yml", "fee.gold: [" },
        { "facts.yml", "fee.gold: [{value: 1, unit: CNY}]\nfee.gold: [{value: 2, unit: CNY}]" },
        { "facts.yml", "- not\n- a mapping" },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Broken))]
    public void Refresh_OneFileBrokenAndOneArticleEdited_ServesTheEditAndAllThatWas(string file, string text)
    {
        folder.Write(file, text);
        folder.Article("card.lost", "en", "My card is lost or stolen: what do I do?", "The edited text.", "questions: [I lost my card]");

        store.Refresh().ShouldBeTrue();

        Ask("I lost my card").Text.ShouldBe("The edited text.");
        ShouldBeAsBefore();
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Refresh_OneFileBroken_KeepsAnsweringAsBefore(string file, string text)
    {
        var before = store.Current.Version;
        folder.Write(file, text);

        store.Refresh();
        store.Refresh().ShouldBeFalse();

        store.Current.Version.ShouldBe(before);
        ShouldBeAsBefore();
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Refresh_BrokenFromTheStart_ServesTheOtherArticles(string file, string text)
    {
        folder.Write(file, text);
        var fresh = folder.Store(new ManualTime(KnowledgeFolder.Today));

        var answer = new IndexedAnswers(() => fresh.Current, KnowledgeFolder.Shanghai).Ask(new Question("I lost my card", "en", KnowledgeFolder.Today));

        answer.Text.ShouldBe("Block it at once.");
    }

    [Fact]
    public void Refresh_OneRowOfOutsideBroken_LearnsTheOtherRows()
    {
        folder.Write("outside.tsv", "question\tlang\nmortgage rate of today\ten\nweather\tfr\nweather of tomorrow\ten\n");

        store.Refresh().ShouldBeTrue();

        Ask("weather of tomorrow").Outcome.ShouldBe(AnswerOutcome.Unknown);
        Ask("mortgage rate of today").Outcome.ShouldBe(AnswerOutcome.Unknown);
        Ask("I lost my card").Outcome.ShouldBe(AnswerOutcome.Answer);
    }

    private void ShouldBeAsBefore()
    {
        Ask("how do I reset my pin").Text.ShouldBe("Set a new one in the app.");
        Ask("gold yearly fee").Text.ShouldBe("It is CNY 300.");
        Ask("secret digits").Candidates[0].Article.ShouldBe("pin.forgot");
        Ask("mortgage rate of today").Outcome.ShouldBe(AnswerOutcome.Unknown);
    }

    private KnowledgeAnswer Ask(string text) => knowledge.Ask(new Question(text, "en", KnowledgeFolder.Today));
}

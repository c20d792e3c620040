using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Tests.Articles;

public sealed class ComplianceReaderTests
{
    private const string Good = "links: [www.bank.example]\nforbidden:\n  en:\n    - words: (we|i) (will)? promise ... refund\n      reason: It binds.\n      example: We promise a refund.\n";

    [Fact]
    public void Read_GoodFile_GivesPartsAndHosts()
    {
        var (rules, findings) = Read(Good);

        findings.ShouldBeEmpty();
        rules!.Links.ShouldBe(["www.bank.example"]);
        var words = rules.Forbidden["en"].ShouldHaveSingleItem();
        words.Parts.Count.ShouldBe(5);
        words.Parts[0].Alternatives.ShouldBe(["we", "i"]);
        words.Parts[1].IsOptional.ShouldBeTrue();
        words.Parts[3].Gap.ShouldBe(PatternText.GapMax);
    }

    [Theory]
    [InlineData("forbidden: [a]", "KB090", 1, 1)]
    [InlineData("other: 1", "KB090", 1, 1)]
    [InlineData("", "KB090", 1, 1)]
    [InlineData("forbidden:\n  fr:\n    - words: a", "KB090", 2, 3)]
    [InlineData("forbidden:\n  en:\n    - reason: a", "KB090", 3, 7)]
    [InlineData("forbidden:\n  en:\n    - words: a (b\n      reason: r\n      example: e", "KB091", 3, 16)]
    [InlineData("forbidden:\n  en:\n    - words: ... b\n      reason: r\n      example: e", "KB091", 3, 14)]
    [InlineData("forbidden:\n  en:\n    - words: (a|)\n      reason: r\n      example: e", "KB091", 3, 14)]
    [InlineData("forbidden:\n  en:\n    - words: a | b\n      reason: r\n      example: e", "KB091", 3, 16)]
    [InlineData("forbidden:\n  en:\n    - words: a\n      reason: r", "KB092", 3, 7)]
    [InlineData("links: ['https://bank.example']", "KB093", 1, 9)]
    [InlineData("links: [bank]", "KB093", 1, 9)]
    public void Read_Fault_NamesNumberAndPlace(string text, string number, int line, int column)
    {
        var finding = Read(text).Findings.ShouldHaveSingleItem();

        finding.Number.ShouldBe(number);
        (finding.At.Line, finding.At.Column).ShouldBe((line, column));
    }

    [Fact]
    public void Read_OneBrokenEntry_KeepsTheOthers()
    {
        var (rules, findings) = Read(Good + "    - words: (\n      reason: r\n      example: e\n");

        findings.Count.ShouldBe(1);
        rules!.Forbidden["en"].ShouldHaveSingleItem();
    }

    [Fact]
    public void Refresh_BrokenEdit_KeepsTheLastGoodRulesAndTheIndex()
    {
        using var folder = KnowledgeFolder.Small();
        folder.Write("compliance.yml", Good);
        var store = folder.Store(new ManualTime(KnowledgeFolder.Today));
        var (rules, index) = (store.Compliance, store.Current);

        folder.Write("compliance.yml", "forbidden: {en: [");
        store.Refresh();

        store.Compliance.ShouldBeSameAs(rules);
        store.Current.ShouldBeSameAs(index);
    }

    [Fact]
    public void Refresh_GoodEdit_IsInUseWithoutANewIndex()
    {
        using var folder = KnowledgeFolder.Small();
        var store = folder.Store(new ManualTime(KnowledgeFolder.Today));
        var index = store.Current;
        store.Compliance.ShouldBeNull();

        folder.Write("compliance.yml", Good);
        store.Refresh();

        store.Compliance.ShouldNotBeNull();
        store.Current.ShouldBeSameAs(index);
    }

    private static (ComplianceRules? Rules, List<Finding> Findings) Read(string text)
    {
        var findings = new List<Finding>();
        return (ComplianceReader.Read("compliance.yml", text, findings), findings);
    }
}

namespace Cardline.Architecture.Tests;

/// <summary>Each rule is shown a fault, so that none of them passes by being blind.</summary>
public sealed class RuleTests
{
    private static readonly string LongBody = string.Concat(Enumerable.Repeat("        a++;\n", 80));

    [Fact]
    public void LongFile_OneLineTooMany_IsFound()
    {
        CSharpRules.LongFile("a.cs", string.Concat(Enumerable.Repeat("x\n", 301))).ShouldHaveSingleItem().Detail.ShouldContain("301");
        CSharpRules.LongFile("a.cs", string.Concat(Enumerable.Repeat("x\n", 300))).ShouldBeEmpty();
    }

    [Fact]
    public void LongMethods_MethodLocalFunctionAndProgram_AreFound()
    {
        CSharpRules.LongMethods("a.cs", $"class A {{ void Long()\n{{ var a = 0;\n{LongBody} }} }}").ShouldHaveSingleItem().Subject.ShouldBe("a.cs:Long");
        CSharpRules.LongMethods("a.cs", $"class A {{ int Value {{ get\n{{ var a = 0;\n{LongBody} return a; }} }} }}").ShouldHaveSingleItem().Subject.ShouldBe("a.cs:Value");
        CSharpRules.LongMethods("a.cs", $"var a = 0;\n{LongBody}").ShouldHaveSingleItem().Subject.ShouldBe("a.cs:(top level)");
    }

    [Fact]
    public void LongMethods_BracesInTextAndComments_DoNotConfuse() =>
        CSharpRules.LongMethods("a.cs", $"class A {{ string One() => \"{{{{{{\"; /* {{ */ void Two() {{ }}\n /*\n{LongBody}*/ }}").ShouldBeEmpty();

    [Theory]
    [InlineData("class A { }", 1)]
    [InlineData("public sealed class A { }", 1)]
    [InlineData("internal record A;", 1)]
    [InlineData("internal sealed class A { private class B { } }", 1)]
    [InlineData("internal sealed class A { }", 0)]
    [InlineData("internal static class A { } internal abstract record B; internal record struct C; internal interface D;", 0)]
    public void OpenClasses_OfThisCode_AreCounted(string code, int expected) => CSharpRules.OpenClasses("a.cs", code).Count().ShouldBe(expected);

    [Theory]
    [InlineData("var a = DateTime.UtcNow;", 1)]
    [InlineData("var a = DateTimeOffset.Now.AddDays(1);", 1)]
    [InlineData("await Task.Delay(5);", 1)]
    [InlineData("await Task.Delay(timeout, cancel);", 1)]
    [InlineData("await Task.Delay(wait, _clock, cancel);", 0)]
    [InlineData("await Task.Delay(wait, timeProvider, cancel);", 0)]
    [InlineData("var a = new Random();", 1)]
    [InlineData("var a = new Random(7);", 0)]
    [InlineData("Thread.Sleep(1);", 1)]
    [InlineData("#region a\n#endregion", 1)]
    [InlineData("class CardManager { }", 1)]
    [InlineData("// DateTime.UtcNow is not to be read here.\nvar a = \"new Random()\";", 0)]
    public void Words_OfThisCode_AreCounted(string code, int expected) => WordRules.InCSharp("a.cs", code).Count().ShouldBe(expected);

    [Fact]
    public void Words_UnfinishedComment_IsFound() => WordRules.InCSharp("a.cs", "// " + "TO" + "DO: later\nvar a = 1;").ShouldHaveSingleItem();

    [Fact]
    public void Pages_InnerHtml_IsFoundWithItsLine() =>
        WordRules.InPages("a.ts", "one\nbox.inner" + "HTML = words;\nbox.textContent = words;").ShouldHaveSingleItem().Detail.ShouldStartWith("line 2");

    [Theory]
    [InlineData("[a](gone.md)", 1)]
    [InlineData("[a](../there.md#part)", 0)]
    [InlineData("[a](https://example.test/gone.md) [b](#here) [c](mailto:a@example.test) [d]({{fact}})", 0)]
    [InlineData("`[a](gone.md)`\n```\n[b](gone.md)\n```\n", 0)]
    [InlineData("![picture](gone.png \"title\")", 1)]
    public void DeadLinks_OfThisPage_AreCounted(string page, int expected) =>
        DocumentRules.DeadLinks("docs/page.md", page, path => path == "there.md").Count().ShouldBe(expected);

    [Fact]
    public void Readme_MissingOrTooLong_IsFound()
    {
        DocumentRules.Readme("src/A/B", null).ShouldHaveSingleItem();
        DocumentRules.Readme("src/A/B", string.Concat(Enumerable.Repeat("x\n", 31))).ShouldHaveSingleItem();
        DocumentRules.Readme("src/A/B", string.Concat(Enumerable.Repeat("x\n", 30))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/wo" + "rk/main/file", 1)]
    [InlineData("see /ho" + "me/somebody/file", 1)]
    [InlineData("/usr/bin/chromium and docs/wo" + "rk/file", 0)]
    public void MachinePaths_OfThisText_AreCounted(string text, int expected) => DocumentRules.MachinePaths("a", text).Count().ShouldBe(expected);

    [Fact]
    public void DownloadAddresses_ResolvedEntry_IsFound()
    {
        DocumentRules.DownloadAddresses("a", "{\"resolved\": \"https://example.test/a\"}").ShouldHaveSingleItem();
        DocumentRules.DownloadAddresses("a", "{\"funding\": {\"url\": \"https://example.test/a\"}}").ShouldBeEmpty();
    }

    [Fact]
    public void Numbers_UsedAndPaged_AreCompared()
    {
        var used = ErrorNumberRules.NumbersIn("new(\"BOT001\") // HND002 but not XBOT003 or KB04");
        used.ShouldBe(["BOT001", "HND002"], ignoreOrder: true);
        ErrorNumberRules.Pages(used, new HashSet<string> { "BOT001", "KB009" }).Select(finding => finding.Subject).ShouldBe(["HND002", "KB009"]);
    }

    [Fact]
    public void Meanings_SameNumberTwoTitles_IsFound()
    {
        const string code = "Problem.Of(400, \"BOT001\", \"Too long\", \"x\"); Problem.Of(400, \"BOT001\", \"Too short\", \"x\"); Problem.Of(400, \"BOT002\", \"Gone\", \"x\");";
        ErrorNumberRules.TwoMeanings(ErrorNumberRules.MeaningsIn(code)).ShouldHaveSingleItem().Subject.ShouldBe("BOT001");
    }

    [Fact]
    public void Meanings_SameNumberTwoConstants_IsFound() =>
        ErrorNumberRules.TwoMeanings(ErrorNumberRules.MeaningsIn("class A { const string One = \"KB001\"; const string Two = \"KB001\"; }")).ShouldHaveSingleItem();

    [Theory]
    [InlineData("class P { async Task Run() { await _safety.RunAsync(); await _context.RunAsync(); await _grounding.RunAsync(); await _escalation.RunAsync(); await _reply.RunAsync(); } }", true)]
    [InlineData("class P { async Task Run() { await _context.RunAsync(); await _safety.RunAsync(); await _grounding.RunAsync(); await _escalation.RunAsync(); await _reply.RunAsync(); } }", false)]
    [InlineData("class P { void Run() { Safety(a); Context(a); Grounding(a); Escalation(a); Reply(a); } }", true)]
    [InlineData("class P { void Run() { Safety(a); Grounding(a); Escalation(a); Reply(a); } }", false)]
    public void StageOrder_OfThisCode_IsJudged(string code, bool expected) =>
        StageOrderRules.InCode(code).SequenceEqual(StageOrderRules.Promised).ShouldBe(expected);

    [Theory]
    [InlineData("class P(A safety) { S[] _stages = [safety, context, grounding, escalation, reply]; }", true)]
    [InlineData("class P(A safety) { S[] _stages = [safety, context, escalation, grounding, reply]; }", false)]
    public void StageOrder_OfThisList_IsJudged(string code, bool expected) =>
        StageOrderRules.InCode(code).SequenceEqual(StageOrderRules.Promised).ShouldBe(expected);

    [Fact]
    public void StageOrder_OnANumberedPage_IsTheListsOrder() =>
        StageOrderRules.InPage("A reply comes last.\n\n1. **Safety** first\n2. **Reply** then\n").ShouldBe(["Safety", "Reply"]);

    [Fact]
    public void StageOrder_OnAPage_IsRead() =>
        StageOrderRules.InPage("Safety > Context > Grounding > Escalation > Reply. Reply comes last.").ShouldBe(StageOrderRules.Promised);

    [Fact]
    public void Exceptions_List_IsReadWithItsReasons()
    {
        var list = ExceptionList.Parse("# remark\nword | src/A.cs | it has to be so\n");
        list.Without("word", [new Finding("src/A.cs", "x"), new Finding("src/B.cs", "x")]).ShouldHaveSingleItem().Subject.ShouldBe("src/B.cs");
        list.Without("sealed", [new Finding("src/A.cs", "x")]).ShouldHaveSingleItem();
    }
}

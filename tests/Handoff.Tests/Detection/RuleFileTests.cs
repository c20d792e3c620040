using System.Diagnostics;
using Cardline.Handoff.Detection;
using Cardline.Handoff.Tests.Doubles;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cardline.Handoff.Tests.Detection;

public sealed class RuleFileTests
{
    private static readonly string Good = File.ReadAllText(Path.Combine(Repository.KnowledgeBase, "handoff.yml"));
    private static readonly HandoffPolicy Policy = HandoffPolicy.OfRules(RuleFile.Read("handoff.yml", Good));

    [Fact]
    public void Files_OfTheRepository_NameTheSameSetOfReasons()
    {
        var reasons = HandoffReasons.AtOnce.Concat(HandoffReasons.Offered).Order().ToList();

        RuleFile.Read("handoff.yml", Good).Rules.Select(rule => rule.Reason).Distinct().Order().ShouldBe(reasons);
        foreach (var lang in new[] { "en", "zh-Hans" })
        {
            var text = File.ReadAllText(Path.Combine(Repository.KnowledgeBase, "handoff", $"texts.{lang}.yml"));
            TextFile.Read("texts", text, _ => true).Reasons.Keys.Order().ShouldBe(reasons);
        }
    }

    [Theory]
    [InlineData("    reason: safety\n", "    reason: saftey\n", "HND105")]
    [InlineData("  - id: safety.danger\n", "  - id: safety.self_harm\n", "HND106")]
    [InlineData("'\\bjump", "'(jump", "HND107")]
    [InlineData("'\\bjump", "'(?=jump", "HND107")]
    [InlineData("unless: [hypothetical, past, found]", "unless: [hypothetisch]", "HND102")]
    [InlineData("{charge} (?:was|were", "{chargge} (?:was|were", "HND102")]
    [InlineData("unhelped_turns: 2 ", "unhelped_turns: two ", "HND104")]
    [InlineData("    where: sentence\n", "    where: anywhere\n", "HND104")]
    [InlineData("version: 1", "versoin: 1", "HND102")]
    public void Read_BrokenFile_NamesThePlaceAndTheNumber(string from, string to, string code)
    {
        var at = Good.IndexOf(from, StringComparison.Ordinal);
        at.ShouldBeGreaterThan(0);
        var broken = Good[..at] + to + Good[(at + from.Length)..];
        var line = Good[..at].Count(c => c == '\n') + 1;

        var faults = Should.Throw<HandoffFileException>(() => RuleFile.Read("handoff.yml", broken)).Faults;

        faults.ShouldContain(fault => fault.Code == code && Math.Abs(fault.Line - line) <= 2 && fault.Column > 0);
        faults[0].ToString().ShouldStartWith($"handoff.yml:{faults[0].Line}:{faults[0].Column}: HND1");
    }

    [Fact]
    public void Read_NotYaml_SaysWhere()
    {
        var fault = Should.Throw<HandoffFileException>(() => RuleFile.Read("handoff.yml", "rules:\n  - id: [a\n")).Faults.Single();

        fault.Code.ShouldBe("HND101");
        fault.Line.ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData("Please help!! MY CARD  WAS STOLEN on the bus", "MY CARD  WAS STOLEN")]
    [InlineData("急！我的卡被盗刷了，怎么办", "被盗刷")]
    [InlineData("我要轉人工", "轉人工")]
    public void AtOnce_Evidence_IsTheWordsAsWritten(string text, string evidence)
    {
        var decision = Policy.AtOnce([new SaidTurn("cardholder", text)]);

        decision.Step.ShouldBe(HandoffStep.Handoff);
        decision.Evidence!.ShouldContain(evidence);
        text.ShouldContain(decision.Evidence!);
    }

    [Fact]
    public void AtOnce_SeveralReasons_TakesTheMostUrgent()
    {
        var decision = Policy.AtOnce([new SaidTurn("cardholder", "I want a person. My card was stolen. I want to kill myself.")]);

        decision.Reason.ShouldBe("safety");
    }

    [Fact]
    public void AtOnce_MessagesWrittenTogether_AreJudgedTogether()
    {
        Policy.AtOnce([new SaidTurn("cardholder", "my card was stolen"), new SaidTurn("cardholder", "hello?")]).Reason.ShouldBe("lost_stolen");
        Policy.AtOnce([new SaidTurn("cardholder", "my card was stolen"), new SaidTurn("agent", "done"), new SaidTurn("cardholder", "thanks")])
            .ShouldBe(HandoffDecision.None);
    }

    [Fact]
    public void AfterAnswer_ReasonOfferedBefore_IsNotOfferedAgain()
    {
        SaidTurn angry = new("cardholder", "this is ridiculous"), offered = new("bot", "The fee is yearly.", "answer", "anger");

        Policy.AfterAnswer([angry], "answer").Reason.ShouldBe("anger");
        Policy.AfterAnswer([angry, offered, angry], "answer").ShouldBe(HandoffDecision.None);
        Policy.AfterAnswer([angry, offered, new SaidTurn("cardholder", "ridiculous, and I am so worried now")], "answer").Reason.ShouldBe("anxiety");
    }

    [Fact]
    public void AfterAnswer_SecondUnknown_OffersAPerson()
    {
        SaidTurn asked = new("cardholder", "who won the match"), unknown = new("bot", "I do not know.", "unknown");

        Policy.AfterAnswer([asked], "unknown").ShouldBe(HandoffDecision.None);
        Policy.AfterAnswer([asked, unknown, new SaidTurn("cardholder", "what is the weather")], "unknown").Reason.ShouldBe("unhelped");
        Policy.AfterAnswer([asked, unknown, new SaidTurn("cardholder", "what is the weather")], "answer").ShouldBe(HandoffDecision.None);
    }

    [Fact]
    public void AtOnce_HugeHostileTexts_AnswersInBoundedTime()
    {
        foreach (var piece in new[] { "my card card card card ", "a", "card number i gave the code to ", "人工客服不", "!", "\ud800", "first second ", "if i lost my wallet my card my " })
        {
            var text = string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length));
            var watch = Stopwatch.StartNew();
            Policy.AtOnce([new SaidTurn("cardholder", text)]);
            Policy.AfterAnswer([new SaidTurn("cardholder", text)], "answer");
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10), piece);
        }
    }

    [Fact]
    public void AtOnce_UrgentWordsAtTheEndOfALongMessage_AreSeen()
    {
        var text = string.Concat(Enumerable.Repeat("I went to the shop. ", 5000)) + "Then my card was stolen.";

        Policy.AtOnce([new SaidTurn("cardholder", text)]).Reason.ShouldBe("lost_stolen");
    }

    [Fact]
    public void Judge_AnyText_NeverThrowsAndQuotesTheText() => Prop.ForAll<string>(text =>
    {
        var said = new[] { new SaidTurn("cardholder", (text ?? string.Empty) + " 我的卡丢了 ﬁn") };
        var decision = Policy.AtOnce(said);
        Policy.AfterAnswer(said, "unknown");
        return decision.Evidence is null || said[0].Text.Contains(decision.Evidence, StringComparison.Ordinal);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void TextsFor_EveryReason_FillsFactsAndKeepsThePlace()
    {
        var files = Files(Repository.KnowledgeBase, new ManualTime());
        foreach (var reason in HandoffReasons.AtOnce.Concat(HandoffReasons.Offered))
        {
            foreach (var lang in new[] { "en", "zh-Hans" })
            {
                var texts = files.TextsFor(reason, lang);
                texts.HandedOver.ShouldContain("{place}");
                texts.NobodyOnDuty.ShouldContain(reason == "complaint" ? "<hotline.complaints>" : "<hotline.cards>");
                $"{texts}".ShouldNotContain("{{");
                (texts.FirstStepArticle is not null).ShouldBe(reason is "fraud" or "lost_stolen" or "takeover_scam");
            }
        }

        Should.Throw<ArgumentOutOfRangeException>(() => files.TextsFor("none", "en"));
    }

    [Fact]
    public void Files_BrokenEdit_KeepsTheLastGoodRulesUntilItIsMended()
    {
        var folder = Directory.CreateTempSubdirectory("handoff");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "handoff"));
            foreach (var name in new[] { "handoff.yml", "handoff/texts.en.yml", "handoff/texts.zh-Hans.yml" })
            {
                File.Copy(Path.Combine(Repository.KnowledgeBase, name), Path.Combine(folder.FullName, name));
            }

            var time = new ManualTime();
            var files = Files(folder.FullName, time);
            var version = files.Version;

            File.WriteAllText(Path.Combine(folder.FullName, "handoff.yml"), "rules: [");
            time.Advance(TimeSpan.FromSeconds(2));
            files.Version.ShouldBe(version);
            files.AtOnce([new SaidTurn("cardholder", "转人工")]).Reason.ShouldBe("human_request");

            File.WriteAllText(Path.Combine(folder.FullName, "handoff.yml"), Good + "\n# mended\n");
            time.Advance(TimeSpan.FromSeconds(2));
            files.Version.ShouldNotBe(version);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static HandoffFiles Files(string path, ManualTime time) => new(
        Options.Create(new HandoffOptions { Path = path, Fact = (name, _) => $"<{name}>" }), time, NullLogger<HandoffFiles>.Instance);
}

using Cardline.Handoff.Detection;
using Cardline.Handoff.Tests.Doubles;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cardline.Handoff.Tests.Detection;

/// <summary>Every right that a message invokes is found, and its texts say that it was noted.</summary>
public sealed class InvokedRightsTests
{
    private static readonly HandoffPolicy Policy = HandoffPolicy.FromFolder(Repository.KnowledgeBase);

    [Theory]
    [InlineData("My card was stolen and I want to dispute a charge on it", "dispute")]
    [InlineData("I want to dispute this charge. And I want to make a formal complaint about your bank.", "dispute,complaint")]
    [InlineData("I lost my job and can't make the minimum payment this month", "hardship")]
    [InlineData("我要投诉你们银行", "complaint")]
    [InlineData("My card was stolen", "")]
    [InlineData("What is the annual fee of the Platinum card?", "")]
    public void Of_Message_FindsEachRightByItsOwnWords(string text, string expected)
    {
        var found = Policy.Rights([new SaidTurn("cardholder", text)]);

        found.Select(right => right.Reason).ShouldBe(expected.Split(',', StringSplitOptions.RemoveEmptyEntries), ignoreOrder: true);
        found.ShouldAllBe(right => right.Step == HandoffStep.Handoff && text.Contains(right.Evidence!) && right.Rule != null);
    }

    [Fact]
    public void Of_CasesOfTheRepository_FindsWhateverRightDecided_AndNothingWhereNothingHandsOver()
    {
        var decided = 0;
        foreach (var text in File.ReadLines(Path.Combine(Repository.KnowledgeBase, "tests", "handoff.jsonl")).Where(line => line.Length > 0)
            .Select(line => System.Text.Json.Nodes.JsonNode.Parse(line)!["turns"]!.AsArray().Last(turn => (string?)turn!["from"] == "cardholder")!["text"]!.GetValue<string>()))
        {
            List<SaidTurn> said = [new SaidTurn("cardholder", text)];
            var decision = Policy.AtOnce(said);
            var found = Policy.Rights(said).Select(right => right.Reason).ToList();
            // What decided is noted by the turn itself; of a rule it must be found here as well.
            if (HandoffReasons.Rights.Contains(decision.Reason) && decision.Rule != HandoffPolicy.ExamplesRule)
            {
                decided++;
                found.ShouldContain(decision.Reason, text);
            }

            if (decision.Step != HandoffStep.Handoff)
            {
                found.ShouldBeEmpty(text);
            }
        }

        decided.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Of_WhatWasAnsweredBefore_IsNotInvokedAgain() =>
        Policy.Rights([new SaidTurn("cardholder", "I want to dispute this charge"), new SaidTurn("bot", "Noted."), new SaidTurn("cardholder", "thanks")]).ShouldBeEmpty();

    [Fact]
    public void Rights_AreReasonsThatHandOverAtOnce_InTheirOrder() =>
        HandoffReasons.Rights.ShouldBe(HandoffReasons.AtOnce.Where(reason => reason is "dispute" or "complaint" or "hardship" or "data_request"));

    [Fact]
    public void Texts_OfTheRepository_SayWhenAndUnderWhichReferenceForTheRightsAlone()
    {
        var files = new HandoffFiles(
            Options.Create(new HandoffOptions { Path = Repository.KnowledgeBase, Fact = (name, _) => $"<{name}>" }), new ManualTime(), NullLogger<HandoffFiles>.Instance);

        foreach (var (reason, lang) in HandoffReasons.All.SelectMany(reason => new[] { (reason, "en"), (reason, "zh-Hans") }))
        {
            var line = files.TextsFor(reason, lang).RightNoted;
            (line is not null).ShouldBe(HandoffReasons.Rights.Contains(reason), reason);
            line?.ShouldContain("{when}");
            line?.ShouldContain("{reference}");
        }
    }

    [Theory]
    [InlineData("complaint", "right_noted: \"We have noted your complaint on {when}. Your reference is {reference}.\"", "offer: \"Shall I?\"", "HND103")]
    [InlineData("complaint", "on {when}. Your reference is {reference}.", "now, as {reference}.", "HND103")]
    [InlineData("complaint", "on {when}. Your reference is {reference}.", "on {when}.", "HND103")]
    [InlineData("human_request", "handed_over: \"You are", "right_noted: \"{when} {reference}\"\n    handed_over: \"You are", "HND102")]
    public void Read_LineThatIsMissingOrWrong_IsRefusedWithItsPlace(string reason, string from, string to, string code)
    {
        var good = File.ReadAllText(Path.Combine(Repository.KnowledgeBase, "handoff", "texts.en.yml"));
        var at = good.IndexOf(from, good.IndexOf($"  {reason}:\n", StringComparison.Ordinal), StringComparison.Ordinal);
        at.ShouldBeGreaterThan(0);

        var faults = Should.Throw<HandoffFileException>(() => TextFile.Read("texts", good[..at] + to + good[(at + from.Length)..], _ => true)).Faults;

        faults.ShouldHaveSingleItem().Code.ShouldBe(code);
        Math.Abs(faults[0].Line - good[..at].Count(c => c == '\n') - 1).ShouldBeLessThanOrEqualTo(2);
    }
}

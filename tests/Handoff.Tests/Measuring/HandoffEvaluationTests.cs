using System.Text.Json;
using Cardline.Handoff.Detection;
using Cardline.Handoff.Measuring;

namespace Cardline.Handoff.Tests.Measuring;

public sealed class HandoffEvaluationTests
{
    [Fact]
    public void Measure_RightAndWrongCases_CountsEachShareOverItsOwnWhole()
    {
        var measured = Measure(
            Case("!fraud", "handoff", "fraud"), Case("!fraud", "handoff", "dispute"), Case("hello", "handoff", "fraud"),
            Case("?anger", "answer", "none"), Case("hello", "answer", "none"), Case("!safety", "answer", "none"),
            Case("!safety", "handoff", "safety"), Case("hello", "offer", "anger"));

        measured.Cases.ShouldBe(8);
        measured.DecisionAccuracy.ShouldBe(0.5);
        measured.ReasonAccuracy.ShouldBe(0.375);
        measured.OverEscalation.ShouldBe(0.25);
        measured.UnderEscalation.ShouldBe(0.25);
        measured.OverEscalationOfAnswerable.ShouldBe(0.6667);
        measured.FalseAlarms.ShouldBe(0.1429);
        (measured.AtOnce.Precision, measured.AtOnce.Recall, measured.AtOnce.Support).ShouldBe((0.75, 0.75, 4));
        (measured.Reasons["fraud"].Precision, measured.Reasons["fraud"].Recall, measured.Reasons["fraud"].Support).ShouldBe((0.5, 0.5, 2));
    }

    [Fact]
    public void Measure_Languages_AreCountedApart()
    {
        var measured = Measure(Case("!fraud", "handoff", "fraud", "en"), Case("hello", "handoff", "fraud", "zh-Hans"), Case("hello", "answer", "none", lang: null));

        measured.PerLanguage.Keys.ShouldBe(["en", "unknown", "zh-Hans"]);
        measured.PerLanguage["en"].DecisionAccuracy.ShouldBe(1);
        measured.PerLanguage["zh-Hans"].DecisionAccuracy.ShouldBe(0);
        measured.PerLanguage["zh-Hans"].AtOnce.Recall.ShouldBe(0);
    }

    [Fact]
    public void Measure_Confusion_IsLargestFirstAndHoldsNothingRight()
    {
        var measured = Measure(Case("!fraud", "handoff", "dispute"), Case("hello", "answer", "none"), Case("?anger", "answer", "none"), Case("?anger", "answer", "none"));

        measured.Confusion.ShouldBe([new Confused("answer/none", "offer/anger", 2), new Confused("handoff/dispute", "handoff/fraud", 1)]);
    }

    [Fact]
    public void Measure_WrongCases_AreListedWithFileAndLineAndNoMoreThanAskedFor()
    {
        CaseLines[] files = [new("a.jsonl", ["", Case("hello", "answer", "none"), Case("?anger", "answer", "none")]), new("b.jsonl", [Case("!fraud", "answer", "none")])];

        HandoffEvaluation.Measure(new ScriptedPolicy(), files, TimeProvider.System).Wrong.ShouldBe(
        [
            new WrongCase(1, "answer/none", "offer/anger", "scripted.anger: ?anger", "a.jsonl", 3),
            new WrongCase(2, "answer/none", "handoff/fraud", "scripted.fraud: !fraud", "b.jsonl", 1),
        ]);
        var quiet = HandoffEvaluation.Measure(new ScriptedPolicy(), files, TimeProvider.System, wrongMax: 0);
        quiet.Wrong.ShouldBeEmpty();
        quiet.Confusion.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("""["a", "!fraud"]""", null, 1, 0, 0)] // At the last one, where it belongs.
    [InlineData("""["!fraud", "b"]""", null, 1, 0, 0)] // One too early still counts.
    [InlineData("""["!fraud", "b", "c"]""", null, 0, 0, 1)]
    [InlineData("""["a", "!fraud", "c"]""", 0, 1, 0, 0)] // One too late still counts.
    [InlineData("""["a", "b", "!fraud"]""", 0, 0, 1, 0)]
    [InlineData("""["a", "b", "c"]""", null, 0, 1, 0)] // Never.
    [InlineData("""["?anger", "b", "!fraud"]""", null, 1, 0, 0)] // An offer is no handoff.
    public void Late_TurnByTurn_SaysWhenAPersonComesIn(string texts, int? goldenMessage, double within, double late, double early)
    {
        var said = JsonSerializer.Deserialize<string[]>(texts)!;
        var turns = said.SelectMany(text => new object[] { new { from = "cardholder", text }, new { from = "bot", text = "yes" } }).ToList();
        var line = JsonSerializer.Serialize(new { turns, expect = "handoff", reason = "fraud", lang = "en", golden = goldenMessage * 2 });

        var measured = Measure(line, Case("!fraud", "handoff", "fraud")).Late;

        (measured.Cases, measured.WithinOneTurn, measured.TooLate, measured.TooEarly).ShouldBe((1, within, late, early));
    }

    [Fact]
    public void Late_OfferExpected_IsMetByAnOfferAndByAHandoff()
    {
        static string Turns(string last) => JsonSerializer.Serialize(new
        {
            turns = new object[] { new { from = "cardholder", text = "a" }, new { from = "bot", text = "b" }, new { from = "cardholder", text = last } },
            expect = "offer", reason = "anger",
        });

        var late = Measure(Turns("?anger"), Turns("!fraud")).Late;

        (late.Cases, late.AtTheTurn).ShouldBe((2, 1));
    }

    [Fact]
    public void Late_CaseToBeAnswered_IsNotCounted()
    {
        var line = """{"turns":[{"from":"cardholder","text":"a"},{"from":"cardholder","text":"!fraud"}],"expect":"answer"}""";

        Measure(line).Late.Cases.ShouldBe(0);
    }

    [Fact]
    public void Measure_OutcomeOfTheReplyBehindTheLastTurn_IsWhatTheBotWouldAnswer()
    {
        var line = """{"turns":[{"from":"cardholder","text":"a"},{"from":"bot","text":"I do not know","outcome":"unknown"}],"expect":"offer","reason":"unhelped"}""";

        Measure(line).Wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Measure_BrokenLines_AreAllNamedAtOnceWithFileLineAndColumn()
    {
        var error = Should.Throw<HandoffFileException>(() => HandoffEvaluation.Measure(
            new ScriptedPolicy(),
            [
                new CaseLines("a.jsonl", [Case("a", "answer", "none"), "{\"turns\": nonsense}", """{"turns":[{"from":"bot","text":"a"}],"expect":"answer"}"""]),
                new CaseLines("b.jsonl", ["""{"lang": "转人工", !}""", """{"turns":[{"from":"cardholder","text":"a"},{"from":"bot","text":"b"}],"expect":"handoff","golden":1}""", Case("a", "perhaps", "none")]),
            ],
            TimeProvider.System));

        error.Faults.Select(fault => (fault.File, fault.Line, fault.Column, fault.Code)).ShouldBe(
            [("a.jsonl", 2, 12, "HND110"), ("a.jsonl", 3, 1, "HND110"), ("b.jsonl", 1, 17, "HND110"), ("b.jsonl", 2, 90, "HND111"), ("b.jsonl", 3, 1, "HND110")]);
    }

    [Fact]
    public void Measure_EndlessFaults_AreBounded()
    {
        var error = Should.Throw<HandoffFileException>(() => HandoffEvaluation.Measure(
            new ScriptedPolicy(), [new CaseLines("a.jsonl", Enumerable.Repeat("no case", 1_000_000))], TimeProvider.System));

        error.Faults.Count.ShouldBe(CaseFile.FaultsMax);
    }

    [Theory]
    [InlineData(0, 0, 0, 1)]
    [InlineData(38, 40, 0.835, 0.9862)]
    [InlineData(40, 40, 0.9124, 1)]
    [InlineData(0, 40, 0, 0.0876)]
    public void Interval_OfAShare_IsWilsons(int part, int whole, double low, double high) => new Share(part, whole).Interval.ShouldBe([low, high]);

    [Fact]
    public void Json_OfAMeasurement_KeepsTheNamesThatOthersRead()
    {
        var json = JsonSerializer.SerializeToNode(Measure(Case("!fraud", "answer", "none", "en")), JsonSerializerOptions.Web)!.AsObject();

        foreach (var name in (string[])["cases", "decisionAccuracy", "reasonAccuracy", "overEscalation", "underEscalation"])
        {
            json[name]!.GetValueKind().ShouldBe(JsonValueKind.Number, name);
        }

        json["reasons"]!["fraud"]!.AsObject().Select(property => property.Key).ShouldBe(["precision", "recall", "support", "intervals"], ignoreOrder: true);
        json["wrong"]![0]!.AsObject().Select(property => property.Key).ShouldBe(["index", "expected", "got", "reason", "file", "line"], ignoreOrder: true);
        json["intervals"]!["decisionAccuracy"]!.AsArray().Count.ShouldBe(2);
        json["perLanguage"]!["en"]!["atOnce"]!["recall"]!.GetValueKind().ShouldBe(JsonValueKind.Number);
        json["late"]!["withinOneTurn"].ShouldNotBeNull();
        json["decisionMicroseconds"]!["p99"].ShouldNotBeNull();
        json["confusion"]![0]!["count"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public void Table_OfAMeasurement_SaysWhatIsWrongInWords()
    {
        var table = EvaluationTable.Of(Measure(Case("?anger", "answer", "none")));

        table.ShouldContain("1 x expected answer/none, got offer/anger");
        table.ShouldContain("too much, of answerable");
        table.ShouldContain("case 0 (cases.jsonl:1)");
    }

    [Fact]
    public void Floors_UnderOne_NameItAndNoOther()
    {
        var floors = Floors.Read("decision=0.9, recall.fraud=1,recall.safety=0.1, late=0", out _)!;

        floors.Missed(Measure(Case("!fraud", "handoff", "fraud"))).ShouldBe(["recall.safety is 0, under 0.1."]);
        floors.Missed(Measure(Case("!fraud", "handoff", "fraud"), Case("!safety", "handoff", "safety"))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("decisions=0.9")]
    [InlineData("decision")]
    [InlineData("decision=much")]
    [InlineData("decision=93")]
    [InlineData("recall.nobody=0.5")]
    public void Floors_ThatCannotBeRead_AreRefusedWithANumber(string text)
    {
        Floors.Read(text, out var complaint).ShouldBeNull();
        complaint.ShouldStartWith("HND113");
    }

    private static HandoffMeasures Measure(params string[] lines) =>
        HandoffEvaluation.Measure(new ScriptedPolicy(), [new CaseLines("cases.jsonl", lines)], TimeProvider.System);

    private static string Case(string text, string expect, string reason, string? lang = "en") =>
        JsonSerializer.Serialize(new { turns = new[] { new { from = "cardholder", text } }, expect, reason, lang });
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cardline.Handoff.Measuring;

namespace Cardline.Handoff.Tests.Measuring;

public sealed class NeededReportTests : IHandoffRecords
{
    private static readonly DateTimeOffset Day = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<HandoffRecord> records = [];
    private DateTimeOffset now = Day.AddHours(1);

    [Fact]
    public async Task Make_JudgedHandoffs_CountsThemPerReasonAndRule()
    {
        Asked("a", "h1", "fraud", "fraud.words");
        Judged("a", "h1", needed: true);
        Asked("b", "h2", "fraud", "fraud.words");
        Judged("b", "h2", needed: false);
        Asked("c", "h3", "fraud", "fraud.other");
        Ended("c", "h3");
        Asked("d", "h4", "anger", "offer.accepted");

        var report = await MakeAsync();

        (report.All.Handoffs, report.All.Judged, report.All.Needed, report.All.Precision, report.All.EndedUnjudged).ShouldBe((4, 2, 1, 0.5, 1));
        report.Reasons.Select(row => (row.Reason, row.Handoffs, row.Judged, row.Precision)).ShouldBe([("fraud", 3, 2, 0.5), ("anger", 1, 0, null)]);
        report.Rules.Select(row => (row.Rule, row.Handoffs)).ShouldBe([("fraud.words", 2), ("fraud.other", 1), ("offer.accepted", 1)]);
        report.All.Interval.ShouldBe(new Share(1, 2).Interval);
    }

    [Fact]
    public async Task Make_WhateverIsRepeated_CountsOncePerHandoffAndTheLastJudgement()
    {
        Asked("a", "h1", "complaint", "complaint.words");
        Asked("a", "h1", "fraud", "fraud.words");
        Judged("a", "h1", needed: true);
        Judged("a", "h1", needed: true);
        Judged("a", "h1", needed: false);
        Ended("a", "h1");
        Ended("a", "h1");
        Scored("a", "h1", 2);
        Scored("a", "h1", 5);

        var report = await MakeAsync();

        (report.All.Handoffs, report.All.Judged, report.All.Needed, report.All.Ended, report.All.EndedUnjudged).ShouldBe((1, 1, 0, 1, 0));
        (report.All.Surveys, report.All.SurveyMean).ShouldBe((1, 5));
        report.Reasons.Single().Reason.ShouldBe("fraud");
    }

    [Fact]
    public async Task Make_SeveralHandoffsOfOneConversation_AreCountedApart()
    {
        Asked("a", "h1", "fraud", "r");
        Judged("a", "h1", needed: true);
        Asked("a", "h2", "fraud", "r");

        (await MakeAsync()).All.Handoffs.ShouldBe(2);
    }

    [Fact]
    public async Task Make_SameHandoffIdInAnotherConversation_IsAnotherHandoff()
    {
        Asked("a", "h1", "fraud", "r");
        Asked("b", "h1", "fraud", "r");
        Judged("b", "h1", needed: true);

        var report = await MakeAsync();

        (report.All.Handoffs, report.All.Judged).ShouldBe((2, 1));
    }

    [Fact]
    public async Task Make_WhatACardholderSends_IsNeverAJudgementOrAHandoff()
    {
        Asked("a", "h1", "fraud", "r");
        Add("a", "handoff.needed", new JsonObject { ["handoffId"] = "h1", ["needed"] = false }, fromCardholder: true);
        Add("a", "handoff.initiate", new JsonObject { ["handoffId"] = "h9", ["reason"] = "fraud" }, fromCardholder: true);
        Scored("a", "h1", 9);
        Scored("a", "h9", 1);

        var report = await MakeAsync();

        (report.All.Handoffs, report.All.Judged, report.All.Surveys).ShouldBe((1, 0, 0));
    }

    [Fact]
    public async Task Make_HandoffsBeforeTheDay_AreLeftOut()
    {
        now = Day.AddHours(-1);
        Asked("a", "h1", "fraud", "r");
        now = Day.AddHours(1);
        Judged("a", "h1", needed: true);
        Asked("a", "h2", "fraud", "r");

        (await MakeAsync()).All.Handoffs.ShouldBe(1);
    }

    [Fact]
    public async Task Make_TrimmedLog_KnowsTheLastHandoffFromItsSnapshot()
    {
        Add("a", "cardline.snapshot", JsonNode.Parse("""{"handoff":{"handoffId":"h1","reason":"fraud","at":"2026-11-01T00:30:00.000Z"}}""")!.AsObject());
        Judged("a", "h1", needed: true);

        var report = await MakeAsync();

        (report.All.Handoffs, report.All.Needed, report.Rules.Single().Rule).ShouldBe((1, 1, null));
    }

    [Fact]
    public async Task Table_OfAReport_ShowsReasonRuleAndInterval()
    {
        Asked("a", "h1", "fraud", "fraud.words");
        Judged("a", "h1", needed: true);

        var table = (await MakeAsync()).ToTable();

        table.ShouldContain("1 handoffs since 2026-11-01, 1 judged, 0 ended without a judgement");
        table.ShouldContain("fraud.words");
        table.ShouldContain("100.0 % [20.");
    }

    [Fact]
    public async Task Json_OfAReport_HasTheNamesOfThePage()
    {
        Asked("a", "h1", "fraud", "fraud.words");

        var json = JsonSerializer.SerializeToNode(await MakeAsync(), JsonSerializerOptions.Web)!;

        json["all"]!["precision"].ShouldBeNull();
        json["rules"]![0]!.AsObject().Select(property => property.Key).ShouldBe(
            ["reason", "rule", "handoffs", "judged", "needed", "precision", "interval", "ended", "endedUnjudged", "surveys", "surveyMean"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("2026-11-01", "2026-11-01T00:00:00+00:00")]
    [InlineData("2026-11-01T08:00:00+08:00", "2026-11-01T00:00:00+00:00")]
    [InlineData("1 November", null)]
    public void Day_Written_IsReadOrRefused(string text, string? expected) =>
        ReportDay.Read(text, TimeProvider.System)?.ToString("yyyy-MM-dd'T'HH:mm:sszzz").ShouldBe(expected);

    async IAsyncEnumerable<HandoffRecord> IHandoffRecords.ReadAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.Yield();
        foreach (var record in records)
        {
            yield return record;
        }
    }

    private Task<NeededReport> MakeAsync() => NeededReport.MakeAsync(this, Day, TimeProvider.System, CancellationToken.None);

    private void Asked(string id, string handoffId, string reason, string rule) =>
        Add(id, "handoff.initiate", new JsonObject { ["handoffId"] = handoffId, ["reason"] = reason, ["rule"] = rule });

    private void Judged(string id, string handoffId, bool needed) => Add(id, "handoff.needed", new JsonObject { ["handoffId"] = handoffId, ["needed"] = needed });

    private void Ended(string id, string handoffId) => Add(id, "handoff.status", new JsonObject { ["handoffId"] = handoffId, ["state"] = "completed" });

    private void Scored(string id, string handoffId, int score) => Add(id, "cardline.survey", new JsonObject { ["handoffId"] = handoffId, ["score"] = score }, fromCardholder: true);

    private void Add(string id, string name, JsonObject value, bool fromCardholder = false) =>
        records.Add(new HandoffRecord(id, now, fromCardholder, new JsonObject { ["type"] = "event", ["name"] = name, ["value"] = value }));
}

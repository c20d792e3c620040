using System.CommandLine;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cardline.Bot.Commands;
using Cardline.Bot.Conversations;
using Cardline.Bot.Replay;
using Cardline.Bot.Tests.Dialogues;
using Cardline.Bot.Turns;
using Cardline.Handoff.Measuring;
using Cardline.TestKit;
using Microsoft.Extensions.Configuration;

namespace Cardline.Bot.Tests.Replay;

/// <summary>The whole product made these conversations, and still runs while they are read.</summary>
public sealed class ReplayedDialoguesTests(DialogueDesk desk) : IClassFixture<DialogueDesk>, IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public async Task Replay_EveryDialogueWithTheRulesThatDecided_ChangesNothing()
    {
        foreach (var row in (IEnumerable<object[]>)DialogueTests.Files())
        {
            var file = (string)row[0];
            var player = new DialoguePlayer(desk, file.EndsWith(".zh.md", StringComparison.Ordinal) ? "zh-CN" : "en-GB");
            await player.BeginAsync();
            foreach (var line in Dialogue.Read(Path.Combine(DialogueTests.Folder(), file)).Lines.Where(line => !line.Who.StartsWith('>')))
            {
                await player.PlayAsync(line);
            }
        }

        var report = await new PolicyReplay(desk.Archive, MeasuredPolicy.Read(Knowledge), new TurnOptions().HistoryEntriesMax)
            .RunAsync(DateTimeOffset.MinValue, ReplayReport.ListMax, default);

        report.Turns.ShouldBeGreaterThan(100);
        report.Changes.ShouldBeEmpty(ReplayTable.Of(report));
        report.Conversations.ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task Replay_AnotherFolderBesideARunningServer_SaysWhatWouldBeDecided()
    {
        using var folder = new TemporaryFolder();
        var rules = await File.ReadAllTextAsync(Path.Combine(Knowledge, "handoff.yml"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullPath, "handoff.yml"), Swapped(rules, "reason: fraud", "reason: dispute"));
        var player = new DialoguePlayer(desk, "en-GB");
        await player.BeginAsync();
        await player.PlayAsync(new DialogueLine(1, "Cardholder", "There is a charge on my card that I did not make"));

        (await RunAsync("eval", "--replay", "--path", folder.FullPath, "--since", "2026-11-01", "--json")).ShouldBe(0, error.ToString());

        var report = JsonNode.Parse(output.ToString())!;
        report["reasonChanged"]!.AsObject().ShouldContain(pair => pair.Key == "fraud > dispute");
        report["changes"]!.AsArray().ShouldContain(change => (string?)change!["was"]!["reason"] == "fraud" && (string?)change["now"]!["reason"] == "dispute");
        report["turns"]!.GetValue<int>().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Report_AfterAgentsJudged_SaysTheSameAtTheDeskAndOnTheCommandLine()
    {
        var id = await JudgedAsync("I want to talk to a human, please");
        (await RunAsync("report", "--since", "2026-11-01", "--json")).ShouldBe(0, error.ToString());

        var told = JsonNode.Parse(output.ToString())!;
        var shown = await desk.Agent("Ben").GetFromJsonAsync<JsonNode>("/api/desk/reports/handoffs?since=2026-11-01");
        var row = told["reasons"]!.AsArray().Single(one => (string?)one!["reason"] == "human_request")!;
        (row["judged"]!.GetValue<int>(), row["needed"]!.GetValue<int>()).ShouldBe((1, 0), id);
        shown!["reasons"]!.AsArray().Single(one => (string?)one!["reason"] == "human_request")!.ToJsonString().ShouldBe(row.ToJsonString());
    }

    [Theory]
    [InlineData("Give either --cases or --replay", "eval")]
    [InlineData("Give either --cases or --replay", "eval", "--replay", "--cases", "x.jsonl")]
    [InlineData("HND017", "eval", "--replay", "--since", "yesterday")]
    [InlineData("HND017", "report", "--since", "yesterday")]
    [InlineData("HND113", "eval", "--cases", "x.jsonl", "--fail-under", "everything=1")]
    public async Task Command_ThatMakesNoSense_EndsWithOneAndPrintsNoFigures(string says, params string[] args)
    {
        (await RunAsync(args)).ShouldBe(1);

        error.ToString().ShouldContain(says);
        output.ToString().ShouldNotContain("{");
    }

    [Fact]
    public async Task Eval_UnderAFloor_EndsWithOneAndSaysWhich()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.FullPath, "cases.jsonl");
        await File.WriteAllTextAsync(file, """{"turns":[{"from":"cardholder","text":"hello"}],"expect":"handoff","reason":"fraud","lang":"en"}""");

        (await RunAsync("eval", "--cases", file, "--cases", file, "--json", "--fail-under", "decision=0.5")).ShouldBe(1);

        error.ToString().ShouldContain("decision is 0, under 0.5.");
        JsonNode.Parse(output.ToString())!["cases"]!.GetValue<int>().ShouldBe(2);
    }

    private static string Knowledge => Path.Combine(Repository.Root, "knowledge-base");

    private async Task<string> JudgedAsync(string words)
    {
        var player = new DialoguePlayer(desk, "en-GB");
        await player.BeginAsync();
        await player.PlayAsync(new DialogueLine(1, "Cardholder", words));
        await player.PlayAsync(new DialogueLine(2, "Agent Ben claims", string.Empty));
        var id = player.ConversationId;
        JsonNode? held = null;
        await Waiting.UntilAsync("the board to show who holds it", async () => (held = await HeldByBenAsync(id)) is not null);
        await player.PlayAsync(new DialogueLine(3, "Agent Ben closes", string.Empty));
        foreach (var needed in (bool[])[true, false])
        {
            using var answer = await desk.Agent("Ben").PostAsJsonAsync(
                $"/api/desk/conversations/{id}/needed", new { clientId = $"judge-{needed}", handoffId = (string)held!["handoffId"]!, needed });
            answer.EnsureSuccessStatusCode();
        }

        return id;
    }

    private static string Swapped(string text, string one, string other) =>
        string.Join(other, text.Split(one).Select(part => part.Replace(other, one, StringComparison.Ordinal)));

    private async Task<JsonNode?> HeldByBenAsync(string id) =>
        (await desk.BoardAsync())["items"]!.AsArray().SingleOrDefault(item => (string?)item!["conversationId"] == id && (string?)item["agentId"] == "ben");

    private Task<int> RunAsync(params string[] args)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Storage:Sqlite:Path", desk.StorePath)]).Build();
        return HandoffCommands.Create(new HandoffCommandSettings(() => Knowledge, () => OpenedArchive.OpenAsync(settings), () => new TurnOptions().HistoryEntriesMax, desk.Clock, () => throw new NotSupportedException("Nothing is written here.")))
            .Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
    }
}

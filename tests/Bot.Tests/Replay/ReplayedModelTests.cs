using System.Text.Json.Nodes;
using Cardline.Bot.Conversations.Sqlite;
using Cardline.Bot.Model;
using Cardline.Bot.Replay;
using Cardline.Bot.Tests.Turns;
using Cardline.Bot.Tests.Turns.Model;
using Cardline.Bot.Turns;
using Cardline.Handoff.Detection;

namespace Cardline.Bot.Tests.Replay;

/// <summary>What a model raised is no work of the policy that is tried, and no loss of it either.</summary>
public sealed class ReplayedModelTests : IDisposable
{
    private readonly TurnModel model = new();
    private readonly TurnDesk desk;

    public ReplayedModelTests() => desk = new TurnDesk(model: model) { Answers = _ => TurnDesk.Article("fee") };

    public void Dispose() => desk.Dispose();

    [Theory]
    [InlineData("offer", "anger")]
    [InlineData("person", "fraud")]
    public async Task Run_RaisedByAModel_StaysUnderEveryPolicy(string need, string reason)
    {
        model.Says(ModelUse.SecondOpinion, new JsonObject { ["need"] = need, ["reason"] = reason, ["words"] = "rent bounced" }.ToJsonString());
        var outcome = (await desk.SaysAsync("my rent bounced because of you")).Outcome();
        ((string?)outcome["person"]!["rule"]).ShouldBe("model.second_opinion");

        (await RunAsync()).Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_PolicyFindsMoreThanTheModelDid_SaysSo()
    {
        model.Says(ModelUse.SecondOpinion, """{"need":"offer","reason":"anger","words":"rent bounced"}""");
        await desk.SaysAsync("my rent bounced because of you");
        desk.DecidesAtOnce = _ => new HandoffDecision(HandoffStep.Handoff, "hardship", "rent", "test.hardship");

        (await RunAsync()).NewlyHandedOver.ShouldBe(new SortedDictionary<string, int> { ["hardship"] = 1 });
    }

    private async Task<ReplayReport> RunAsync()
    {
        using var readers = new SqliteReaders(SqliteFile.ForReading(desk.StorePath));
        return await new PolicyReplay(new SqliteArchive(readers), desk, new TurnOptions().HistoryEntriesMax).RunAsync(DateTimeOffset.MinValue, 100, default);
    }
}

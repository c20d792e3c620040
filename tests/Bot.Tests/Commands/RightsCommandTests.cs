using System.CommandLine;
using System.Text.Json.Nodes;
using Cardline.Bot.Commands;
using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;
using Cardline.Handoff;

namespace Cardline.Bot.Tests.Commands;

public sealed class RightsCommandTests : IDisposable
{
    private readonly ManualClock clock = new();
    private readonly SqliteStore store;
    private readonly StringWriter output = new();

    public RightsCommandTests() => store = new SqliteStore(clock: clock);

    public void Dispose()
    {
        store.Dispose();
        output.Dispose();
    }

    [Fact]
    public async Task Rights_Open_AreATableOldestFirstWithTheirAgeAndNoWords()
    {
        await NotedAsync("c-1", "dispute", "AAA-AAA-AAAA");
        clock.Advance(TimeSpan.FromHours(3));
        var head = await NotedAsync("c-2", "complaint", "CCC-CCC-CCCC");
        await store.Log.AppendedAsync(Entries.Staff("c-2", head.Epoch, new Holder(HolderKind.Agent, "ann")));
        clock.Advance(TimeSpan.FromDays(2));

        var lines = (await RunAsync()).Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

        lines[0].ShouldBe("2 rights are open.");
        lines.Length.ShouldBe(4);
        lines[2].ShouldMatch("^AAA-AAA-AAAA +dispute +2026-06-01 09:00 +2 d 3 h +in the queue +c-1$");
        lines[3].ShouldMatch("^CCC-CCC-CCCC +complaint +2026-06-01 12:00 +2 d 0 h +with ann +c-2$");
        lines.ShouldAllBe(line => !line.Contains("not mine"));
    }

    [Fact]
    public async Task Rights_Json_IsOneObjectThatSaysTheSame()
    {
        await NotedAsync("c-1", "dispute", "AAA-AAA-AAAA");
        clock.Advance(TimeSpan.FromMinutes(1));

        var report = JsonNode.Parse(await RunAsync("--json"))!;

        ((int)report["open"]!).ShouldBe(1);
        var right = report["rights"]![0]!;
        ((string?)right["reference"], (long)right["ageSeconds"]!, (string?)right["evidence"], (string?)right["state"]).ShouldBe(("AAA-AAA-AAAA", 60, "not mine", "waiting"));
    }

    [Fact]
    public async Task Rights_SettledOrNever_AreNotListed()
    {
        var head = await NotedAsync("c-1", "dispute", "AAA-AAA-AAAA");
        head = await store.Log.AppendedAsync(Entries.Staff("c-1", head.Epoch, new Holder(HolderKind.Agent, "ann")));
        await store.Log.AppendedAsync(Entries.Staff("c-1", head.Epoch, new Holder(HolderKind.Closed)) with { Entries = [RightEntries.Settled("dispute")] });

        (await RunAsync()).ShouldBe($"0 rights are open.{Environment.NewLine}");
    }

    private async Task<ConversationHead> NotedAsync(string id, string right, string reference)
    {
        await store.Log.AppendedAsync(Entries.Begin(id));
        var request = RightEntries.Invokes(await store.Log.AppendedAsync(Entries.Says(id, "that payment is not mine")), right);
        var value = request.Entries[1].Activity["value"]!;
        (value["reference"], value["at"], value["evidence"]) = (reference, WriteBatch.Time(clock.GetUtcNow()), "not mine");
        return await store.Log.AppendedAsync(request);
    }

    private async Task<string> RunAsync(params string[] args)
    {
        var code = await RightsCommand.Create(() => (store.Log, clock)).Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = output });
        code.ShouldBe(0);
        return output.ToString();
    }
}

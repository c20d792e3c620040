using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Handoff;
using Cardline.TestKit;

namespace Cardline.Bot.Tests.Conversations;

/// <summary>How many cases an agent may hold, through the desk API over a real store. A fresh case waits in epoch 2 and is held in epoch 3.</summary>
public abstract class DeskCapacityContract : IAsyncLifetime
{
    private protected const int CasesMax = 3;

    /// <summary>Gets two nodes; of a store that one process has to itself twice the same.</summary>
    private protected (DeskNode One, DeskNode Two) Nodes { get; private set; }

    private protected abstract IConversationLog Log { get; }

    private protected HttpClient[] Ann { get; private set; } = [];

    /// <summary>Opens the store and starts its nodes.</summary>
    private protected abstract Task<(DeskNode One, DeskNode Two)> StartAsync();

    public async Task InitializeAsync()
    {
        Nodes = await StartAsync();
        var account = await Nodes.One.Accounts.AddAsync("Ann", default);
        Ann = [await Nodes.One.SignInAsync(account), await Nodes.Two.SignInAsync(account)];
    }

    public abstract Task DisposeAsync();

    [Fact]
    public async Task Claim_TwentyAtOnceOverTheNodes_ExactlyTheLimitSucceed_AndNothingIsLeftReserved()
    {
        await WaitingCasesAsync(20);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => DoAsync(Ann[i % 2], $"c{i}", "claim", 2)));

        answers.Count(code => code is null).ShouldBe(CasesMax);
        answers.Where(code => code is not null).Distinct().ShouldBe(["HND012"]);
        var held = Enumerable.Range(0, 20).Where(i => answers[i] is null).ToList();
        (await Log.ListOpenAsync(default)).Heads.Count(head => head.Holder == new Holder(HolderKind.Agent, "ann")).ShouldBe(CasesMax);
        foreach (var i in held)
        {
            (await DoAsync(Ann[(i + 1) % 2], $"c{i}", "return", 3)).ShouldBeNull();
        }

        // As many as the limit again, and not one more: whatever was refused holds no place.
        var rest = Enumerable.Range(0, 20).Except(held).ToList();
        var again = await Task.WhenAll(rest.Select(i => DoAsync(Ann[i % 2], $"c{i}", "claim", 2, "again")));
        again.Count(code => code is null).ShouldBe(CasesMax);
    }

    [Fact]
    public async Task Claim_RefusedByTheLog_GivesThePlaceBack()
    {
        await WaitingCasesAsync(2);
        (await DoAsync(Ann[1], "c1", "claim", 2)).ShouldBeNull();
        var room = true;
        Nodes.One.Port.Meanwhile = async () =>
        {
            room = await TryTakeAsync(2);
            await Log.AppendedAsync(Entries.Staff("c0", 2, new Holder(HolderKind.Agent, "bo")));
        };

        (await DoAsync(Ann[0], "c0", "claim", 2)).ShouldBe("HND003");

        room.ShouldBeFalse("the place was taken before the write");
        (await TryTakeAsync(1)).ShouldBeFalse();
        (await TryTakeAsync(2)).ShouldBeTrue("only what she holds is reserved");
    }

    [Fact]
    public async Task Claim_NotWrittenAndNobodyKnows_KeepsThePlaceAndTheRetryUsesIt()
    {
        await WaitingCasesAsync(1);
        Nodes.One.Port.Unwritten = new LogUnavailableException("BOT030: test");
        await Should.ThrowAsync<LogUnavailableException>(() => DoAsync(Ann[0], "c0", "claim", 2));
        Nodes.One.Port.Unwritten = null;
        (await TryTakeAsync(1)).ShouldBeFalse();

        (await DoAsync(Ann[1], "c0", "claim", 2)).ShouldBeNull();

        (await TryTakeAsync(1)).ShouldBeFalse();
        (await TryTakeAsync(2)).ShouldBeTrue("the first try and the retry are one place");
    }

    [Fact]
    public async Task Claim_WrittenAndNobodyKnows_TheRetryOnAnotherNodeIsASuccessWithOnePlace()
    {
        await WaitingCasesAsync(1);
        Nodes.One.Port.Unanswered = new LogUnavailableException("BOT030: test");
        await Should.ThrowAsync<LogUnavailableException>(() => DoAsync(Ann[0], "c0", "claim", 2));
        Nodes.One.Port.Unanswered = null;

        (await DoAsync(Ann[1], "c0", "claim", 2)).ShouldBeNull();

        (await Log.FindAsync("c0", default))!.Epoch.ShouldBe(3);
        (await TryTakeAsync(1)).ShouldBeFalse();
        (await TryTakeAsync(2)).ShouldBeTrue();
    }

    [Fact]
    public async Task Sweep_CardholderLeavesAHeldCase_TheAgentHasRoomAgain()
    {
        await WaitingCasesAsync(1);
        (await DoAsync(Ann[0], "c0", "claim", 2)).ShouldBeNull();
        await SweptAsync(1, "ann");
        await Log.AppendedAsync(Entries.Staff("c0", 3, new Holder(HolderKind.Closed)));
        await Nodes.One.ShowsAsync("c0", agentId: null);

        await Waiting.UntilAsync("the place to be left", async () =>
        {
            Nodes.One.Clock.Advance(TimeSpan.FromSeconds(1));
            return await TryTakeAsync(1);
        });
    }

    /// <summary>Lets the sweep of the first node see a case.</summary>
    private protected async Task SweptAsync(int cases, string agentId)
    {
        for (var i = 0; i < cases; i++)
        {
            await Nodes.One.ShowsAsync($"c{i}", agentId);
        }

        Nodes.One.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>Begins conversations c0, c1 ... that wait for a person.</summary>
    private protected async Task WaitingCasesAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var begun = await Log.AppendedAsync(Entries.Begin($"c{i}"));
            (await Log.AppendedAsync(Entries.Staff($"c{i}", begun.Epoch, new Holder(HolderKind.Queue)))).Epoch.ShouldBe(2);
        }
    }

    /// <summary>Tries whether Ann has room for one more of so many; a place that was had is given back.</summary>
    private protected async Task<bool> TryTakeAsync(int most)
    {
        var probe = new CasePlace("probe", 1);
        var taken = await Nodes.Two.Places.TryTakeAsync(new PlaceWish("ann", probe, [], most), default);
        await Nodes.Two.Places.LeaveAsync("ann", probe, default);
        return taken;
    }

    /// <summary>Asks the desk API.</summary>
    /// <returns>The number of the problem; null for success.</returns>
    private protected static async Task<string?> DoAsync(HttpClient agent, string id, string verb, long epoch, string clientId = "k")
    {
        using var answer = await agent.PostAsJsonAsync($"/api/desk/conversations/{id}/{verb}", new { clientId = $"{verb}-{clientId}", epoch });
        return answer.StatusCode == HttpStatusCode.OK ? null : (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["code"];
    }
}

/// <summary>The contract over SQLite, which one process has to itself.</summary>
public sealed class SqliteDeskCapacityTests : DeskCapacityContract, IDisposable
{
    private readonly SqliteStore store = new();

    private protected override IConversationLog Log => store.Log;

    public override async Task DisposeAsync() => await Nodes.One.DisposeAsync();

    public void Dispose() => store.Dispose();

    private protected override async Task<(DeskNode One, DeskNode Two)> StartAsync()
    {
        var node = await DeskNode.StartAsync(store.Log, store.State, places: null, CasesMax);
        return (node, node);
    }
}

using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Handoff;

namespace Cardline.Bot.Tests.Conversations;

public sealed class DeskConversationsTests : IDisposable, ILiveClients, ILocalClients
{
    private readonly SqliteStore store = new();
    private readonly DeskConversations port;
    private readonly List<string> passing = [];

    public DeskConversationsTests() => port = new DeskConversations(store.Log, this, this);

    void ILiveClients.SendPassing(string conversationId, JsonObject activity) => passing.Add(conversationId);

    bool ILiveClients.IsWatched(string conversationId) => true;

    void ILocalClients.SendPassing(string conversationId, JsonObject activity) => passing.Add(conversationId + " here");

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task Change_Claim_IsDoneOnceAndTheSecondAgentIsTold()
    {
        var queued = await QueuedAsync();
        var ann = Claim(queued, "ann");

        var first = await port.ChangeAsync(ann, default);
        var repeated = await port.ChangeAsync(Claim(queued, "ann"), default);
        var second = await port.ChangeAsync(Claim(queued, "ben"), default);

        first.Outcome.ShouldBe(ChangeOutcome.Done);
        repeated.Outcome.ShouldBe(ChangeOutcome.Repeated);
        repeated.FirstSeq.ShouldBe(first.FirstSeq);
        second.Outcome.ShouldBe(ChangeOutcome.StaleEpoch);
        second.State!.Holder.ShouldBe(new Holder(HolderKind.Agent, "ann"));
    }

    [Fact]
    public void SendPassing_EverywhereOrHere_GoesTheWayItNames()
    {
        port.SendPassing("c-1", []);
        port.SendPassingHere("c-2", []);

        passing.ShouldBe(["c-1", "c-2 here"]);
    }

    [Fact]
    public async Task Change_WithoutSender_SpeaksInTheAgentsName()
    {
        var queued = await QueuedAsync();
        await port.ChangeAsync(Claim(queued, "ann"), default);

        var entries = await port.ReadAsync("c-1", queued.Seq, 10, default);

        ((string?)entries[0].Activity["from"]!["id"]).ShouldBe("agent:ann");
        ((string?)entries[0].Activity["from"]!["name"]).ShouldBe("ANN");
        entries[^1].Holder.AgentId.ShouldBe("ann");
    }

    [Fact]
    public async Task Change_OfAnUnknownConversation_IsNotFound()
    {
        var change = new ConversationChange("nowhere", 1, "ann", "Ann", "k", [new NewConversationEntry(Entries.Message("hi", "bot"), true)], null);
        (await port.ChangeAsync(change, default)).Outcome.ShouldBe(ChangeOutcome.NotFound);
    }

    [Fact]
    public async Task ListOpenThenFollow_MissesNothing()
    {
        var queued = await QueuedAsync();
        var open = await port.ListOpenAsync(default);
        open.Conversations.Single().ShouldBe(queued);
        await port.ChangeAsync(Claim(queued, "ann"), default);

        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var feed = port.FollowAllAsync(open.Position, stop.Token).GetAsyncEnumerator();
        (await feed.MoveNextAsync()).ShouldBeTrue();
        feed.Current.Seq.ShouldBe(queued.Seq + 1);
    }

    [Fact]
    public async Task Accounts_SaveFindList_RoundTrip()
    {
        var accounts = new AgentStore(store.State);
        await accounts.SaveAsync(new AgentAccount("ann", "Ann", "hash", "stamp"), default);
        (await accounts.FindAsync("ann", default)).ShouldBe(new AgentAccount("ann", "Ann", "hash", "stamp"));
        (await accounts.ListAsync(default)).Count.ShouldBe(1);
        (await accounts.FindAsync("ben", default)).ShouldBeNull();
    }

    private static ConversationChange Claim(ConversationState state, string agent) => new(
        state.ConversationId, state.Epoch, agent, agent.ToUpperInvariant(), "claim-" + agent,
        [new NewConversationEntry(new JsonObject { ["type"] = "event", ["name"] = "handoff.status", ["value"] = new JsonObject { ["state"] = "accepted" } }, true)],
        new Holder(HolderKind.Agent, agent));

    private async Task<ConversationState> QueuedAsync()
    {
        var head = await store.Log.AppendedAsync(Entries.Begin("c-1"));
        await store.Log.AppendedAsync(Entries.Staff("c-1", head.Epoch, new Holder(HolderKind.Queue)));
        return (await port.FindAsync("c-1", default))!;
    }
}

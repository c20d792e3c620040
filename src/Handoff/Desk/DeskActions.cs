using Cardline.Handoff.Agents;
using Cardline.Handoff.Queue;
using Microsoft.AspNetCore.Http;

namespace Cardline.Handoff.Desk;

/// <summary>What an agent does to a conversation: each is one conditional write under the epoch the agent saw.</summary>
internal sealed class DeskActions(IConversations conversations, HolderChanges changes, CaseReader reader, QueueBoard board, DeskEntries entries, AgentAccounts accounts)
{
    /// <summary>Takes a waiting case. Of any number of agents exactly one gets it, if that one has a place left.</summary>
    public Task<IResult> ClaimAsync(string conversationId, AgentView agent, ChangeRequest request, CancellationToken cancel) => ChangeAsync(
        conversationId, request, holder => holder.Kind == HolderKind.Queue, state => TakenAsync(state, cancel),
        item => new ConversationChange(
            conversationId, request.Epoch!.Value, agent.Id, agent.Name, request.ClientId!, entries.Claimed(item, agent), new Holder(HolderKind.Agent, agent.Id)),
        cancel);

    /// <summary>Closes a held case and asks the cardholder how it went. What became of each right that is open has to be said with it.</summary>
    public Task<IResult> CloseAsync(string conversationId, AgentView agent, ChangeRequest request, CancellationToken cancel) =>
        EndAsync(conversationId, agent, request, item => entries.Closed(item, agent), HolderKind.Closed, cancel);

    /// <summary>Gives a held case back to the bot, under the same condition.</summary>
    public Task<IResult> ReturnAsync(string conversationId, AgentView agent, ChangeRequest request, CancellationToken cancel) =>
        EndAsync(conversationId, agent, request, item => entries.Returned(item, agent), HolderKind.Bot, cancel);

    /// <summary>Writes a message to the cardholder.</summary>
    public Task<IResult> SendAsync(string conversationId, AgentView agent, ChangeRequest request, CancellationToken cancel) => ChangeAsync(
        conversationId, request, holder => Holds(holder, agent), _ => Task.FromResult(DeskProblem.NotHeld),
        item => new ConversationChange(
            conversationId, request.Epoch!.Value, agent.Id, agent.Name, request.ClientId!, DeskEntries.Said(item, agent, request.Text!), NewHolder: null),
        cancel,
        seq => Results.Ok(new { seq }));

    /// <summary>Shows the cardholder that the agent types.</summary>
    public IResult Typing(string conversationId, AgentView agent)
    {
        if (board.Find(conversationId)?.AgentId != agent.Id)
        {
            return DeskProblem.NotHeld;
        }

        conversations.SendPassing(conversationId, DeskEntries.Typing(agent));
        return Results.NoContent();
    }

    /// <summary>Reads a conversation and its item.</summary>
    public async Task<IResult> ReadAsync(string conversationId, long after, CancellationToken cancel)
    {
        var state = await conversations.FindAsync(conversationId, cancel);
        if (state is null || await ItemAsync(state, cancel) is not { } item)
        {
            return DeskProblem.NotFound;
        }

        var found = await conversations.ReadAsync(conversationId, Math.Max(0, after), CaseReader.PageMax, cancel);
        var more = found.Count == CaseReader.PageMax && found[^1].Seq < state.Seq;
        return Results.Ok(new ConversationView(item, [.. found.Select(EntryView.Of)], more));
    }

    private Task<IResult> EndAsync(
        string conversationId, AgentView agent, ChangeRequest request, Func<QueueItem, IReadOnlyList<NewConversationEntry>> said, HolderKind to, CancellationToken cancel)
    {
        if (!RightSettlements.AreComplete(request.Rights))
        {
            return Task.FromResult(DeskProblem.BadRequest);
        }

        // While an agent holds the case no right is invoked or settled without moving the epoch, so what is found here is what the write meets.
        var settlements = request.Rights ?? [];
        return ChangeAsync(
            conversationId, request, holder => Holds(holder, agent), _ => Task.FromResult(DeskProblem.NotHeld),
            item => new ConversationChange(
                conversationId, request.Epoch!.Value, agent.Id, agent.Name, request.ClientId!, [.. RightSettlements.Entries(item, agent, settlements), .. said(item)], new Holder(to)),
            cancel,
            objection: item => RightSettlements.Objection(item, settlements));
    }

    private async Task<IResult> ChangeAsync(
        string conversationId, ChangeRequest request, Func<Holder, bool> allowed, Func<ConversationState, Task<IResult>> refused,
        Func<QueueItem, ConversationChange> change, CancellationToken cancel, Func<long, IResult>? answer = null, Func<QueueItem, IResult?>? objection = null)
    {
        var before = await conversations.FindAsync(conversationId, cancel);
        if (before is null || await ItemAsync(before, cancel) is not { } item)
        {
            return DeskProblem.NotFound;
        }

        // Under a later epoch the write is asked for all the same: it may be a retry of one that was done, and a new one is refused as stale.
        if (before.Epoch == request.Epoch && !allowed(before.Holder))
        {
            return await refused(before);
        }

        if (before.Epoch == request.Epoch && objection?.Invoke(item) is { } objected)
        {
            return objected;
        }

        if (await changes.WriteAsync(change(item), before, item.Priority, cancel) is not { } result)
        {
            return DeskProblem.Full(changes.CasesMax);
        }

        return result.Outcome switch
        {
            ChangeOutcome.Done or ChangeOutcome.Repeated when answer is not null => answer(result.FirstSeq),
            ChangeOutcome.Done or ChangeOutcome.Repeated => Results.Ok(await ItemAsync(result.State ?? before, cancel)),
            ChangeOutcome.StaleEpoch => await refused(result.State ?? before),
            ChangeOutcome.Conflict => DeskProblem.ClientIdUsed,
            _ => DeskProblem.NotFound,
        };
    }

    /// <summary>The item as the log has it, with the place as the board has it; null when no person was ever asked for.</summary>
    private async Task<QueueItem?> ItemAsync(ConversationState state, CancellationToken cancel)
    {
        // The board is the same fold; where it is still behind the log, only what it lacks is read.
        if (board.Find(state.ConversationId) is { } known && known.LastSeq == state.Seq)
        {
            return known;
        }

        var folded = await reader.ReadAsync(state.ConversationId, state.Seq, cancel, board.Copy(state.ConversationId));
        var place = folded.Holder.Kind == HolderKind.Queue ? board.Find(state.ConversationId)?.Place : null;
        return folded.Reason is null ? null : folded.ToItem(place);
    }

    private async Task<IResult> TakenAsync(ConversationState state, CancellationToken cancel)
    {
        if (state.Holder is not { Kind: HolderKind.Agent, AgentId: { } id })
        {
            return DeskProblem.Taken("It does not wait in this epoch any more.");
        }

        var account = await accounts.FindAsync(id, cancel);
        return DeskProblem.Taken($"{account?.Name ?? id} has taken it.");
    }

    private static bool Holds(Holder holder, AgentView agent) => holder.Kind == HolderKind.Agent && holder.AgentId == agent.Id;
}

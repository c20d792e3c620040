using Cardline.Handoff.Queue;
using Microsoft.Extensions.Options;

namespace Cardline.Handoff.Desk;

/// <summary>
/// Every write of an agent that may move the holder. Whoever is to hold a case gets a place first, then the change is written under its epoch, and only
/// then is it a success: a refused write gives the place back, one whose outcome is unknown keeps it until it lapses or the case is seen as held.
/// </summary>
internal sealed class HolderChanges(IConversations conversations, IAgentPlaces places, QueueBoard board, IOptions<HandoffOptions> options)
{
    /// <summary>Cases of danger to life or money that an agent may take above the limit (decision 0014).</summary>
    public const int UrgentAbove = 1;

    /// <summary>Gets how many cases an agent may hold; 0 for any number.</summary>
    public int CasesMax => options.Value.CasesPerAgentMax;

    /// <summary>Writes a change.</summary>
    /// <param name="change">What to write.</param>
    /// <param name="before">Where the conversation stood when it was decided.</param>
    /// <param name="priority">How urgent the case is; see <see cref="HandoffPriority"/>.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <returns>What became of it; null when the agent who would hold it has no place left, and nothing was written.</returns>
    public async Task<ChangeResult?> WriteAsync(ConversationChange change, ConversationState before, int priority, CancellationToken cancel)
    {
        if (CasesMax == 0 || change.NewHolder is not { } to)
        {
            return await conversations.ChangeAsync(change, cancel);
        }

        // Under another epoch than the one that stands nothing is given out: it is a retry, or it is refused.
        var current = before.Epoch == change.ExpectedEpoch;
        var place = new CasePlace(change.ConversationId, change.ExpectedEpoch + 1);
        if (current && to.AgentId is { } taker && !await places.TryTakeAsync(new PlaceWish(taker, place, HeldBy(taker), MaxFor(priority)), cancel))
        {
            return null;
        }

        var result = await conversations.ChangeAsync(change, cancel);
        if (current && to.AgentId is { } refused && !(result.State?.Holder == to && result.State.Epoch == place.Epoch))
        {
            await places.LeaveAsync(refused, place, cancel);
        }

        if (current && before.Holder.AgentId is { } gone && result.Outcome == ChangeOutcome.Done)
        {
            await places.LeaveAsync(gone, place with { Epoch = before.Epoch }, cancel);
        }

        return result;
    }

    private int MaxFor(int priority) => CasesMax + (priority <= HandoffPriority.UrgentMax ? UrgentAbove : 0);

    private List<CasePlace> HeldBy(string agentId) =>
        [.. board.Held().Where(item => item.AgentId == agentId).Select(item => new CasePlace(item.ConversationId, item.Epoch))];
}

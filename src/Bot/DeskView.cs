using System.Text.Json.Nodes;
using Cardline.Bot.Gate;
using Cardline.Bot.Turns;
using Cardline.Handoff.Queue;

namespace Cardline.Bot;

/// <summary>What the gate and the turn may know of the desk: who is on duty, and which place a new case would get.</summary>
internal sealed class DeskView(IWaitingLine waiting) : ILine, IDeskStatus, IReadiness
{
    /// <inheritdoc cref="ILine.AgentsOnDuty"/>
    public bool AgentsOnDuty => waiting.AgentsOnDuty > 0;

    /// <summary>Gets a value indicating whether the line has been rebuilt from the log, so that a place in it is true.</summary>
    public bool Ready => waiting.ReadyAsync(CancellationToken.None).IsCompletedSuccessfully;

    /// <inheritdoc/>
    public int PlaceForNew(string reason) => waiting.CountAhead(reason) + 1;

    /// <inheritdoc/>
    public JsonObject? PlaceOf(string conversationId) =>
        waiting.Find(conversationId)?.Place is { } place ? PlaceEvent.Of(place, waiting.AgentsOnDuty) : null;

    /// <inheritdoc/>
    public int PriorityOf(string reason) => HandoffPriority.Of(reason);
}

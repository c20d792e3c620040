namespace Cardline.Bot.Conversations;

/// <summary>How long an open turn belongs to the node that runs it without being renewed. The room that runs turns says it, every store keeps to it.</summary>
/// <param name="Life">At least half a second: a node renews it three times in this time.</param>
internal sealed record TurnLease(TimeSpan Life)
{
    /// <summary>Gets what holds where no turns are run, such as in a command.</summary>
    public static TurnLease Usual { get; } = new(TimeSpan.FromSeconds(3));
}

namespace Cardline.Handoff.Queue;

/// <summary>The serving order: priority, due time, time of asking, id. No two cases are equal in it.</summary>
internal sealed class ServingOrder : IComparer<HandoffCase>
{
    private ServingOrder()
    {
    }

    /// <summary>Gets the one order there is.</summary>
    public static ServingOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(HandoffCase? x, HandoffCase? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var order = (x.Priority, x.DueAt, x.EnqueuedAt).CompareTo((y.Priority, y.DueAt, y.EnqueuedAt));
        return order != 0 ? order : string.CompareOrdinal(x.ConversationId, y.ConversationId);
    }
}

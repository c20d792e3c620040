namespace Cardline.Handoff.Queue;

/// <summary>What the host may ask of the line of waiting conversations.</summary>
public interface IWaitingLine
{
    /// <summary>Gets how many agents are on duty.</summary>
    int AgentsOnDuty { get; }

    /// <summary>Gets how many cases wait.</summary>
    int WaitingCount { get; }

    /// <summary>Gets how many cases an agent holds.</summary>
    int HeldCount { get; }

    /// <summary>Counts the cases that would be served before a new one.</summary>
    /// <param name="reason">Reason of the new case.</param>
    /// <returns>0 when it would be first; its place is one more.</returns>
    int CountAhead(string reason);

    /// <summary>Looks up a case that waits or is held; null when there is none.</summary>
    QueueItem? Find(string conversationId);

    /// <summary>Counts what waits and what is held, by priority and reason.</summary>
    QueueCounts Count();

    /// <summary>Ends when the queue has been rebuilt from the log.</summary>
    Task ReadyAsync(CancellationToken cancel);
}

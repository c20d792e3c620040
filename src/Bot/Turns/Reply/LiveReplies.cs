using Cardline.Bot.Conversations;
using Cardline.Bot.Model;

namespace Cardline.Bot.Turns.Reply;

/// <summary>Hands out what the clients see of a turn's reply while it is made, once for each turn on this node.</summary>
internal sealed class LiveReplies(ILiveClients clients, IConversationLog log, IModel model, TimeProvider clock, ILogger<LiveReplies> logger)
{
    /// <summary>Streams begun last on this node that are remembered, so that none is begun twice.</summary>
    public const int RememberedMax = 4_096;

    private readonly Lock gate = new();
    private readonly HashSet<string> begun = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    /// <summary>Gets who is shown passing events.</summary>
    public ILiveClients Clients => clients;

    /// <summary>Gets the log that says whether the bot still has the turn.</summary>
    public IConversationLog Log => log;

    /// <summary>Gets the clock by which streams are slowed down.</summary>
    public TimeProvider Clock => clock;

    /// <summary>Gets where taking back is noted.</summary>
    public ILogger Logger => logger;

    /// <summary>Makes a turn's own.</summary>
    /// <param name="turn">The turn that begins.</param>
    /// <param name="resumed">Whether an earlier attempt was made at it, on whichever node.</param>
    public LiveReply Of(Turn turn, bool resumed)
    {
        var shows = model is not NoModel;
        var again = resumed || turn.Head.TurnAttempts > 1 || (shows && HasBegun(LiveReply.StreamIdOf(turn)));
        // An earlier attempt may have shown something, here or on a node that is gone. Where no model is configured none did.
        return new LiveReply(this, turn) { IsFirstAttempt = !again, MayHaveBegun = again && shows };
    }

    /// <summary>Remembers that a stream has begun.</summary>
    public void Begin(string streamId)
    {
        lock (gate)
        {
            if (!begun.Add(streamId))
            {
                return;
            }

            order.Enqueue(streamId);
            if (order.Count > RememberedMax)
            {
                begun.Remove(order.Dequeue());
            }
        }
    }

    private bool HasBegun(string streamId)
    {
        lock (gate)
        {
            return begun.Contains(streamId);
        }
    }
}

using Cardline.Bot.Conversations;
using Cardline.Bot.Turns.Escalation;

namespace Cardline.Bot.Turns;

/// <summary>
/// What a turn makes of the stretch of log that it reads. The turn and its replay go through here, so that neither can see what the
/// other does not.
/// </summary>
internal sealed class TurnWindow
{
    /// <summary>Most entries that a turn reads, however far it is set to look back.</summary>
    public const int EntriesMax = 1000;

    private readonly ConversationHead head;
    private readonly List<SaidEntry> said;
    private readonly List<SaidEntry> waiting = [];
    private readonly List<PastOutcome> past = [];

    private TurnWindow(ConversationHead head, IReadOnlyList<ReadEntry> entries)
    {
        this.head = head;
        said = new(entries.Count);
        foreach (var entry in entries)
        {
            if (entry.Past is not null)
            {
                past.Add(entry.Past);
            }

            if (entry.Said is null)
            {
                continue;
            }

            said.Add(entry.Said);
            if (entry.OpensTurn && entry.Seq >= head.TurnSeq)
            {
                waiting.Add(entry.Said);
            }
        }
    }

    /// <summary>Gets the messages to answer, oldest first.</summary>
    public IReadOnlyList<SaidEntry> Waiting => waiting;

    /// <summary>Gets a value indicating whether an outcome in the window says what was offered before; otherwise it stands further back, if anywhere.</summary>
    public bool KnowsOffers => past.Exists(OfferMemory.IsCarriedBy);

    /// <summary>Reads the entries.</summary>
    /// <param name="head">Where the conversation stood when the turn began.</param>
    /// <param name="entries">What was read, oldest first.</param>
    public static TurnWindow Of(ConversationHead head, IReadOnlyList<ReadEntry> entries) => new(head, entries);

    /// <summary>Where the look back begins: it ends at the head and reaches far enough to hold the first message owed.</summary>
    /// <param name="head">Where the conversation stood.</param>
    /// <param name="turn">The first message owed.</param>
    /// <param name="historyEntriesMax"><see cref="TurnOptions.HistoryEntriesMax"/>.</param>
    public static long From(ConversationHead head, long turn, int historyEntriesMax) => Math.Max(0, Math.Min(head.Seq - historyEntriesMax, turn - 1));

    /// <summary>How many entries are read at most.</summary>
    public static int Most(int historyEntriesMax) => Math.Min(EntriesMax, historyEntriesMax * 2);

    /// <summary>The outcome when it says what was offered before it; null otherwise.</summary>
    public static PastOutcome? Carrying(PastOutcome? outcome) => outcome is not null && OfferMemory.IsCarriedBy(outcome) ? outcome : null;

    /// <summary>Makes the turn; something must wait for it.</summary>
    /// <param name="startedAt">The moment whose facts are in force.</param>
    /// <param name="before">The last outcome before the window that says what was offered; looked at when none within it does.</param>
    public Turn Turn(DateTimeOffset startedAt, PastOutcome? before) => new(head, said, waiting, startedAt)
    {
        Past = past,
        Offers = OfferMemory.Of(head, said, waiting, KnowsOffers ? past : before is not null ? [before] : []),
    };
}

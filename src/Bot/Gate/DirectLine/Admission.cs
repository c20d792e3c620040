using Cardline.Bot.Conversations;

namespace Cardline.Bot.Gate.DirectLine;

/// <summary>What the door made of an activity from a client. The set is closed.</summary>
internal abstract record Admission
{
    private Admission()
    {
    }

    /// <summary>It does not come in.</summary>
    internal sealed record Refused(Refusal Refusal) : Admission;

    /// <summary>The cardholder types; nothing is kept.</summary>
    internal sealed record Passing : Admission;

    /// <summary>It goes into the log.</summary>
    /// <param name="Entries">One or two entries; the first is the client's.</param>
    /// <param name="Key">The client's own id of the request; null when it gave none.</param>
    /// <param name="Closes">Whether the cardholder leaves with it.</param>
    internal sealed record Stored(IReadOnlyList<NewEntry> Entries, IdempotencyKey? Key, bool Closes) : Admission
    {
        /// <summary>Gets a value indicating whether the bot owes an outcome for it.</summary>
        public bool OpensTurn => Entries.Any(entry => entry.OpensTurn);
    }
}

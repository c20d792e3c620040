using Cardline.Handoff.Detection;

namespace Cardline.Bot.Replay;

/// <summary>What <c>handoff eval --replay</c> prints; the names are those of its JSON.</summary>
internal sealed class ReplayReport
{
    /// <summary>Most changes listed.</summary>
    public const int ListMax = 10_000;

    private readonly List<ReplayChange> changes = [];

    /// <summary>Gets since when turns were judged.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Gets the version of the policy that judged.</summary>
    public required string Policy { get; init; }

    /// <summary>Gets how many changes are listed at most.</summary>
    public required int ListedMax { get; init; }

    /// <summary>Gets how many conversations were read.</summary>
    public int Conversations { get; private set; }

    /// <summary>Gets in how many of them anything would be decided differently.</summary>
    public int ConversationsChanged { get; private set; }

    /// <summary>Gets how many turns were judged.</summary>
    public int Turns { get; private set; }

    /// <summary>Gets how many turns could not be judged: superseded, failed before they were decided, or with words that are no longer there.</summary>
    public int TurnsLeftOut { get; private set; }

    /// <summary>Gets the turns at which a person would now come in, by the new reason.</summary>
    public SortedDictionary<string, int> NewlyHandedOver { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the turns at which a person would now be offered and was not mentioned then, by the new reason.</summary>
    public SortedDictionary<string, int> NewlyOffered { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the turns at which a person came in and would not now, offered ones included, by the old reason.</summary>
    public SortedDictionary<string, int> NoLongerHandedOver { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the turns at which a person was offered and would not even be now, by the old reason.</summary>
    public SortedDictionary<string, int> NoLongerOffered { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the turns that would end alike for another reason, by old and new reason: <c>complaint > dispute</c>.</summary>
    public SortedDictionary<string, int> ReasonChanged { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the changes, as they were found, as many as were asked for.</summary>
    public IReadOnlyList<ReplayChange> Changes => changes;

    /// <summary>Counts a conversation that was read whole.</summary>
    public void CountConversation(bool changed)
    {
        Conversations++;
        ConversationsChanged += changed ? 1 : 0;
    }

    /// <summary>Counts a turn that could not be judged.</summary>
    public void LeaveOut() => TurnsLeftOut++;

    /// <summary>Counts a turn.</summary>
    /// <returns>True when it would be decided differently now.</returns>
    public bool Count(string conversationId, long seq, HandoffDecision was, HandoffDecision now)
    {
        Turns++;
        if (was.Step == now.Step && was.Reason == now.Reason)
        {
            return false;
        }

        var (counts, key) = (was.Step, now.Step) switch
        {
            (var before, var after) when before == after => (ReasonChanged, $"{was.Reason} > {now.Reason}"),
            (_, HandoffStep.Handoff) => (NewlyHandedOver, now.Reason),
            (HandoffStep.Handoff, _) => (NoLongerHandedOver, was.Reason),
            (_, HandoffStep.Offer) => (NewlyOffered, now.Reason),
            _ => (NoLongerOffered, was.Reason),
        };
        counts[key] = counts.GetValueOrDefault(key) + 1;
        if (changes.Count < ListedMax)
        {
            changes.Add(new ReplayChange(conversationId, seq, Decided.Of(was), Decided.Of(now)));
        }

        return true;
    }
}

/// <summary>A turn that would be decided differently.</summary>
/// <param name="ConversationId">Which conversation.</param>
/// <param name="Seq">The first message of the turn.</param>
/// <param name="Was">What was decided then.</param>
/// <param name="Now">What would be decided now.</param>
internal sealed record ReplayChange(string ConversationId, long Seq, Decided Was, Decided Now);

/// <summary>A decision about a person, in the words of a case.</summary>
/// <param name="Step"><c>answer</c>, <c>offer</c> or <c>handoff</c>.</param>
/// <param name="Reason">One of the reasons, or <c>none</c>.</param>
/// <param name="Rule">The rule that decided; null when none did.</param>
/// <param name="Evidence">The cardholder's words that decided it, masked as they are stored; null when none did.</param>
internal sealed record Decided(string Step, string Reason, string? Rule, string? Evidence)
{
    /// <summary>Says a decision.</summary>
    public static Decided Of(HandoffDecision decision) => new(decision.Step.ToString().ToLowerInvariant(), decision.Reason, decision.Rule, decision.Evidence);
}

namespace Cardline.Handoff.Detection;

/// <summary>The one place where signals become a decision: what rules found, what the examples make likely, how the conversation goes.</summary>
/// <param name="measures">The numbers that an editor sets.</param>
internal sealed class Combination(Measures measures)
{
    private static readonly int HumanRequestPlace = HandoffReasons.PrecedenceOf("human_request");

    /// <summary>Decides whether a person is needed at once.</summary>
    /// <returns>The reason, or <see cref="HandoffReasons.None"/>, and what decided.</returns>
    public (string Reason, DecidedBy By) AtOnce(AtOnceSignals signals)
    {
        var (reason, by) = Urgent(signals);

        // Yes to an offered person is a request for one; only what is more urgent goes before it.
        return signals.Accepts && (by != DecidedBy.Rule || HandoffReasons.PrecedenceOf(reason) > HumanRequestPlace) ? ("human_request", DecidedBy.Conversation) : (reason, by);
    }

    private (string Reason, DecidedBy By) Urgent(AtOnceSignals signals)
    {
        if (signals.Likely is not { } likely)
        {
            return signals.Rule is { } alone ? (alone.Reason, DecidedBy.Rule) : (HandoffReasons.None, DecidedBy.Nothing);
        }

        // A rule acts, unless the examples are all but certain that its words mean something else here.
        if (signals.Rule is { } rule && Percent(1 - likely.AtOnce) < measures.VetoPercent)
        {
            var knowsBetter = likely.Reason != rule.Reason && Percent(likely.AtOnce) >= measures.AtOncePercent && Percent(likely.ReasonShare) >= measures.OtherReasonPercent;
            return knowsBetter ? (likely.Reason, DecidedBy.Examples) : (rule.Reason, DecidedBy.Rule);
        }

        // Words alone are enough when they are likely enough; where a life may be at stake, when they are half as likely.
        if (!signals.IsHeldBack && Percent(likely.Safety) >= measures.SafetyPercent)
        {
            return ("safety", DecidedBy.Examples);
        }

        var needed = signals.Picks || signals.IsHeldBack ? measures.HeldBackPercent : measures.AtOncePercent;
        return Percent(likely.AtOnce) >= needed ? (likely.Reason, DecidedBy.Examples) : (HandoffReasons.None, DecidedBy.Nothing);
    }

    /// <summary>Decides whether a person is offered.</summary>
    /// <param name="signals">What speaks for it.</param>
    /// <param name="offered">Reasons for which a person was offered before; these are not volunteered again.</param>
    /// <returns>The reason, or <see cref="HandoffReasons.None"/>, what decided, and where the conversation did, by which measure.</returns>
    public (string Reason, DecidedBy By, string? Measure) Offer(OfferSignals signals, IReadOnlySet<string> offered)
    {
        var likely = signals.Likely;
        var isLikely = likely is { } seen && Percent(seen.Offer) >= measures.OfferPercent && !offered.Contains(seen.OfferReason);
        var rule = signals.Rule is { } fired && (likely is null || Percent(1 - likely.Value.Offer) < measures.VetoPercent) ? fired : null;

        // The stronger reason is named; a rule and the examples that agree say which words it was.
        if (rule is not null && !(isLikely && HandoffReasons.PrecedenceOf(likely!.Value.OfferReason) < HandoffReasons.PrecedenceOf(rule.Reason)))
        {
            return (rule.Reason, DecidedBy.Rule, null);
        }

        if (isLikely)
        {
            return (likely!.Value.OfferReason, DecidedBy.Examples, null);
        }

        if (!offered.Contains("unhelped") && (signals.IsAgain || signals.UnhelpedTurns >= measures.UnhelpedTurns))
        {
            return ("unhelped", DecidedBy.Conversation, signals.IsAgain ? "conversation.again" : "measures.unhelped_turns");
        }

        return !offered.Contains("complex") && signals.Questions >= measures.QuestionsInAMessage
            ? ("complex", DecidedBy.Conversation, "measures.questions_in_a_message")
            : (HandoffReasons.None, DecidedBy.Nothing, null);
    }

    /// <summary>Decides whether a message invokes a right, whatever else it says.</summary>
    /// <param name="right">One of <see cref="HandoffReasons.Rights"/>.</param>
    /// <param name="rule">The rule for it that fired; null when none did.</param>
    /// <param name="likely">What the examples make of the message; null when nothing was learnt.</param>
    public DecidedBy Right(string right, Fired? rule, Likely? likely)
    {
        if (likely is not { } seen)
        {
            return rule is null ? DecidedBy.Nothing : DecidedBy.Rule;
        }

        if (rule is not null && Percent(1 - seen.AtOnce) < measures.VetoPercent)
        {
            return DecidedBy.Rule;
        }

        return Percent(seen.Reasons[HandoffReasons.PrecedenceOf(right)]) >= measures.RightPercent && Percent(seen.AtOnce) >= measures.AtOncePercent ? DecidedBy.Examples : DecidedBy.Nothing;
    }

    private static float Percent(float share) => 100 * share;
}

/// <summary>What decided.</summary>
internal enum DecidedBy
{
    /// <summary>Nothing: no person is needed.</summary>
    Nothing,

    /// <summary>A rule of <c>handoff.yml</c>.</summary>
    Rule,

    /// <summary>The examples.</summary>
    Examples,

    /// <summary>How the conversation went.</summary>
    Conversation,
}

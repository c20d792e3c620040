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

        // Yes to an offered person is a request for one; only what a rule knows to be more urgent goes before it.
        return signals.Accepts && (by != DecidedBy.Rule || HandoffReasons.PrecedenceOf(reason) > HumanRequestPlace) ? ("human_request", DecidedBy.Conversation) : (reason, by);
    }

    /// <summary>Decides whether a person is offered.</summary>
    /// <param name="signals">What speaks for it.</param>
    /// <param name="offered">Reasons for which a person was offered before; these are not volunteered again.</param>
    /// <returns>The reason, or <see cref="HandoffReasons.None"/>, what decided, and where the conversation did, by which measure.</returns>
    public (string Reason, DecidedBy By, string? Measure) Offer(OfferSignals signals, IReadOnlySet<string> offered)
    {
        // At once was decided before; what is left is between offering and not.
        var share = signals.Likely is { } seen ? Percent(seen.Offered / Math.Max(1 - seen.AtOnce, float.Epsilon)) : 0;
        var likely = signals.Likely?.OfferReason is { } reason && share >= measures.OfferPercent && !offered.Contains(reason) ? reason : null;
        var rule = signals.Likely is null || 100 - share < measures.VetoPercent ? signals.Rule : null;

        // Where a rule and the examples name different reasons, the stronger one is offered for.
        if (rule is not null && (likely is null || HandoffReasons.PrecedenceOf(rule.Reason) <= HandoffReasons.PrecedenceOf(likely)))
        {
            return (rule.Reason, DecidedBy.Rule, null);
        }

        if (likely is not null)
        {
            return (likely, DecidedBy.Examples, null);
        }

        if (signals.Mood is { } mood && !offered.Contains(mood))
        {
            return (mood, DecidedBy.Conversation, "measures.upset_turns");
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
    /// <param name="ofRule">What they make of the sentence on which the rule fired.</param>
    public DecidedBy Right(string right, Fired? rule, Likely? likely, Likely? ofRule)
    {
        if (rule is not null && !IsVetoed(right, likely, ofRule))
        {
            return DecidedBy.Rule;
        }

        return likely is { } seen && Percent(seen.Of(right)) >= measures.RightPercent && Percent(seen.AtOnce + seen.Offered) >= measures.AtOncePercent ? DecidedBy.Examples : DecidedBy.Nothing;
    }

    private (string Reason, DecidedBy By) Urgent(AtOnceSignals signals)
    {
        // Where a life may be at stake less certainty is enough, and nothing goes before it.
        if (signals.Likely is { } any && !signals.IsHeldBack && Percent(any.Of("safety")) >= measures.SafetyPercent)
        {
            return ("safety", signals.Rule?.Reason == "safety" ? DecidedBy.Rule : DecidedBy.Examples);
        }

        // A rule acts, unless the examples are all but certain that its words mean something else here.
        if (signals.Rule is { } rule && !IsVetoed(rule.Reason, signals.Likely, signals.OfRule))
        {
            return signals.OfRule is { } other && KnowsBetter(other, rule.Reason) ? (other.Reason, DecidedBy.Examples) : (rule.Reason, DecidedBy.Rule);
        }

        if (signals.Likely is not { } likely)
        {
            return (HandoffReasons.None, DecidedBy.Nothing);
        }

        // Somebody is needed, and rather at once than not.
        var needed = signals.Picks || signals.IsHeldBack ? measures.HeldBackPercent : measures.AtOncePercent;
        if (likely.AtOnce >= likely.Offered && Percent(likely.AtOnce + likely.Offered) >= needed)
        {
            return (likely.Reason, DecidedBy.Examples);
        }

        // One sentence among harmless ones does not drown in them.
        return signals.OfSentence is { } alone && !signals.IsHeldBack && Percent(alone.AtOnce) >= measures.SentencePercent
            ? (alone.Reason, DecidedBy.Examples)
            : (HandoffReasons.None, DecidedBy.Nothing);
    }

    /// <summary>What is urgent must not drown in harmless words around it: there the sentence of the rule has to be harmless by itself, too.</summary>
    private bool IsVetoed(string reason, Likely? likely, Likely? ofRule) =>
        IsHarmless(likely) && (HandoffReasons.PrecedenceOf(reason) >= HumanRequestPlace || IsHarmless(ofRule));

    private bool IsHarmless(Likely? likely) => likely is { } seen && Percent(1 - seen.AtOnce) >= measures.VetoPercent;

    /// <summary>Examples that are sure of something more urgent go before a rule. What is less urgent does not: a message may hold both.</summary>
    private bool KnowsBetter(Likely likely, string reason) => HandoffReasons.PrecedenceOf(likely.Reason) < HandoffReasons.PrecedenceOf(reason)
        && Percent(likely.AtOnce) >= measures.AtOncePercent && Percent(likely.Of(likely.Reason) / likely.AtOnce) >= measures.OtherReasonPercent;

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

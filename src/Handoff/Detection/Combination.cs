namespace Cardline.Handoff.Detection;

/// <summary>The one place where signals become a decision: what rules found, what the examples make likely, how the conversation goes.</summary>
/// <param name="measures">The numbers that an editor sets.</param>
internal sealed class Combination(Measures measures)
{
    /// <summary>Where the examples give the reason of a rule no more, and another one no less than this, they know better which it is.</summary>
    private const float UnlikelyPercent = 20;
    private const float LikelyPercent = 50;

    /// <summary>How probable the likeliest reason must be, as a share of how probable it is that there is none: a little of every reason is not one.</summary>
    private const float LeadMin = 0.2f;

    private static readonly int HumanRequestPlace = HandoffReasons.PrecedenceOf("human_request");

    /// <summary>Decides whether a person is needed at once.</summary>
    /// <returns>The reason, or <see cref="HandoffReasons.None"/>, and what decided.</returns>
    public (string Reason, DecidedBy By) AtOnce(AtOnceSignals signals)
    {
        var (reason, by) = Urgent(signals);

        // Yes to an offered person is a request for one; only what a rule knows to be more urgent goes before it.
        return signals.Accepts && (by != DecidedBy.Rule || HandoffReasons.PrecedenceOf(reason) > HumanRequestPlace) ? ("human_request", DecidedBy.Conversation) : (reason, by);
    }

    /// <summary>Tells whether a sentence is so certain that it may hand over among others that do not.</summary>
    /// <param name="alone">What the examples make of it.</param>
    public bool SpeaksAlone(Likely alone) => Percent(alone.AtOnce) >= measures.SentencePercent;

    /// <summary>Decides whether a person is offered.</summary>
    /// <param name="signals">What speaks for it.</param>
    /// <param name="offered">Reasons for which a person was offered before; these are not volunteered again.</param>
    /// <returns>The reason, or <see cref="HandoffReasons.None"/>, what decided, and where the conversation did, by which measure.</returns>
    public (string Reason, DecidedBy By, string? Measure) Offer(OfferSignals signals, IReadOnlySet<string> offered)
    {
        // At once was decided before; what is left is between offering and not.
        var share = signals.Likely is { } seen ? Percent(seen.Offered / Math.Max(1 - seen.AtOnce, float.Epsilon)) : 0;
        var likely = signals.Likely?.OfferReason is { } reason && share >= measures.OfferPercent && !offered.Contains(reason) ? reason : null;
        var rule = signals.Likely is null || 100 - share < measures.OfferVetoPercent ? signals.Rule : null;

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
    /// <param name="signals">What speaks for it.</param>
    public DecidedBy Right(string right, RightSignals signals)
    {
        if (signals.Rule is not null && !IsVetoed(right, signals.Likely, signals.OfRule))
        {
            return DecidedBy.Rule;
        }

        var needed = signals.IsHeldBack ? measures.HeldBackPercent : measures.RightPercent;
        return signals.Likely is { } seen && Percent(seen.Of(right)) >= needed && Percent(seen.AtOnce + seen.Offered) >= measures.AtOncePercent ? DecidedBy.Examples : DecidedBy.Nothing;
    }

    private (string Reason, DecidedBy By) Urgent(AtOnceSignals signals)
    {
        // Where a life may be at stake less certainty is enough, and nothing goes before it.
        if (signals.Likely is { } any && !signals.IsHeldBack && Percent(any.Of("safety")) >= measures.SafetyPercent)
        {
            return ("safety", signals.Rule?.Reason == "safety" ? DecidedBy.Rule : DecidedBy.Examples);
        }

        // A rule acts, unless the examples find it likelier that its words mean something else here.
        if (signals.Rule is { } rule && !IsVetoed(rule.Reason, signals.Likely, signals.OfRule))
        {
            return BetterReason(signals, rule.Reason) is { } better ? (better, DecidedBy.Examples) : (rule.Reason, DecidedBy.Rule);
        }

        if (signals.Likely is not { } likely)
        {
            return (HandoffReasons.None, DecidedBy.Nothing);
        }

        // Somebody is needed, and rather at once than not.
        var needed = signals.IsHeldBack ? measures.HeldBackPercent : signals.Picks ? measures.PickedPercent : measures.AtOncePercent;
        if (likely.AtOnce >= likely.Offered && Percent(likely.AtOnce + likely.Offered) >= needed && likely.Of(likely.Reason) >= LeadMin * likely.OfNone)
        {
            return (likely.Reason, DecidedBy.Examples);
        }

        // One sentence among harmless ones does not drown in them, unless the next one takes it back.
        return signals is { OfSentence: { } alone, OfSentenceAndNext: { } both, IsHeldBack: false } && SpeaksAlone(alone) && IsUpheld(alone.Reason, both)
            ? (alone.Reason, DecidedBy.Examples)
            : (HandoffReasons.None, DecidedBy.Nothing);
    }

    /// <summary>Whether a sentence still means it with the next one; for a danger to life a little is enough here, too.</summary>
    private bool IsUpheld(string reason, Likely both) =>
        Percent(both.AtOnce) >= (HandoffReasons.PrecedenceOf(reason) == 0 ? measures.SafetyPercent : measures.WithNextPercent);

    /// <summary>
    /// Nobody who asks for a person, and nothing more urgent than that, is silenced by a guess; and it must not drown in harmless words around it: there the sentence
    /// of the rule has to be rather harmless by itself, too.
    /// </summary>
    private bool IsVetoed(string reason, Likely? likely, Likely? ofRule) => HandoffReasons.PrecedenceOf(reason) <= HumanRequestPlace
        ? IsHarmless(likely, measures.UrgentVetoPercent) && (HandoffReasons.PrecedenceOf(reason) == HumanRequestPlace || IsHarmless(ofRule, measures.VetoPercent))
        : IsHarmless(likely, measures.VetoPercent);

    private static bool IsHarmless(Likely? likely, int percent) => likely is { } seen && Percent(1 - seen.AtOnce) >= percent;

    /// <summary>The reason that the examples name instead of that of a rule; null when they leave it.</summary>
    /// <remarks>Nothing goes before safety: its approved words and numbers are worth more than the better reason.</remarks>
    private string? BetterReason(AtOnceSignals signals, string reason) =>
        HandoffReasons.PrecedenceOf(reason) == 0 ? null
        : signals is { Likely: { } all, OfRule: { } own } && Percent(Math.Max(all.Of(reason), own.Of(reason))) <= UnlikelyPercent && Percent(all.Of(all.Reason)) >= LikelyPercent ? all.Reason
        : signals.OfRule is { } alone && IsMoreUrgent(alone, reason) ? alone.Reason
        : null;

    /// <summary>Examples that are sure of something more urgent go before a rule. What is less urgent does not: a message may hold both.</summary>
    private bool IsMoreUrgent(Likely likely, string reason) => HandoffReasons.PrecedenceOf(likely.Reason) < HandoffReasons.PrecedenceOf(reason)
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

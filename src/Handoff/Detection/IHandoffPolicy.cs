namespace Cardline.Handoff.Detection;

/// <summary>One thing said in a conversation, as detection sees it.</summary>
/// <param name="From"><c>cardholder</c>, <c>bot</c> or <c>agent</c>.</param>
/// <param name="Text">The words, masked.</param>
/// <param name="Outcome">Of a bot turn: <c>answer</c>, <c>choose</c> or <c>unknown</c>; null otherwise, read as <c>answer</c>.</param>
/// <param name="OfferedReason">Of a bot turn that volunteered a person: the reason it was offered for; <c>none</c> when it is known to have offered nobody; null when that is not known.</param>
public sealed record SaidTurn(string From, string Text, string? Outcome = null, string? OfferedReason = null);

/// <summary>Decides whether a person is needed. Pure, bounded in time, safe for any number of callers.</summary>
public interface IHandoffPolicy
{
    /// <summary>Gets the version of rules, concepts and examples in use: 12 hexadecimal digits of a SHA-256 over <c>handoff.yml</c> and the files in <c>handoff/</c> that are learnt from.</summary>
    string Version { get; }

    /// <summary>Judges the reasons that act at once, before any search or model call.</summary>
    /// <param name="said">The conversation, oldest first; the last one is the cardholder's message to judge.</param>
    /// <returns>A decision with <see cref="HandoffStep.Handoff"/>, or <see cref="HandoffDecision.None"/>.</returns>
    HandoffDecision AtOnce(IReadOnlyList<SaidTurn> said);

    /// <summary>Finds every right that the last message invokes, also where <see cref="AtOnce"/> hands over for something more urgent.</summary>
    /// <param name="said">As for <see cref="AtOnce"/>.</param>
    /// <returns>A decision with <see cref="HandoffStep.Handoff"/> for each of <see cref="HandoffReasons.Rights"/> that a rule finds or the examples make likely; usually none.</returns>
    IReadOnlyList<HandoffDecision> Rights(IReadOnlyList<SaidTurn> said);

    /// <summary>Judges whether to offer a person after the bot knows what it would answer.</summary>
    /// <param name="said">As for <see cref="AtOnce"/>.</param>
    /// <param name="outcome">What the knowledge base makes of the last message: <c>answer</c>, <c>choose</c> or <c>unknown</c>.</param>
    /// <returns>A decision with <see cref="HandoffStep.Offer"/> or <see cref="HandoffDecision.None"/>; never a second volunteered offer for the same reason.</returns>
    HandoffDecision AfterAnswer(IReadOnlyList<SaidTurn> said, string outcome);

    /// <summary>Gets the approved words for a reason, from <c>handoff.yml</c>'s texts.</summary>
    /// <param name="reason">One of <see cref="HandoffReasons"/>.</param>
    /// <param name="lang"><c>en</c> or <c>zh-Hans</c>.</param>
    /// <returns>The words; never null for a known reason, an exception for an unknown one.</returns>
    HandoffTexts TextsFor(string reason, string lang);
}

/// <summary>Approved words for one reason in one language.</summary>
/// <param name="FirstStep">What to do before a person comes (how to block the card, the hotline); null when there is nothing to do first.</param>
/// <param name="FirstStepArticle">Article that <paramref name="FirstStep"/> comes from, shown as a chip; null when none.</param>
/// <param name="HandedOver">The one calm line that says a person is coming; <c>{place}</c> is the place in line.</param>
/// <param name="NobodyOnDuty">The honest line when no agent is on duty; names the hotline and invites a message.</param>
/// <param name="Offer">The question that offers a person.</param>
public sealed record HandoffTexts(string? FirstStep, string? FirstStepArticle, string HandedOver, string NobodyOnDuty, string Offer)
{
    /// <summary>Gets the one line that says that a right was noted, with <c>{when}</c> and <c>{reference}</c>; null for a reason that is no right.</summary>
    public string? RightNoted { get; init; }

    /// <summary>Gets the one question that is asked with the offer, in place of <see cref="Offer"/>, so that a colleague need not begin with it; null when nothing is asked for this reason.</summary>
    public string? Intake { get; init; }

    /// <summary>Gets the line that says the reply to <see cref="Intake"/> was kept, and offers a person again; null when nothing is asked.</summary>
    public string? IntakeNoted { get; init; }
}

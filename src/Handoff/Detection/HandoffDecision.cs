namespace Cardline.Handoff.Detection;

/// <summary>What to do about a person. The set is closed.</summary>
public enum HandoffStep
{
    /// <summary>The bot goes on.</summary>
    Answer,

    /// <summary>The bot answers and offers a person.</summary>
    Offer,

    /// <summary>A person is needed now.</summary>
    Handoff,
}

/// <summary>What detection decided about the last cardholder message, and on what evidence.</summary>
/// <param name="Step">What to do.</param>
/// <param name="Reason">One of <see cref="HandoffReasons"/>; <c>none</c> when <paramref name="Step"/> is <see cref="HandoffStep.Answer"/>.</param>
/// <param name="Evidence">The cardholder's words that decided it, as written; null when no words did (two unhelped turns, say).</param>
/// <param name="Rule">Id of the deciding rule in <c>handoff.yml</c>; null when none did.</param>
public sealed record HandoffDecision(HandoffStep Step, string Reason, string? Evidence, string? Rule)
{
    /// <summary>Gets the decision that no person is needed.</summary>
    public static HandoffDecision None { get; } = new(HandoffStep.Answer, HandoffReasons.None, Evidence: null, Rule: null);
}

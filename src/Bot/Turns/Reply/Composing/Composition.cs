using Cardline.Bot.Model.Checking;

namespace Cardline.Bot.Turns.Reply.Composing;

/// <summary>What became of a model's draft of an answer.</summary>
/// <param name="Scope">The passages it was given.</param>
/// <param name="Sentences">The sentences that passed, in order; of a draft with a fault they were perhaps shown, and are not said.</param>
/// <param name="Prompt">Name and hash of the prompt; null when no word came.</param>
/// <param name="Fault">Why the approved text is said instead, as docs/log.md names it; null when the draft is said.</param>
internal sealed record Composition(GroundScope Scope, IReadOnlyList<CheckedSentence> Sentences, string? Prompt, string? Fault)
{
    /// <summary>Gets a value indicating whether the draft is what is said.</summary>
    public bool IsSaid => Fault is null;
}

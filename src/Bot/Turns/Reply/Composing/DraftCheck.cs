using Cardline.Bot.Model.Checking;

namespace Cardline.Bot.Turns.Reply.Composing;

/// <summary>What a draft is checked with. Without a check nothing is composed at all.</summary>
internal sealed class DraftCheck(IGroundCheck? ground)
{
    /// <summary>Gets a value indicating whether there is a check.</summary>
    public bool IsThere => ground is not null;

    /// <summary>Checks a sentence.</summary>
    /// <returns>The sentence, or why it may not be said.</returns>
    public (CheckedSentence? Sentence, SentenceFault? Fault) Of(string sentence, GroundScope scope) =>
        CheckedSentence.Of(ground ?? throw new InvalidOperationException("Nothing is composed without a check."), sentence, scope);
}

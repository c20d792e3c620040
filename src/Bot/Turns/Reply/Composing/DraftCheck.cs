using Cardline.Bot.Model.Checking;

namespace Cardline.Bot.Turns.Reply.Composing;

/// <summary>What a draft is cut and checked with. Without a check nothing is composed at all.</summary>
internal sealed class DraftCheck(ISentenceCutters cutters, IGroundCheck? ground)
{
    /// <summary>Gets a value indicating whether there is a check.</summary>
    public bool IsThere => ground is not null;

    /// <summary>Begins to cut a draft.</summary>
    public ISentenceCutter Begin() => cutters.Begin();

    /// <summary>Checks a sentence.</summary>
    /// <returns>The sentence, or why it may not be said.</returns>
    public (CheckedSentence? Sentence, SentenceFault? Fault) Of(string sentence, GroundScope scope) =>
        CheckedSentence.Of(ground ?? throw new InvalidOperationException("Nothing is composed without a check."), sentence, scope);
}

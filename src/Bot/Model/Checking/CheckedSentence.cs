namespace Cardline.Bot.Model.Checking;

/// <summary>A sentence of a model that passed the check, with the passage that carries it. There is no way to make one but the check.</summary>
internal sealed class CheckedSentence
{
    private CheckedSentence(string text, Passage source) => (Text, Source) = (text, source);

    /// <summary>Gets the words, in Markdown.</summary>
    public string Text { get; }

    /// <summary>Gets the passage that carries it.</summary>
    public Passage Source { get; }

    /// <summary>Checks a sentence.</summary>
    /// <param name="check">Who checks.</param>
    /// <param name="sentence">What the model wrote.</param>
    /// <param name="scope">What it may say.</param>
    /// <returns>The sentence, or why it may not be said; exactly one of the two. Without a source of the scope it is not carried by anything.</returns>
    public static (CheckedSentence? Sentence, SentenceFault? Fault) Of(IGroundCheck check, string sentence, GroundScope scope)
    {
        var verdict = check.Check(sentence, scope);
        return verdict switch
        {
            { Fault: { } fault } => (null, fault),
            { Source: { } source } when scope.Passages.Contains(source) => (new CheckedSentence(sentence, source), null),
            _ => (null, SentenceFault.Unsupported),
        };
    }
}

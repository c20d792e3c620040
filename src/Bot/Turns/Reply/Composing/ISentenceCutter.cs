namespace Cardline.Bot.Turns.Reply.Composing;

/// <summary>Cuts one growing text into whole sentences. What it gives does not depend on how the text was cut into pieces.</summary>
internal interface ISentenceCutter
{
    /// <summary>Takes the next characters.</summary>
    /// <returns>The sentences that are whole now, with the white space that stood around them, oldest first; usually none.</returns>
    IEnumerable<string> Add(string piece);

    /// <summary>Takes what is left as the last sentence.</summary>
    /// <returns>Empty when only white space is left.</returns>
    IEnumerable<string> End();
}

/// <summary>Begins to cut texts.</summary>
internal interface ISentenceCutters
{
    /// <summary>Begins a new text.</summary>
    ISentenceCutter Begin();
}

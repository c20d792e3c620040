namespace Cardline.Bot.Model;

/// <summary>
/// The model as the turn sees it: words in, words out, or nothing. Whatever goes wrong - no model, a wrong key, a stall, an empty budget,
/// a filter - ends as null and in telemetry, and the turn goes on with the approved text.
/// </summary>
/// <remarks>What comes back is a stranger's text: nothing of it reaches a cardholder or decides anything before the code of the use has checked it.</remarks>
internal interface IModel
{
    /// <summary>Says whether this use is configured and switched on, and the model is not known to be down. Costs nothing; a call may fail still.</summary>
    bool Offers(ModelUse use);

    /// <summary>Asks and waits for the whole reply, within the use's time limit.</summary>
    /// <param name="ask">What is asked.</param>
    /// <param name="cancel">The turn is no longer this node's, or the server stops. The only thing that throws.</param>
    /// <returns>Null when there is no usable reply.</returns>
    Task<ModelReply?> AskAsync(ModelAsk ask, CancellationToken cancel);

    /// <summary>Asks and gives the pieces of the reply as they come, within the same limits.</summary>
    /// <returns>Ends early, without an exception, when the model fails in the middle: <see cref="ModelPiece.Ended"/> of the last piece says whether it was all.</returns>
    IAsyncEnumerable<ModelPiece> StreamAsync(ModelAsk ask, CancellationToken cancel);
}

/// <summary>One thing asked of the model.</summary>
/// <param name="Use">What for; it names the prompt.</param>
/// <param name="ConversationId">Whose budget is used.</param>
/// <param name="Arguments">The prompt's variables. Every value is data: it is encoded before it is put into the prompt.</param>
internal sealed record ModelAsk(ModelUse Use, string ConversationId, IReadOnlyDictionary<string, object?> Arguments);

/// <summary>A whole reply.</summary>
/// <param name="Text">The words, trimmed; never empty.</param>
/// <param name="Prompt">Name and hash of the prompt, such as <c>compose@1a2b3c4d5e6f</c>, for the log.</param>
internal sealed record ModelReply(string Text, string Prompt);

/// <summary>A piece of a reply.</summary>
/// <param name="Text">The next characters; may be empty in the last piece.</param>
/// <param name="Ended">True for the last piece of a reply that came whole.</param>
/// <param name="Prompt">As in <see cref="ModelReply.Prompt"/>.</param>
internal sealed record ModelPiece(string Text, bool Ended, string Prompt);

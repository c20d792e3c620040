namespace Cardline.Bot.Model.Client;

/// <summary>What answered does not speak the API, or broke off.</summary>
/// <remarks>The text is ours and holds nothing of the answer: the answer is a stranger's.</remarks>
internal sealed class ModelApiException(NotApi kind, Exception? inner = null) : Exception($"What answers at the endpoint is not a reply: {kind}.", inner)
{
    /// <summary>What is wrong with it.</summary>
    public NotApi Kind => kind;
}

/// <summary>What is wrong with an answer. A closed set.</summary>
internal enum NotApi
{
    /// <summary>It sends the caller elsewhere; nobody goes there with the key.</summary>
    Redirect,

    /// <summary>It is neither JSON nor a stream of events.</summary>
    ContentType,

    /// <summary>It cannot be read as a reply.</summary>
    Garbage,

    /// <summary>It ended in the middle.</summary>
    HalfReply,

    /// <summary>It is longer than any reply.</summary>
    TooLong,
}

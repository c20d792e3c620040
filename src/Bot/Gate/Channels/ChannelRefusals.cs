namespace Cardline.Bot.Gate.Channels;

/// <summary>Every refusal of the room, with its lasting number and a page in <c>docs/errors</c>.</summary>
internal static class ChannelRefusals
{
    /// <summary>The body is not an activity.</summary>
    public static IResult NotAnActivity => Problem.Of(400, "BOT040", "Not an activity", "Send one JSON object in UTF-8 with a type, at most 32 levels deep, without repeated fields.");

    /// <summary>The body is too large.</summary>
    public static IResult TooLarge => Problem.Of(413, "BOT041", "Activity too large", "Send a smaller activity; the limit is Channel:BodyBytesMax.");

    /// <summary>The text is too long.</summary>
    public static IResult TextTooLong => Problem.Of(400, "BOT042", "Text too long", "Send a shorter text; the limit is Channel:TextCharsMax.");

    /// <summary>Who calls could not be proved.</summary>
    public static IResult Unauthenticated => Problem.Of(401, "BOT043", "Channel not authenticated", "Send a Bot Framework token that is issued for this bot's app id and signed for this channel.");

    /// <summary>Something the reply needs is missing.</summary>
    public static IResult Incomplete => Problem.Of(400, "BOT044", "Activity incomplete", "Send channelId, conversation.id and from.id, and a serviceUrl unless deliveryMode is expectReplies.");

    /// <summary>The reply would go to an unknown host.</summary>
    public static IResult HostNotAllowed => Problem.Of(403, "BOT045", "Service host not allowed", "Add the exact host of serviceUrl to Channel:AllowedServiceHosts if replies may go there.");

    /// <summary>No app id is configured and the call is not from this machine.</summary>
    public static IResult OnlyLocal => Problem.Of(403, "BOT046", "Channels are not configured", "Set Channel:AppId and Channel:AppPassword to serve channels. Without them only direct calls from this machine are taken.");

    /// <summary>No app id is configured and the reply would have to be sent.</summary>
    public static IResult OnlyExpectReplies => Problem.Of(400, "BOT047", "Replies cannot be sent", "Set Channel:AppId and Channel:AppPassword, or ask for the replies in the answer with deliveryMode expectReplies.");

    /// <summary>Nobody answers this invoke.</summary>
    public static IResult NotImplemented => Problem.Of(501, "BOT048", "Invoke not answered", "This bot answers no invoke activities; send a message.");

    /// <summary>An event that only the desk may write.</summary>
    public static IResult Reserved => Problem.Of(400, "BOT049", "Event name reserved", "Names that begin with handoff. or cardline. are written by this server only, except a well-formed cardline.survey.");

    /// <summary>The activity id was used for something else.</summary>
    public static IResult IdReused => Problem.Of(409, "BOT050", "Activity id used for something else", "Give a new message a new id.");

    /// <summary>The log did not take it; the same answer as on every other route.</summary>
    public static IResult Unavailable => Refusals.LogUnavailable.ToPlainResult();
}

namespace Cardline.Bot.Tools;

/// <summary>Every error of the tools, ready to be answered. A closed set.</summary>
internal static class ToolErrors
{
    /// <summary>More calls than the bounds allow.</summary>
    public static readonly ToolError TooManyCalls = new("too_many_calls", "Too many calls. Wait a minute before the next one.", Retry: true);

    /// <summary>The call took too long.</summary>
    public static readonly ToolError TimedOut = new("timed_out", "The call took too long. Whether it was done is unknown; the same call again does no harm.", Retry: true);

    /// <summary>The store does not answer.</summary>
    public static readonly ToolError Unavailable = new("unavailable", "The store does not answer. Try the same call again in a minute.", Retry: true);

    /// <summary>The bot answers in the conversation at this moment.</summary>
    public static readonly ToolError Busy = new("busy", "The bot is answering a message of this conversation. Nothing was done; try the same call again in a few seconds.", Retry: true);

    /// <summary>The tool needs a running server, and none was named.</summary>
    public static readonly ToolError ServerNeeded = new("server_needed", "Only a running server can open a handoff. The operator starts this program with --server and the server's address.", Retry: false);

    /// <summary>The server that was named does not answer as it should.</summary>
    public static readonly ToolError ServerUnreachable = new("unavailable", "BOT068: The server does not answer. Try the same call again in a minute.", Retry: true);

    /// <summary>The server that was named does not accept the secret.</summary>
    public static readonly ToolError NotAllowed = new("not_allowed", "BOT068: The server refused this program. The operator has to give it the server's DirectLine:Secret.", Retry: false);

    /// <summary>Something of ours went wrong.</summary>
    public static readonly ToolError Failed = new("failed", "Something went wrong here. If it stays, tell the operator the time of the call.", Retry: true);

    /// <summary>The arguments are not what the schema asks for.</summary>
    /// <param name="what">Which argument and what it must be, in our own words.</param>
    public static ToolError BadArguments(string what) => new("bad_arguments", what, Retry: false);
}

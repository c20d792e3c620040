using System.Globalization;

namespace Cardline.Bot.Gate;

/// <summary>A caller's mistake, ready to be answered.</summary>
internal sealed record Refusal(int Status, string Code, string Title, string Detail, string DirectLineCode)
{
    /// <summary>The answer on Direct Line routes.</summary>
    public IResult ToResult() => Problem.Of(Status, Code, Title, Detail, DirectLineCode);

    /// <summary>The answer on our own routes.</summary>
    public IResult ToPlainResult() => Problem.Of(Status, Code, Title, Detail);
}

/// <summary>Every refusal of the gate, with its lasting number. Each has a page in <c>docs/errors</c>.</summary>
/// <remarks>
/// An online Direct Line client takes 403 for an expired token and opens one more socket each time, so 403 means that and
/// nothing else; the two other uses (BOT004, BOT021) are on calls that no online client makes.
/// </remarks>
internal static class Refusals
{
    public static readonly Refusal BadToken = new(401, "BOT001", "Not signed in", "Send a valid Direct Line token (or the secret, from a backend) as a bearer token.", "Unauthorized");
    public static readonly Refusal TokenExpired = new(403, "BOT002", "Token expired", "Get a new token and reconnect.", "TokenExpired");
    public static readonly Refusal NoConversation = new(404, "BOT003", "No such conversation", "Start a conversation with this token first, and use the id it returned.", "BadArgument");
    public static readonly Refusal NoSecret = new(403, "BOT004", "No secret is configured", "Set DirectLine:Secret (at least 16 characters) on the server to let a backend generate tokens.", "Forbidden");
    public static readonly Refusal TooMany = new(429, "BOT005", "Too many requests", "Wait a minute and try again.", "TooManyRequests");
    public static readonly Refusal NotReady = new(429, "BOT006", "Not ready yet", "The server cannot start conversations at the moment. Try again in a minute.", "TooManyRequests");
    public static readonly Refusal Malformed = new(400, "BOT007", "Malformed JSON", "Send one JSON object in UTF-8, without repeated fields.", "MalformedData");
    public static readonly Refusal EmptyMessage = new(400, "BOT010", "Empty message", "Send a text, a value or an attachment.", "BadArgument");
    public static readonly Refusal WrongKind = new(400, "BOT011", "Not accepted from a client", "Clients may send message, typing, endOfConversation, and events whose names are not reserved.", "BadArgument");
    public static readonly Refusal BadSurvey = new(400, "BOT013", "Not a survey answer", "Send value {handoffId, score from 1 to 5, comment}.", "BadArgument");
    public static readonly Refusal BadClientId = new(400, "BOT014", "Id too long", "Keep clientActivityID and from.id at 1 to 128 characters.", "BadArgument");
    public static readonly Refusal KeyConflict = new(409, "BOT015", "Id used for something else", "The same clientActivityID was sent with another content. Use a new one for a new message.", "Conflict");
    public static readonly Refusal UploadsOff = new(400, "BOT016", "Files are switched off", "Set Storage:Uploads to on to accept files. Until then send text.", "BadArgument");
    public static readonly Refusal BadFileKind = new(400, "BOT017", "Kind of file not accepted", "The content must be of an accepted kind, whatever its name says: see Storage:Uploads:Kinds.", "BadArgument");
    public static readonly Refusal BadMultipart = new(400, "BOT019", "Malformed upload", "Send multipart/form-data with the activity and its files, or one file as the body with a file name.", "MalformedData");
    public static readonly Refusal BadTicket = new(401, "BOT020", "Stream address used up", "A stream address works once and for a minute. Reconnect to get a new one.", "Unauthorized");
    public static readonly Refusal BadOrigin = new(401, "BOT022", "Origin not trusted", "The page's origin is not one this token or this server accepts: see trustedOrigins and DirectLine:AllowedOrigins.", "Unauthorized");
    public static readonly Refusal AnonymousOff = new(403, "BOT021", "Anonymous chat is switched off", "Get a token from your bank's own page.", "Forbidden");
    public static readonly Refusal BadResume = new(404, "BOT023", "Nothing to resume", "The resume secret is no longer good. Start a new conversation.", "BadArgument");
    public static readonly Refusal NoFile = new(404, "BOT024", "No such file", "The file was removed, or the address is not complete.", "BadArgument");
    public static readonly Refusal NotASocket = new(400, "BOT025", "A WebSocket is needed", "Open this address as a WebSocket.", "BadArgument");
    public static readonly Refusal BadUser = new(400, "BOT026", "User not accepted", "user.id begins with dl_ and has at most 128 characters; user.name has at most 128; trustedOrigins are at most 16 origins.", "BadArgument");
    public static readonly Refusal LinkedFile = new(400, "BOT027", "Linked file", "Send a file through the upload call; a message may not link to one.", "BadArgument");
    public static readonly Refusal TooManySockets = new(429, "BOT028", "Too many sockets", "The server has as many open sockets as it allows. Try again in a minute.", "TooManyRequests");
    public static readonly Refusal Failed = new(500, "BOT029", "Something went wrong here", "Try again. If it stays, tell the operator the time of the request.", "ServiceError");

    /// <summary>The store could not say whether the write happened; the same request again is harmless.</summary>
    public static readonly Refusal LogUnavailable = new(503, "BOT030", "The store does not answer", "Send the same request again, with the same clientActivityID.", "ServiceError");

    public static Refusal TooLarge(long bytesMax) => new(413, "BOT008", "Too large", $"Send at most {Number(bytesMax)} bytes.", "MessageSizeTooBig");

    public static Refusal TextTooLong(int charsMax) => new(400, "BOT009", "Text too long", $"Send at most {Number(charsMax)} characters in one message.", "MessageSizeTooBig");

    public static Refusal TooManyParts(string field, int max) => new(400, "BOT012", "Too many parts", $"Send at most {Number(max)} {field}.", "BadArgument");

    public static Refusal TooManyFiles(int filesMax) => new(413, "BOT018", "Too many files", $"Send at most {Number(filesMax)} files in one message.", "MessageSizeTooBig");

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using Cardline.Handoff.Queue;
using Microsoft.AspNetCore.Http;

namespace Cardline.Handoff.Desk;

/// <summary>Answers to a caller's mistake: problem details with a lasting number and a page that says what to do.</summary>
internal static class DeskProblem
{
    public static IResult WrongPassword { get; } = Of(401, "HND001", "Wrong name or password", "Check both; an administrator can reset the password with the agent command.");

    public static IResult TooManyTries { get; } = Of(429, "HND002", "Too many wrong tries", "Wait a minute before the next try.");

    public static IResult NotHeld { get; } = Of(409, "HND004", "You do not hold this conversation", "Read the board again: it was closed, returned or taken over.");

    public static IResult BadText { get; } = Of(400, "HND005", "The text is empty or too long", $"Send 1 to {DeskRequests.TextCharsMax} characters, not only blanks.");

    public static IResult NotFound { get; } = Of(404, "HND006", "No such case", "There is no handoff with this conversation id; read the board again.");

    public static IResult NotSignedIn { get; } = Of(401, "HND007", "Not signed in", "Sign in at /api/desk/sign-in first; a sign-in ends with a new password.");

    public static IResult NoHeader { get; } = Of(400, "HND008", "The desk header is missing", $"Send {DeskRequests.Header}: 1 with every call that changes something.");

    public static IResult ClientIdUsed { get; } = Of(409, "HND009", "This clientId was used for something else", "Make a new clientId for a new request; keep it only for retries of the same one.");

    public static IResult BadRequest { get; } = Of(400, "HND010", "The request cannot be read", "Send the JSON members that docs/desk-api.md names, with a clientId of 1 to 128 characters and the item's epoch.");

    public static IResult NotTheirs { get; } = Of(409, "HND016", "This handoff is not yours to judge", "Only who holds it, or held it last, can say whether it was needed, and only until there is another handoff. Read the conversation again.");

    public static IResult BadDay { get; } = Of(400, "HND017", "This is not a day", "Write since as YYYY-MM-DD, or leave it out for the last 30 days.");

    public static IResult Taken(string by) => Of(409, "HND003", "Somebody else was first", $"{by} Read the board again.");

    public static IResult Full(int casesMax) => Of(
        409, "HND012", "You hold as many cases as an agent may", $"An agent may hold {casesMax.ToString(CultureInfo.InvariantCulture)}. Close or return a case first.");

    public static IResult RightOpen(IEnumerable<CaseRight> open) => Of(
        409, "HND013", "A right is still open", $"Say in \"rights\" what became of {string.Join(", ", open.Select(right => $"{right.Reference} ({right.Right})"))}. Nothing was written.");

    private static IResult Of(int status, string code, string title, string detail) => Results.Problem(
        detail, instance: null, status, title, $"/docs/errors/{code}", new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code });
}

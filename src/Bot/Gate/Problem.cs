namespace Cardline.Bot.Gate;

/// <summary>Answers of the gate to a caller's mistake: problem details with a lasting number and a page that says what to do.</summary>
/// <remarks>Numbers are never reused. A new one gets a page <c>docs/errors/NUMBER.md</c>; a test compares both.</remarks>
internal static class Problem
{
    /// <summary>Makes the answer. On Direct Line routes the same body also carries <c>error: {code, message}</c>, which its clients read.</summary>
    /// <param name="status">HTTP status, 400 to 599.</param>
    /// <param name="code">Lasting number, such as <c>BOT007</c>.</param>
    /// <param name="title">What is wrong, in a few words.</param>
    /// <param name="detail">What the caller can do. Never a cardholder's words, never an exception's message.</param>
    /// <param name="directLineCode">Direct Line's own code, such as <c>TokenExpired</c>; null elsewhere.</param>
    public static IResult Of(int status, string code, string title, string detail, string? directLineCode = null)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code };
        if (directLineCode is not null)
        {
            extensions["error"] = new { code = directLineCode, message = detail };
        }

        return Results.Problem(detail, instance: null, status, title, $"/docs/errors/{code}", extensions);
    }
}

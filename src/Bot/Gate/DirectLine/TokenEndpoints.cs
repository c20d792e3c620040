using System.Text.Json;
using System.Text.Json.Nodes;
using Cardline.Bot.Gate.Limits;
using Cardline.Bot.Gate.Tokens;
using Cardline.Bot.Protocol;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.DirectLine;

/// <summary><c>tokens/generate</c>, for a bank's backend with the secret, and <c>tokens/refresh</c>, for any token.</summary>
internal sealed class TokenEndpoints(Callers callers, TokenIssuer issuer, IOptions<GateOptions> options)
{
    /// <summary>Longest id or name in a token.</summary>
    public const int NameCharsMax = 128;

    /// <summary>Most origins in a token.</summary>
    public const int OriginsMax = 16;

    /// <summary>Begins every user id in a token; clients refuse to set such an id themselves.</summary>
    public const string UserPrefix = "dl_";

    /// <summary>Microsoft's own tests send <c>{"User":{"Id":...}}</c>.</summary>
    private static readonly JsonSerializerOptions AnyCase = new(JsonSerializerDefaults.Web);

    /// <summary>Reserves a conversation and names the cardholder; nothing is started yet.</summary>
    public async Task<IResult> GenerateAsync(HttpContext http)
    {
        if (!callers.HasSecret)
        {
            return Refusals.NoSecret.ToResult();
        }

        var (caller, refusal) = await callers.IdentifyAsync(http.Request, http.RequestAborted);
        if (caller is not { IsBackend: true })
        {
            return (refusal ?? Refusals.BadToken).ToResult();
        }

        var (body, bad) = await BoundedBody.ReadAsync(http.Request, options.Value, mayBeEmpty: true, http.RequestAborted);
        if (body is null)
        {
            return bad!.ToResult();
        }

        if (ReadAs<GenerateRequest>(body) is not { } request)
        {
            return Refusals.Malformed.ToResult();
        }

        if (!IsAcceptable(request))
        {
            return Refusals.BadUser.ToResult();
        }

        var claims = new TokenClaims(TokenIssuer.NewName(), TokenIssuer.NewName())
        {
            UserId = request.User?.Id,
            UserName = request.User?.Name,
            SignedIn = request.User?.Id is not null,
            Origins = request.TrustedOrigins ?? [],
        };
        return Results.Json(await AnswerAsync(claims, http.RequestAborted));
    }

    /// <summary>A fresh token that says the same.</summary>
    public async Task<IResult> RefreshAsync(HttpContext http)
    {
        var (caller, refusal) = await callers.IdentifyAsync(http.Request, http.RequestAborted);
        return caller?.Claims is { } claims
            ? Results.Json(await AnswerAsync(claims, http.RequestAborted))
            : (refusal ?? Refusals.BadToken).ToResult();
    }

    /// <summary>Reads a body as a message, without regard to case.</summary>
    /// <returns>Null when a field is of the wrong kind.</returns>
    internal static T? ReadAs<T>(JsonObject body)
        where T : class
    {
        try
        {
            return body.Deserialize<T>(AnyCase);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<TokenAnswer> AnswerAsync(TokenClaims claims, CancellationToken cancel) => new(
        claims.ConversationId,
        await issuer.IssueAsync(claims, TokenPurpose.DirectLine, cancel),
        (int)issuer.LifeOf(TokenPurpose.DirectLine).TotalSeconds);

    private static bool IsAcceptable(GenerateRequest request) =>
        (request.User?.Id is not { } id || (id.StartsWith(UserPrefix, StringComparison.Ordinal) && id.Length <= NameCharsMax))
        && (request.User?.Name?.Length ?? 0) <= NameCharsMax
        && (request.TrustedOrigins?.Count ?? 0) <= OriginsMax
        && (request.TrustedOrigins ?? []).All(Origins.IsOrigin);
}

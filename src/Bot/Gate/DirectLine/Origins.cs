using Cardline.Bot.Gate.Tokens;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.DirectLine;

/// <summary>Which pages may call. A request without an Origin header comes from no foreign page, and passes.</summary>
internal sealed class Origins(PublicAddress address, IOptions<DirectLineOptions> options)
{
    /// <summary>Puts the cross-origin headers on the answer, whatever it will be: without them a page takes an error for a lost connection.</summary>
    public void Allow(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.Append("Vary", "Origin");
        if (http.Request.Headers.Origin is [{ Length: > 0 } origin] && Admits(http.Request, origin))
        {
            headers.AccessControlAllowOrigin = origin;
        }
    }

    /// <summary>Answers a preflight. It carries no token, so it is answered before anybody asks for one.</summary>
    public static IResult Preflight(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.AccessControlAllowMethods = "GET, POST, OPTIONS";
        headers.AccessControlAllowHeaders = "authorization, content-type, x-ms-bot-agent, x-requested-with";
        headers.AccessControlMaxAge = "3600";
        return Results.NoContent();
    }

    /// <summary>Whether the page that calls is one that this server and this token accept.</summary>
    public bool Trusts(HttpRequest request, TokenClaims claims) =>
        request.Headers.Origin is not [{ Length: > 0 } origin]
        || address.IsOwn(origin, request)
        || (Admits(request, origin) && (claims.Origins.Count == 0 || claims.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase)));

    /// <summary>Whether a text is an origin: scheme, host, perhaps a port, and nothing else.</summary>
    public static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase);

    private bool Admits(HttpRequest request, string origin) =>
        options.Value.AllowedOrigins.Count == 0
            || options.Value.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase)
            || address.IsOwn(origin, request);
}

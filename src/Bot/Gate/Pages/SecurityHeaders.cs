using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.Pages;

/// <summary>Puts the browser's guards on every answer: nothing but our own files runs, and only the bank's pages may frame the chat.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, IOptions<GateOptions> options)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' ws: wss:; font-src 'self'; "
        + "frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors ";

    // Made once: every answer has one, and an open socket keeps its answer's headers for as long as it is open.
    private readonly string _forDesk = Policy + "'none'";
    private readonly string _forChat = Policy + string.Join(' ', (string[])["'self'", .. options.Value.EmbedOrigins]);
    private readonly string _forOthers = Policy + "'self'";

    /// <summary>Sets the headers before the answer is made, so that errors carry them too.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = PolicyFor(http.Request.Path);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        return next(http);
    }

    private string PolicyFor(PathString path)
    {
        if (path.StartsWithSegments("/desk", StringComparison.OrdinalIgnoreCase))
        {
            return _forDesk;
        }

        return path.StartsWithSegments("/chat", StringComparison.OrdinalIgnoreCase) ? _forChat : _forOthers;
    }
}

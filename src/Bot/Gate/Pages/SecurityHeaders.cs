using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.Pages;

/// <summary>Puts the browser's guards on every answer: nothing but our own files runs, and only the bank's pages may frame the chat.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, IOptions<GateOptions> options)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' ws: wss:; font-src 'self'; "
        + "frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors ";

    private readonly string _chatAncestors = string.Join(' ', (string[])["'self'", .. options.Value.EmbedOrigins]);

    /// <summary>Sets the headers before the answer is made, so that errors carry them too.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy + AncestorsOf(http.Request.Path);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        return next(http);
    }

    private string AncestorsOf(PathString path)
    {
        if (path.StartsWithSegments("/desk", StringComparison.OrdinalIgnoreCase))
        {
            return "'none'";
        }

        return path.StartsWithSegments("/chat", StringComparison.OrdinalIgnoreCase) ? _chatAncestors : "'self'";
    }
}

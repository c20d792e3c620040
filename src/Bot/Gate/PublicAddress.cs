using Cardline.Bot.Gate.DirectLine;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate;

/// <summary>The address under which clients reach this server.</summary>
internal sealed class PublicAddress(IOptions<DirectLineOptions> options)
{
    /// <summary>Scheme, host and path base without a slash at the end: <c>PublicUrl</c> when set, else what the request asked for.</summary>
    public string Of(HttpRequest request) =>
        options.Value.PublicUrl is { } set
            ? set.GetLeftPart(UriPartial.Path).TrimEnd('/')
            : $"{request.Scheme}://{request.Host.ToUriComponent()}{request.PathBase.ToUriComponent()}";

    /// <summary>The same for sockets.</summary>
    public string SocketOf(HttpRequest request) => "ws" + Of(request)["http".Length..];

    /// <summary>Whether an origin is this server's own.</summary>
    public bool IsOwn(string origin, HttpRequest request)
    {
        var own = options.Value.PublicUrl?.GetLeftPart(UriPartial.Authority) ?? $"{request.Scheme}://{request.Host.ToUriComponent()}";
        return string.Equals(origin, own, StringComparison.OrdinalIgnoreCase);
    }
}

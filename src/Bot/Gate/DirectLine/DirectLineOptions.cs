using System.ComponentModel.DataAnnotations;

namespace Cardline.Bot.Gate.DirectLine;

/// <summary>Direct Line, section <c>DirectLine</c>.</summary>
internal sealed class DirectLineOptions
{
    /// <summary>The secret a bank's backend presents. Without one only anonymous tokens are handed out.</summary>
    /// <value>Default none; 16 to 512 characters.</value>
    [StringLength(512, MinimumLength = 16)]
    public string? Secret { get; set; }

    /// <summary>Origins whose pages may call Direct Line. None: any, because the calls use no cookies; a token's own origins are enforced anyway.</summary>
    /// <value>Origins like <c>https://www.example.com</c>. Default none, at most 64.</value>
    [MaxLength(64)]
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>The address under which clients reach this server, setting <c>PublicUrl</c>. Needed behind a proxy; otherwise the request's own host is used.</summary>
    /// <value>An http or https address. Default none.</value>
    public Uri? PublicUrl { get; set; }
}

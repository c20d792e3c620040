using System.ComponentModel.DataAnnotations;

namespace Cardline.Bot.Gate.Channels;

/// <summary>Settings of the Bot Framework channel, bound from the section <c>Channel</c>. None set means: only this machine, replies in the answer.</summary>
internal sealed class ChannelOptions
{
    /// <summary>Gets or sets the bot's app id; a call from a channel must name it.</summary>
    /// <value>Empty by default: calls come from this machine only and nothing is sent out.</value>
    public string AppId { get; set; } = "";

    /// <summary>Gets or sets the bot's secret, with which it gets its own tokens. Keep it out of files: set <c>Channel__AppPassword</c>.</summary>
    public string AppPassword { get; set; } = "";

    /// <summary>Gets or sets the tenant that issues the bot's tokens.</summary>
    /// <value><c>botframework.com</c> for a multi-tenant bot (default), your tenant's id for a single-tenant one.</value>
    [Required]
    public string TenantId { get; set; } = "botframework.com";

    /// <summary>Gets or sets where the keys of channels are described.</summary>
    /// <value>Default the public cloud; for US Government <c>https://login.botframework.azure.us/v1/.well-known/openidconfiguration</c>.</value>
    [Required]
    public string ChannelMetadata { get; set; } = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    /// <summary>Gets or sets the issuer of channel tokens.</summary>
    [Required]
    public string ChannelIssuer { get; set; } = "https://api.botframework.com";

    /// <summary>Gets or sets where the keys of emulator tokens are described.</summary>
    [Required]
    public string EmulatorMetadata { get; set; } = "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration";

    /// <summary>Gets or sets the issuers of emulator tokens.</summary>
    /// <value>Not set: the two tenants of the Bot Framework, in both spellings, and <see cref="TenantId"/> when it is a tenant's id.</value>
    public IList<string>? EmulatorIssuers { get; set; }

    /// <summary>Gets or sets where the bot gets its tokens; <c>{tenant}</c> stands for <see cref="TenantId"/>.</summary>
    [Required]
    public string TokenAddress { get; set; } = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token";

    /// <summary>Gets or sets the scope of the bot's tokens.</summary>
    [Required]
    public string TokenScope { get; set; } = "https://api.botframework.com/.default";

    /// <summary>Gets or sets the hosts that replies may be sent to; exact names, or <c>name:port</c> for one port only.</summary>
    /// <value>Not set: the hosts of the Bot Framework's public cloud (<see cref="ServiceHosts"/>).</value>
    public IList<string>? AllowedServiceHosts { get; set; }

    /// <summary>Gets or sets the channels that never get <c>handoff.initiate</c>, because they show every event to the cardholder's client.</summary>
    /// <value>Not set: directline, webchat, emulator.</value>
    public IList<string>? NoHandoffInitiate { get; set; }

    /// <summary>Gets or sets the largest body of a call.</summary>
    /// <value>Bytes. Default 262,144.</value>
    [Range(1024, 4 * 1024 * 1024)]
    public int BodyBytesMax { get; set; } = 256 * 1024;

    /// <summary>Gets or sets the longest text of a message.</summary>
    /// <value>Characters. Default 4,000.</value>
    [Range(100, 28_000)]
    public int TextCharsMax { get; set; } = 4000;

    /// <summary>Gets or sets how long a call that expects its replies in the answer waits for the turn.</summary>
    /// <value>Seconds. Default 15; channels give up soon after.</value>
    [Range(1, 60)]
    public int ReplyWaitSeconds { get; set; } = 15;

    /// <summary>Gets or sets how many conversations of one host are sent to at the same time.</summary>
    /// <value>Default 8.</value>
    [Range(1, 64)]
    public int SendsPerHostMax { get; set; } = 8;

    /// <summary>Gets or sets how many conversations may wait to be sent to.</summary>
    /// <value>Default 10,000; beyond it the reading of the log waits.</value>
    [Range(1, 1_000_000)]
    public int PendingMax { get; set; } = 10_000;

    /// <summary>Gets or sets how long one try may take.</summary>
    /// <value>Seconds. Default 15.</value>
    [Range(1, 60)]
    public int TrySeconds { get; set; } = 15;

    /// <summary>Gets or sets the longest wait a channel may ask for with Retry-After.</summary>
    /// <value>Seconds. Default 30.</value>
    [Range(1, 600)]
    public int RetryAfterSecondsMax { get; set; } = 30;
}

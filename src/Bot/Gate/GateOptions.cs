using System.ComponentModel.DataAnnotations;

namespace Cardline.Bot.Gate;

/// <summary>Limits at the gate, section <c>Gate</c>. Checked at start: a value out of range stops the program with its name.</summary>
internal sealed class GateOptions
{
    /// <summary>Largest body of a request that is no upload.</summary>
    /// <value>Bytes. Default 65536, allowed 4096 to 1048576.</value>
    [Range(4096, 1_048_576)]
    public int BodyBytesMax { get; set; } = 65_536;

    /// <summary>Longest text of one message, after control characters were taken out.</summary>
    /// <value>Characters (UTF-16). Default 4000, allowed 100 to 20000.</value>
    [Range(100, 20_000)]
    public int TextCharsMax { get; set; } = 4_000;

    /// <summary>Deepest nesting of a body.</summary>
    /// <value>Levels. Default 32, allowed 8 to 48.</value>
    [Range(8, 48)]
    public int JsonDepthMax { get; set; } = 32;

    /// <summary>Most entries in each list of an activity: entities, attachments, chips.</summary>
    /// <value>Entries. Default 20, allowed 1 to 200.</value>
    [Range(1, 200)]
    public int PartsMax { get; set; } = 20;

    /// <summary>Most posts of one token in a minute; several tokens of one cardholder's conversation count as one.</summary>
    /// <value>Posts. Default 60, allowed 1 to 10000.</value>
    [Range(1, 10_000)]
    public int ActivitiesPerTokenPerMinute { get; set; } = 60;

    /// <summary>Most polls and reconnects of one token in a minute. A poll beyond is answered with nothing new, never with an error.</summary>
    /// <value>Requests. Default 600, allowed 10 to 10000.</value>
    [Range(10, 10_000)]
    public int ReadsPerTokenPerMinute { get; set; } = 600;

    /// <summary>Most anonymous tokens handed to one address in a minute.</summary>
    /// <value>Tokens. Default 30, allowed 1 to 10000.</value>
    [Range(1, 10_000)]
    public int TokensPerAddressPerMinute { get; set; } = 30;

    /// <summary>Most conversations started from one address in a minute.</summary>
    /// <value>Starts. Default 30, allowed 1 to 10000.</value>
    [Range(1, 10_000)]
    public int StartsPerAddressPerMinute { get; set; } = 30;

    /// <summary>Life of a token. Clients refresh every 15 minutes, but a browser throttles the timers of a hidden page.</summary>
    /// <value>Minutes. Default 60, allowed 30 to 1440.</value>
    [Range(30, 1440)]
    public int TokenMinutes { get; set; } = 60;

    /// <summary>Life of a resume secret: how long a phone may sleep and still come back to its place.</summary>
    /// <value>Days. Default 30, allowed 1 to 90.</value>
    [Range(1, 90)]
    public int ResumeDays { get; set; } = 30;

    /// <summary>Age at which the signing key is replaced. An old key verifies until the last thing it signed has run out.</summary>
    /// <value>Days. Default 30, allowed 1 to 365.</value>
    [Range(1, 365)]
    public int KeyRotationDays { get; set; } = 30;

    /// <summary>Most open sockets on this node.</summary>
    /// <value>Sockets. Default 20000, allowed 10 to 200000.</value>
    [Range(10, 200_000)]
    public int SocketsMax { get; set; } = 20_000;

    /// <summary>Silence after which a socket is taken for dead. Clients send an empty frame every 20 seconds.</summary>
    /// <value>Seconds. Default 60, allowed 30 to 600.</value>
    [Range(30, 600)]
    public int SocketSilenceSeconds { get; set; } = 60;

    /// <summary>Names of events, beside the desk's own, that a cardholder's clients may see and echo. Others are stored for staff only.</summary>
    /// <value>Default none, at most 32.</value>
    [MaxLength(32)]
    public IList<string> VisibleEvents { get; } = [];

    /// <summary>Origins whose pages may embed <c>/chat</c> in a frame, such as the bank's site.</summary>
    /// <value>Origins like <c>https://www.example.com</c>. Default none beyond our own, at most 32.</value>
    [MaxLength(32)]
    public IList<string> EmbedOrigins { get; } = [];
}

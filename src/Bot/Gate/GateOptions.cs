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

/// <summary>The widget's settings, section <c>Chat</c>. Texts are by language, with <c>en</c> as the last resort.</summary>
internal sealed class ChatOptions
{
    /// <summary>Whether anybody may get an anonymous token.</summary>
    /// <value>Default true.</value>
    public bool Anonymous { get; set; } = true;

    /// <summary>The bank's name by language.</summary>
    /// <value>Default Lantern Bank, the invented bank of the demo.</value>
    public IDictionary<string, string> Bank { get; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["en"] = "Lantern Bank", ["zh-Hans"] = "明灯银行" };

    /// <summary>The number to call, with its words, by language.</summary>
    /// <value>Default the demo's card hotline.</value>
    public IDictionary<string, string> Hotline { get; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["en"] = "400-000-0100" };
}

/// <summary>Files from cardholders, section <c>Storage:Uploads</c>. Pictures cannot be masked, so they are off unless the value is <c>on</c>.</summary>
internal sealed class UploadOptions
{
    /// <summary>Whether files are accepted: <c>Storage:Uploads</c> is <c>on</c>.</summary>
    /// <value>Default false.</value>
    public bool On { get; set; }

    /// <summary>Folder for the bytes; every node must see the same one.</summary>
    /// <value>Default <c>uploads</c> beside the database file.</value>
    [Required]
    public string Path { get; set; } = "data/uploads";

    /// <summary>Most bytes of one upload, all files together.</summary>
    /// <value>Bytes. Default 10485760, allowed 1024 to 104857600.</value>
    [Range(1024, 104_857_600)]
    public int BytesMax { get; set; } = 10_485_760;

    /// <summary>Most files of one upload.</summary>
    /// <value>Files. Default 5, allowed 1 to 20.</value>
    [Range(1, 20)]
    public int FilesMax { get; set; } = 5;

    /// <summary>Most uploads read at once; each holds its bytes in memory while they are checked.</summary>
    /// <value>Uploads. Default 4, allowed 1 to 64.</value>
    [Range(1, 64)]
    public int AtOnceMax { get; set; } = 4;

    /// <summary>Longest that one upload may take to arrive; a trickle must not hold a place for hours.</summary>
    /// <value>Seconds. Default 120, allowed 10 to 3600.</value>
    [Range(10, 3600)]
    public int SecondsMax { get; set; } = 120;

    /// <summary>Kinds accepted, told by their content: <c>png</c>, <c>jpeg</c>, <c>pdf</c>, <c>text</c>. Empty means all four.</summary>
    /// <value>Default all four.</value>
    [MaxLength(4)]
    public IList<string> Kinds { get; } = [];
}

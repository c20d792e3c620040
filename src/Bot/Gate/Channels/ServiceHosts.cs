namespace Cardline.Bot.Gate.Channels;

/// <summary>Where the bot's token may go. An address from the wire is followed only to a host on a list, never because it looks right.</summary>
internal static class ServiceHosts
{
    private static readonly string[] PublicCloud =
    [
        "smba.trafficmanager.net", "directline.botframework.com", "europe.directline.botframework.com", "india.directline.botframework.com",
        "webchat.botframework.com", "europe.webchat.botframework.com", "india.webchat.botframework.com", "slack.botframework.com", "facebook.botframework.com",
        "telegram.botframework.com", "email.botframework.com", "sms.botframework.com", "line.botframework.com", "kik.botframework.com", "groupme.botframework.com",
        "alexa.botframework.com", "msteams.botframework.com", "outlook.botframework.com", "skype.botframework.com", "omnichannel.botframework.com",
    ];

    /// <summary>Checks an address: absolute, https (http on this machine only), no user, query or fragment, and an exact host on the list.</summary>
    public static bool Allows(ChannelOptions options, string? serviceUrl) =>
        serviceUrl is { Length: <= 512 }
        && Uri.TryCreate(serviceUrl, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0
        && (options.AllowedServiceHosts ?? PublicCloud).Any(host => Matches(host, address));

    // A bare name means the usual port, so that a listed host's other services are no target; this machine may use any.
    private static bool Matches(string host, Uri address) =>
        string.Equals(host, address.Authority, StringComparison.OrdinalIgnoreCase)
        || (address.IsLoopback && string.Equals(host, address.Host, StringComparison.OrdinalIgnoreCase));
}

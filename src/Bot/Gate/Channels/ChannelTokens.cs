using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Cardline.Bot.Gate.Channels;

/// <summary>Proves who posts to the bot, by the rules of the Bot Framework: its channels, or the emulator of the bot's own tenant.</summary>
/// <remarks>
/// Which rules apply is read from the unverified token, and then everything is verified under those rules with a fixed list of
/// issuers. Tokens of other bots (skills) are refused: no calling bot is configured.
/// </remarks>
internal sealed class ChannelTokens : IDisposable
{
    /// <summary>How far clocks may differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private const int TokenCharsMax = 16 * 1024;
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512];

    private static readonly string[] BotFrameworkTenants =
        ["d6d49420-f39b-4df7-a1dc-d59a935871db", "f8cdef31-a31e-4b4a-93e4-5f571e91255a", "cab8a31a-1906-4287-a0d8-4eef66b95f6e"];

    private readonly JsonWebTokenHandler handler = new() { MaximumTokenSizeInBytes = TokenCharsMax };
    private readonly ChannelOptions options;
    private readonly TimeProvider clock;
    private readonly SigningKeySet channelKeys;
    private readonly SigningKeySet emulatorKeys;
    private readonly string[] emulatorIssuers;

    /// <summary>Initializes a new instance with empty key sets; keys are read when the first token comes.</summary>
    public ChannelTokens(IOptions<ChannelOptions> options, IHttpClientFactory clients, TimeProvider clock, ILogger<ChannelTokens> logger)
    {
        this.options = options.Value;
        this.clock = clock;
        channelKeys = new SigningKeySet(this.options.ChannelMetadata, clients, clock, logger);
        emulatorKeys = new SigningKeySet(this.options.EmulatorMetadata, clients, clock, logger);
        var tenants = Guid.TryParse(this.options.TenantId, out _) ? BotFrameworkTenants.Append(this.options.TenantId) : BotFrameworkTenants;
        emulatorIssuers = this.options.EmulatorIssuers is { Count: > 0 } configured
            ? [.. configured]
            : [.. tenants.SelectMany(tenant => new[] { $"https://sts.windows.net/{tenant}/", $"https://login.microsoftonline.com/{tenant}/v2.0" })];
    }

    /// <summary>Checks the header of a call.</summary>
    /// <param name="header">The Authorization header, as it came.</param>
    /// <param name="channelId">The activity's channel.</param>
    /// <param name="serviceUrl">The activity's service address; null when it has none.</param>
    /// <param name="cancel">Stops a look for keys.</param>
    /// <returns>Null when the call is proved; otherwise why not, for the log only.</returns>
    public async Task<string?> FindFaultAsync(string? header, string? channelId, string? serviceUrl, CancellationToken cancel)
    {
        if (header?.Split(' ') is not ["Bearer", { Length: > 0 and <= TokenCharsMax } text])
        {
            return "no bearer token";
        }

        if (options.AppId.Length == 0)
        {
            return "no app id is configured";
        }

        if (!handler.CanReadToken(text) || Read(text) is not { } token)
        {
            return "not a token";
        }

        if (IsSkill(token))
        {
            return "a token of another bot";
        }

        return emulatorIssuers.Contains(token.Issuer, StringComparer.Ordinal)
            ? await FindFaultAsync(token, emulatorKeys, emulatorIssuers, cancel) ?? FindEmulatorFault(token)
            : await FindChannelFaultAsync(token, channelId, serviceUrl, cancel);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        channelKeys.Dispose();
        emulatorKeys.Dispose();
    }

    private static JsonWebToken? Read(string text)
    {
        try
        {
            return new JsonWebToken(text);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private async Task<string?> FindChannelFaultAsync(JsonWebToken token, string? channelId, string? serviceUrl, CancellationToken cancel)
    {
        if (await FindFaultAsync(token, channelKeys, [options.ChannelIssuer], cancel) is { } fault)
        {
            return fault;
        }

        if (token.Audiences.ToList() is not [var audience] || audience != options.AppId)
        {
            return "another audience";
        }

        // A key without endorsements, or an activity without a channel, would pass a laxer check.
        var key = await channelKeys.FindAsync(token.Kid, cancel);
        if (string.IsNullOrEmpty(channelId) || key?.Endorsements is null || !key.Endorsements.Contains(channelId, StringComparer.Ordinal))
        {
            return "the key is not endorsed for the channel";
        }

        return serviceUrl is null || string.Equals(Claim(token, "serviceurl"), serviceUrl, StringComparison.OrdinalIgnoreCase)
            ? null
            : "another service address";
    }

    private string? FindEmulatorFault(JsonWebToken token)
    {
        var app = Claim(token, "ver") switch
        {
            "" or "1.0" => Claim(token, "appid"),
            "2.0" => Claim(token, "azp"),
            _ => null,
        };
        return app == options.AppId ? null : "another app";
    }

    private async Task<string?> FindFaultAsync(JsonWebToken token, SigningKeySet keys, string[] issuers, CancellationToken cancel)
    {
        // The cheap checks come first: a forged token must not make this server look for keys.
        if (!Algorithms.Contains(token.Alg, StringComparer.Ordinal) || !issuers.Contains(token.Issuer, StringComparer.Ordinal) || string.IsNullOrEmpty(token.Kid))
        {
            return "another algorithm, issuer or no key id";
        }

        if (await keys.FindAsync(token.Kid, cancel) is not { } key)
        {
            return "an unknown key";
        }

        var result = await handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = Algorithms,
            ValidIssuers = issuers,
            ValidateAudience = false,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            IssuerSigningKey = key.Key,
            ClockSkew = ClockSkew,
            LifetimeValidator = (notBefore, expires, _, _) => IsInForce(notBefore, expires),
        });
        return result.IsValid ? null : result.Exception.GetType().Name;
    }

    private bool IsInForce(DateTime? notBefore, DateTime? expires)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return expires is { } end && end > now - ClockSkew && (notBefore is not { } start || start < now + ClockSkew);
    }

    private bool IsSkill(JsonWebToken token)
    {
        var audience = token.Audiences.FirstOrDefault();
        if (Claim(token, "ver") is not { } version || string.IsNullOrEmpty(audience) || audience == options.ChannelIssuer)
        {
            return false;
        }

        var app = Claim(token, version == "2.0" ? "azp" : "appid");
        return app is not null && app != audience;
    }

    private static string? Claim(JsonWebToken token, string name) => token.TryGetPayloadValue<string>(name, out var value) ? value : null;
}

using System.Security.Cryptography;
using System.Text;
using Cardline.Bot.Gate.Tokens;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.DirectLine;

/// <summary>Finds out who calls.</summary>
internal sealed class Callers(TokenIssuer issuer, Origins origins, IOptions<DirectLineOptions> options)
{
    private const string Scheme = "Bearer ";
    private readonly byte[]? secret = options.Value.Secret is { } text ? Hash(text) : null;

    /// <summary>Gets a value indicating whether a secret is configured at all.</summary>
    public bool HasSecret => options.Value.Secret is not null;

    /// <summary>Reads the bearer token.</summary>
    /// <returns>The caller, or the refusal.</returns>
    public async ValueTask<(Caller? Caller, Refusal? Refusal)> IdentifyAsync(HttpRequest request, CancellationToken cancel)
    {
        var header = request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { } text || !text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return (null, Refusals.BadToken);
        }

        var token = text[Scheme.Length..].Trim();
        if (IsSecret(token))
        {
            return (new Caller(Claims: null), null);
        }

        return await issuer.VerifyAsync(token, TokenPurpose.DirectLine, cancel) switch
        {
            Verification.Expired => (null, Refusals.TokenExpired),
            Verification.Good good when !origins.Trusts(request, good.Claims) => (null, Refusals.BadOrigin),
            Verification.Good good => (new Caller(good.Claims), null),
            _ => (null, Refusals.BadToken),
        };
    }

    /// <summary>Reads the bearer token of a call about one conversation. A foreign one answers like one that never was.</summary>
    public async ValueTask<(Caller? Caller, Refusal? Refusal)> IdentifyAsync(HttpRequest request, string conversationId, CancellationToken cancel)
    {
        var (caller, refusal) = await IdentifyAsync(request, cancel);
        return caller is not null && !caller.MayUse(conversationId) ? (null, Refusals.NoConversation) : (caller, refusal);
    }

    // Compared as hashes, in constant time: neither the length nor the beginning of the secret can be felt out.
    private bool IsSecret(string token) => secret is not null && CryptographicOperations.FixedTimeEquals(Hash(token), secret);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

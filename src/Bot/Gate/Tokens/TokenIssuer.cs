using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Cardline.Bot.Gate.Tokens;

/// <summary>
/// Signs and verifies the gate's tokens: JSON Web Tokens under HS256, with <c>aud</c> naming the purpose and the claims
/// <c>conv</c>, <c>sid</c>, <c>user</c>, <c>name</c>, <c>signed_in</c>, <c>lang</c>, <c>origins</c>.
/// </summary>
/// <remarks>Direct Line clients decode the token and look for <c>user</c>; everything else is opaque to them.</remarks>
internal sealed class TokenIssuer(SigningKeys keys, TimeProvider clock, IOptions<GateOptions> options)
{
    /// <summary>Longest token that is looked at.</summary>
    public const int TokenCharsMax = 8192;

    /// <summary>Life of a socket's address.</summary>
    public static readonly TimeSpan StreamLife = TimeSpan.FromSeconds(60);

    private const string Issuer = "cardline";
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };

    /// <summary>A new random name for a session, a conversation or an anonymous cardholder.</summary>
    public static string NewName() => Letters.Random();

    /// <summary>How long a token of that purpose is good.</summary>
    public TimeSpan LifeOf(TokenPurpose purpose) => purpose switch
    {
        TokenPurpose.DirectLine => TimeSpan.FromMinutes(options.Value.TokenMinutes),
        TokenPurpose.Resume => TimeSpan.FromDays(options.Value.ResumeDays),
        _ => StreamLife,
    };

    /// <summary>Signs a token.</summary>
    public async ValueTask<string> IssueAsync(TokenClaims claims, TokenPurpose purpose, CancellationToken cancel)
    {
        var key = await keys.CurrentAsync(cancel);
        var now = clock.GetUtcNow();
        var content = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["jti"] = NewName(),
            ["conv"] = claims.ConversationId,
            ["sid"] = claims.Session,
            ["signed_in"] = claims.SignedIn,
        };
        AddWhenSet(content, "user", claims.UserId);
        AddWhenSet(content, "name", claims.UserName);
        AddWhenSet(content, "lang", claims.Lang);
        if (claims.Origins.Count > 0)
        {
            content["origins"] = claims.Origins.ToArray();
        }

        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = purpose.ToString(),
            IssuedAt = now.UtcDateTime,
            Expires = (now + LifeOf(purpose)).UtcDateTime,
            Claims = content,
            SigningCredentials = new SigningCredentials(SecurityKeyOf(key), SecurityAlgorithms.HmacSha256),
        });
    }

    /// <summary>Finds out what a text is. Time is judged only after the signature, so nobody learns anything from a forged token.</summary>
    public async ValueTask<Verification> VerifyAsync(string token, TokenPurpose purpose, CancellationToken cancel)
    {
        if (Read(token) is not { } unverified || await keys.FindAsync(unverified.Kid, cancel) is not { } key)
        {
            return new Verification.Bad();
        }

        var result = await Handler.ValidateTokenAsync(unverified, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = purpose.ToString(),
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKey = SecurityKeyOf(key),
            ValidateLifetime = false,
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken good || good.ValidTo == DateTime.MinValue)
        {
            return new Verification.Bad();
        }

        return good.ValidTo <= clock.GetUtcNow().UtcDateTime
            ? new Verification.Expired()
            : new Verification.Good(ClaimsOf(good), good.Id, new DateTimeOffset(good.ValidTo, TimeSpan.Zero));
    }

    private static JsonWebToken? Read(string token)
    {
        if (token.Length is 0 or > TokenCharsMax || !Handler.CanReadToken(token))
        {
            return null;
        }

        try
        {
            var read = new JsonWebToken(token);
            return string.IsNullOrEmpty(read.Kid) ? null : read;
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or JsonException)
        {
            return null;
        }
    }

    private static TokenClaims ClaimsOf(JsonWebToken token) => new(Text(token, "conv") ?? "", Text(token, "sid") ?? "")
    {
        UserId = Text(token, "user"),
        UserName = Text(token, "name"),
        Lang = Text(token, "lang"),
        SignedIn = token.TryGetPayloadValue<bool>("signed_in", out var signedIn) && signedIn,
        Origins = [.. token.Claims.Where(claim => claim.Type == "origins").Select(claim => claim.Value)],
    };

    private static string? Text(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue<string>(claim, out var value) ? value : null;

    private static SymmetricSecurityKey SecurityKeyOf(SigningKey key) =>
        new(Convert.FromBase64String(key.Secret)) { KeyId = key.Id };

    private static void AddWhenSet(Dictionary<string, object> content, string claim, string? value)
    {
        if (value is not null)
        {
            content[claim] = value;
        }
    }
}

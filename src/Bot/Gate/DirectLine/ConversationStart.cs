using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cardline.Bot.Conversations;
using Cardline.Bot.Gate.Tokens;
using Cardline.Bot.Protocol;
using Cardline.Bot.Turns.Reply;

namespace Cardline.Bot.Gate.DirectLine;

/// <summary>Writes the first entries of a conversation: that it began, and the greeting.</summary>
/// <remarks>
/// Two appends, because they have two senders and what comes from a cardholder is masked. Every start makes sure of both, so a
/// start that broke off between them is mended by the client's next try.
/// </remarks>
internal sealed partial class ConversationStart(IConversationLog log, IGreeting greeting, ILogger<ConversationStart> logger)
{
    /// <summary>Begins the caller's conversation unless it has begun.</summary>
    /// <returns>Claims for the token of the answer, and whether the conversation is new.</returns>
    /// <exception cref="LogUnavailableException">Nothing is known to be written (BOT030); starting again is harmless.</exception>
    public async Task<(TokenClaims Claims, bool IsNew)> BeginAsync(Caller caller, StartRequest request, CancellationToken cancel)
    {
        var claims = caller.Claims ?? FromBackend(request);
        var locale = LocaleOf(request.Locale) ?? LocaleOf(claims.Lang);
        var head = await log.FindAsync(claims.ConversationId, cancel);
        var isNew = head is null && await AppendFirstAsync(claims, locale, cancel);
        if (head is null or { VisibleSeq: 0 })
        {
            await GreetAsync(claims.ConversationId, locale, cancel);
        }

        return (claims, isNew);
    }

    /// <summary>Reads a language tag; anything else is no locale. It has no room for a number that would need masking.</summary>
    internal static string? LocaleOf(string? text) => text is not null && LanguageTag().IsMatch(text) ? text : null;

    [GeneratedRegex(@"\A[A-Za-z]{2,8}(-([A-Za-z]{1,8}|[0-9]{3})){0,3}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex LanguageTag();

    private async Task<bool> AppendFirstAsync(TokenClaims claims, string? locale, CancellationToken cancel)
    {
        // The key makes two starts at once one start; that their locales may differ does not matter.
        var key = new IdempotencyKey(SenderKind.System, "gate", "start");
        var first = new NewEntry(FirstActivity(claims, locale), Visible: false);
        var result = await log.AppendAsync(new AppendRequest(claims.ConversationId, SenderKind.Cardholder, key, [first]) { Creates = true }, cancel);
        if (result is not AppendResult.Appended)
        {
            return false;
        }

        GateLog.Began(logger, claims.ConversationId, claims.SignedIn);
        return true;
    }

    private async Task GreetAsync(string conversationId, string? locale, CancellationToken cancel)
    {
        if (greeting.For(locale) is { } words)
        {
            var key = new IdempotencyKey(SenderKind.System, "gate", "greeting");
            await log.AppendAsync(new AppendRequest(conversationId, SenderKind.Bot, key, [words]), cancel);
        }
    }

    private static TokenClaims FromBackend(StartRequest request)
    {
        var id = request.User?.Id;
        var embedded = id is not null && id.StartsWith(TokenEndpoints.UserPrefix, StringComparison.Ordinal) && id.Length <= TokenEndpoints.NameCharsMax;
        return new TokenClaims(TokenIssuer.NewName(), TokenIssuer.NewName()) { UserId = embedded ? id : null, SignedIn = embedded };
    }

    private static JsonObject FirstActivity(TokenClaims claims, string? locale)
    {
        var user = claims.UserId ?? "cardholder";
        var member = new JsonObject { ["id"] = user, ["role"] = "user" };
        if (claims.UserName is not null)
        {
            member["name"] = claims.UserName;
        }

        var activity = new Activity(new JsonObject
        {
            ["membersAdded"] = new JsonArray(new JsonObject { ["id"] = BotMessage.BotId, ["role"] = "bot" }, member),
            ["value"] = new JsonObject { ["signedIn"] = claims.SignedIn },
        })
        {
            Type = ActivityTypes.ConversationUpdate,
            ChannelId = InboundDoor.Channel,
            Locale = locale,
        };
        activity.SetFrom(user, claims.UserName, "user");
        return activity.Json;
    }
}

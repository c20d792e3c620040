using System.Text.Json.Nodes;
using Cardline.Bot.Gate.DirectLine;
using Cardline.Bot.Gate.Limits;
using Cardline.Bot.Gate.Tokens;
using Cardline.Bot.Gate.Uploads;
using Cardline.Bot.Protocol;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.Chat;

/// <summary>The widget's own calls (docs/chat-api.md): a token for anybody, and what the page shows around the chat.</summary>
internal sealed class ChatEndpoints(
    TokenIssuer issuer, RateLimits rates, IDeskStatus desk, IOptionsFactory<ChatOptions> chat, IOptions<GateOptions> gate, IOptions<UploadOptions> uploads)
{
    /// <summary>An anonymous token for a new conversation, or, with a resume secret, one for the same conversation as before.</summary>
    public async Task<IResult> TokenAsync(HttpContext http)
    {
        if (!chat.Create(Options.DefaultName).Anonymous)
        {
            return Refusals.AnonymousOff.ToPlainResult();
        }

        if (!rates.AllowsToken(http.Connection.RemoteIpAddress))
        {
            return Refusals.TooMany.ToPlainResult();
        }

        var (body, bad) = await BoundedBody.ReadAsync(http.Request, gate.Value, mayBeEmpty: true, http.RequestAborted);
        if (body is null)
        {
            return bad!.ToPlainResult();
        }

        var claims = Activity.Text(body, "resume") is { } resume
            ? await ResumedAsync(resume, http.RequestAborted)
            : NewCardholder(body);
        return claims is null ? Refusals.BadResume.ToPlainResult() : Results.Json(await AnswerAsync(claims, http.RequestAborted));
    }

    /// <summary>What the page shows around the chat.</summary>
    public IResult Settings(HttpContext http)
    {
        // Made anew each time: a bank's number may change on a day, or with an edit, while the server runs.
        var page = chat.Create(Options.DefaultName);
        var lang = http.Request.Query["lang"].ToString();
        return Results.Json(new ChatSettings(
            In(lang, page.Bank), In(lang, page.Hotline), desk.AgentsOnDuty, uploads.Value.On, gate.Value.TextCharsMax));
    }

    private async Task<TokenClaims?> ResumedAsync(string resume, CancellationToken cancel) =>
        await issuer.VerifyAsync(resume, TokenPurpose.Resume, cancel) is Verification.Good good
            ? good.Claims with { Session = TokenIssuer.NewName() }
            : null;

    private static TokenClaims NewCardholder(JsonObject body) => new(TokenIssuer.NewName(), TokenIssuer.NewName())
    {
        UserId = TokenEndpoints.UserPrefix + TokenIssuer.NewName(),
        Lang = ConversationStart.LocaleOf(Activity.Text(body, "lang")),
    };

    private async Task<ChatTokenAnswer> AnswerAsync(TokenClaims claims, CancellationToken cancel) => new(
        claims.ConversationId,
        await issuer.IssueAsync(claims, TokenPurpose.DirectLine, cancel),
        (int)issuer.LifeOf(TokenPurpose.DirectLine).TotalSeconds,
        await issuer.IssueAsync(claims, TokenPurpose.Resume, cancel));

    private static string In(string lang, IDictionary<string, string> texts) =>
        texts.TryGetValue(lang, out var text) || texts.TryGetValue("en", out text) ? text : "";
}

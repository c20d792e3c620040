using System.Security.Claims;
using Cardline.Handoff.Agents;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cardline.Handoff.Desk;

/// <summary>Signs agents in and out by cookie. The cookie carries the security stamp and ends when the account's stamp changes.</summary>
internal sealed class DeskSignIn(AgentAccounts accounts, SignInThrottle throttle, AgentPresence presence, ILogger<DeskSignIn> log)
{
    /// <summary>Name of the authentication scheme.</summary>
    public const string Scheme = "CardlineDesk";

    private const string StampClaim = "cardline_stamp";

    /// <summary>Checks name and password and sets the cookie.</summary>
    public async Task<IResult> InAsync(HttpContext context, SignInRequest? request)
    {
        if (request is not { Name: { } name, Password: { } password })
        {
            return DeskProblem.BadRequest;
        }

        var id = AgentAccounts.IdOf(name);
        var (byName, byAddress) = ($"name {id[..Math.Min(id.Length, AgentAccounts.NameCharsMax)]}", $"address {context.Connection.RemoteIpAddress}");
        if (!throttle.TryBegin(byName, byAddress))
        {
            HandoffLog.SignInRefused(log, "HND002");
            return DeskProblem.TooManyTries;
        }

        AgentAccount? account;
        try
        {
            account = await accounts.VerifyAsync(name, password, context.RequestAborted);
        }
        catch
        {
            // Nobody looked at the password: a store that was away for a moment must not keep the agents out for a minute.
            throttle.NeverMind(byName, byAddress);
            throw;
        }

        if (account is null)
        {
            HandoffLog.SignInRefused(log, "HND001");
            return DeskProblem.WrongPassword;
        }

        throttle.Succeeded(byName, byAddress);
        var claims = new[] { new Claim(ClaimTypes.NameIdentifier, account.Id), new Claim(ClaimTypes.Name, account.Name), new Claim(StampClaim, account.SecurityStamp) };
        await context.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme)));
        HandoffLog.SignedIn(log, account.Id);
        return Results.Ok(new AgentView(account.Id, account.Name));
    }

    /// <summary>Ends the sign-in.</summary>
    public async Task<IResult> OutAsync(HttpContext context)
    {
        presence.SignOut(Agent(context.User).Id);
        await context.SignOutAsync(Scheme);
        return Results.NoContent();
    }

    /// <summary>Who is signed in.</summary>
    public static AgentView Agent(ClaimsPrincipal user) =>
        new(user.FindFirstValue(ClaimTypes.NameIdentifier) ?? string.Empty, user.FindFirstValue(ClaimTypes.Name) ?? string.Empty);

    /// <summary>Whether the account still has the stamp of this sign-in.</summary>
    public static async Task<bool> StillGoodAsync(AgentAccounts accounts, ClaimsPrincipal user, CancellationToken cancel) =>
        await accounts.FindAsync(Agent(user).Id, cancel) is { } account && account.SecurityStamp == user.FindFirstValue(StampClaim);

    /// <summary>Sets the cookie up.</summary>
    public static void Configure(CookieAuthenticationOptions cookie, HandoffOptions options)
    {
        cookie.Cookie.Name = "cardline-desk";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.Cookie.Path = "/api/desk";
        cookie.ExpireTimeSpan = TimeSpan.FromHours(options.SignInHours);
        cookie.SlidingExpiration = true;
        cookie.Events.OnRedirectToLogin = context => DeskProblem.NotSignedIn.ExecuteAsync(context.HttpContext);
        cookie.Events.OnRedirectToAccessDenied = context => DeskProblem.NotSignedIn.ExecuteAsync(context.HttpContext);
        cookie.Events.OnValidatePrincipal = ValidateAsync;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var id = Agent(context.Principal!).Id;
        if (!await StillGoodAsync(services.GetRequiredService<AgentAccounts>(), context.Principal!, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
            return;
        }

        services.GetRequiredService<AgentPresence>().Touch(id);
    }
}

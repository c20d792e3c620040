using System.Globalization;
using Cardline.Handoff.Queue;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cardline.Handoff.Desk;

/// <summary>Hangs the desk API on the host's routes; <c>docs/desk-api.md</c> is its description.</summary>
public static class HandoffEndpointRouteBuilderExtensions
{
    /// <summary>Maps everything under <c>/api/desk</c>. The host calls UseAuthentication and UseAuthorization before.</summary>
    /// <param name="routes">The host's routes.</param>
    /// <exception cref="InvalidOperationException">AddHandoff was not called.</exception>
    public static IEndpointRouteBuilder MapHandoff(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        if (routes.ServiceProvider.GetService<IServiceProviderIsService>()?.IsService(typeof(QueueBoard)) != true)
        {
            throw new InvalidOperationException("Call AddHandoff on the services before MapHandoff.");
        }

        var desk = routes.MapGroup("/api/desk").AddEndpointFilter(RequireHeaderAsync);
        desk.MapPost("/sign-in", async (HttpContext http, DeskSignIn signIn) =>
            await signIn.InAsync(http, await DeskRequests.ReadAsync<SignInRequest>(http.Request, http.RequestAborted))).AllowAnonymous();

        var signedIn = desk.MapGroup(string.Empty).RequireAuthorization(
            new AuthorizationPolicyBuilder(DeskSignIn.Scheme).RequireAuthenticatedUser().Build());
        signedIn.MapPost("/sign-out", (HttpContext http, DeskSignIn signIn) => signIn.OutAsync(http));
        signedIn.MapGet("/me", (HttpContext http) => Results.Ok(DeskSignIn.Agent(http.User)));
        signedIn.MapGet("/board", BoardAsync);
        signedIn.MapGet("/rights", RightsAsync);
        signedIn.MapGet("/stream", StreamAsync);
        signedIn.MapGet("/reports/handoffs", (HttpContext http, HandoffReports reports) => reports.ReadAsync(http.Request.Query["since"], http.RequestAborted));
        MapConversations(signedIn.MapGroup("/conversations/{id:maxlength(200)}"));
        return routes;
    }

    private static void MapConversations(RouteGroupBuilder one)
    {
        one.MapGet(string.Empty, (string id, HttpContext http, DeskActions actions) =>
            actions.ReadAsync(id, Number(http.Request.Query["after"]) ?? 0, http.RequestAborted));
        one.MapPost("/typing", (string id, HttpContext http, DeskActions actions) => actions.Typing(id, DeskSignIn.Agent(http.User)));
        one.MapPost("/claim", (string id, HttpContext http, DeskActions actions) => ChangeAsync(id, http, actions.ClaimAsync));
        one.MapPost("/close", (string id, HttpContext http, DeskActions actions) => ChangeAsync(id, http, actions.CloseAsync));
        one.MapPost("/return", (string id, HttpContext http, DeskActions actions) => ChangeAsync(id, http, actions.ReturnAsync));
        one.MapPost("/needed", JudgeAsync);
        one.MapPost("/messages", (string id, HttpContext http, DeskActions actions) => ChangeAsync(id, http, (conversation, agent, request, cancel) =>
            string.IsNullOrWhiteSpace(request.Text) || request.Text.Length > DeskRequests.TextCharsMax
                ? Task.FromResult(DeskProblem.BadText)
                : actions.SendAsync(conversation, agent, request, cancel)));
    }

    private static async Task<IResult> ChangeAsync(
        string id, HttpContext http, Func<string, AgentView, ChangeRequest, CancellationToken, Task<IResult>> change)
    {
        var request = await DeskRequests.ReadAsync<ChangeRequest>(http.Request, http.RequestAborted);

        // The write goes on when the agent's connection is cut in the middle of it; the retry then finds it done.
        return DeskRequests.IsComplete(request)
            ? await change(id, DeskSignIn.Agent(http.User), request!, CancellationToken.None)
            : DeskProblem.BadRequest;
    }

    private static async Task<IResult> JudgeAsync(string id, HttpContext http, Judgements judgements)
    {
        var request = await DeskRequests.ReadAsync<JudgementRequest>(http.Request, http.RequestAborted);
        return DeskRequests.IsComplete(request)
            ? await judgements.JudgeAsync(id, DeskSignIn.Agent(http.User), request!, CancellationToken.None)
            : DeskProblem.BadRequest;
    }

    private static async Task<IResult> BoardAsync(HttpContext http, QueueBoard board, HolderChanges changes)
    {
        await board.ReadyAsync(http.RequestAborted);
        var (cursor, items) = board.Snapshot();
        return Results.Ok(new BoardView(cursor, board.AgentsOnDuty, changes.CasesMax, items));
    }

    private static async Task<IResult> RightsAsync(HttpContext http, QueueBoard board, TimeProvider time)
    {
        await board.ReadyAsync(http.RequestAborted);
        return Results.Ok(RightsReport.Of(board.Snapshot().Items, time.GetUtcNow()));
    }

    private static async Task StreamAsync(HttpContext http, QueueBoard board, DeskStream stream)
    {
        await board.ReadyAsync(http.RequestAborted);

        // An EventSource that resumes by itself sends its last id, which is newer than the address it was made with.
        var cursor = Number(http.Request.Headers["Last-Event-ID"]) ?? Number(http.Request.Query["after"]) ?? board.Position;
        await stream.RunAsync(http, DeskSignIn.Agent(http.User), cursor);
    }

    private static async ValueTask<object?> RequireHeaderAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        return HttpMethods.IsGet(request.Method) || request.Headers[DeskRequests.Header] == "1" ? await next(context) : DeskProblem.NoHeader;
    }

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

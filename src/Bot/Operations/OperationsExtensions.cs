using Cardline.Bot.Conversations;
using Cardline.Knowledge;
using Microsoft.AspNetCore.StaticFiles;

namespace Cardline.Bot.Operations;

/// <summary>Adds the room: pages, health, the description of the API.</summary>
internal static class OperationsExtensions
{
    /// <summary>Registers what the room needs.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddOpenApi();
        services.AddProblemDetails();
        services.AddExceptionHandler<FailureAnswer>();
        return services;
    }

    /// <summary>Serves the pages: hashed assets for a year, everything else asked for again each time.</summary>
    public static WebApplication UsePages(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseDefaultFiles();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = CacheFor });
        return app;
    }

    /// <summary>Maps health and <c>/openapi/v1.json</c>.</summary>
    public static IEndpointRouteBuilder MapOperations(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi();
        routes.MapGet("/health/live", () => Results.Json(new { status = "live" })).WithSummary("The process runs.");
        routes.MapGet("/health/ready", ReadyAsync).WithSummary("The store answers; which durability is in force.");
        return routes;
    }

    private static async Task<IResult> ReadyAsync(IStoreHealth store, IKnowledgeBase knowledge, Gate.IReadiness readiness, CancellationToken cancel)
    {
        StoreHealth health;
        try
        {
            health = await store.CheckAsync(cancel);
        }
        catch (LogUnavailableException)
        {
            return NotReady(new { status = "unavailable", code = "BOT030" });
        }

        var storage = new { provider = health.Provider, durability = health.Durability };
        return (health.Complaint, readiness.Ready) switch
        {
            ({ } complaint, _) => NotReady(new { status = "unavailable", complaint, storage }),
            (_, false) => NotReady(new { status = "starting" }),
            _ => Results.Json(new { status = "ready", storage, knowledge = new { version = knowledge.Version } }),
        };
    }

    private static IResult NotReady<T>(T body) => Results.Json(body, statusCode: StatusCodes.Status503ServiceUnavailable);

    private static void CacheFor(StaticFileResponseContext file) => file.Context.Response.Headers.CacheControl =
        file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
}

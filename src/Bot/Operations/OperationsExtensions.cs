using Cardline.Bot.Conversations;
using Cardline.Bot.Turns;
using Cardline.Knowledge;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Operations;

/// <summary>Adds the room: pages, health, the description of the API.</summary>
internal static class OperationsExtensions
{
    /// <summary>Registers what the room needs.</summary>
    /// <remarks>It comes last: what stops first was added last, and the figures of the stop itself are to be seen.</remarks>
    public static IServiceCollection AddOperations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OperationsOptions>().Bind(configuration.GetSection("Operations")).ValidateDataAnnotations()
            .Validate<IOptions<TurnOptions>>(
                (stop, turns) => stop.LeaveSeconds + turns.Value.DrainSeconds < stop.StopSeconds,
                "Operations:StopSeconds must be more than Operations:LeaveSeconds and Turns:DrainSeconds together.")
            .ValidateOnStart();
        services.AddOptions<HostOptions>().Configure<IOptions<OperationsOptions>>((host, stop) => host.ShutdownTimeout = TimeSpan.FromSeconds(stop.Value.StopSeconds));
        services.AddHostedService<Leaving>();
        services.AddHostedService<LiveGauges>();
        services.AddHostedService<MetricExport>();
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

    private static async Task<IResult> ReadyAsync(
        IHostApplicationLifetime life, IStoreHealth store, IKnowledgeBase knowledge, Gate.IReadiness readiness, Model.Health.ModelHealth model, CancellationToken cancel)
    {
        if (life.ApplicationStopping.IsCancellationRequested)
        {
            return NotReady(new { status = "stopping" });
        }

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
            _ => Results.Json(new { status = "ready", storage, knowledge = new { version = knowledge.Version }, model = model.Report }),
        };
    }

    private static IResult NotReady<T>(T body) => Results.Json(body, statusCode: StatusCodes.Status503ServiceUnavailable);

    private static void CacheFor(StaticFileResponseContext file) => file.Context.Response.Headers.CacheControl =
        file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
}

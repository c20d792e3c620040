using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cardline.Bot.Tools;

/// <summary>Adds the room.</summary>
internal static class ToolsSetup
{
    /// <summary>Registers <see cref="CardlineTools"/>. Needs the log, masking, the knowledge base, the desk and the gate. Calling twice does no harm.</summary>
    /// <remarks>Tools that the host registers (<c>AITool</c>) are not called by anything here.</remarks>
    public static IServiceCollection AddCardlineTools(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddToolGate(configuration);
        services.TryAddSingleton<KnowledgeActions>();
        services.TryAddSingleton<HandoffEntries>();
        services.TryAddSingleton<HandoffDoor>();
        services.TryAddSingleton<IToolActions, HostActions>();
        services.TryAddSingleton<CardlineTools>();
        services.TryAddSingleton<ToolEndpoints>();
        return services;
    }

    /// <summary>Registers the bounds alone, for a program that brings its own actions.</summary>
    public static IServiceCollection AddToolGate(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ToolOptions>().Bind(configuration.GetSection("Tools")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ToolGate>();
        return services;
    }

    /// <summary>Maps <c>/api/tools</c>.</summary>
    public static IEndpointRouteBuilder MapTools(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("/api/tools").AddEndpointFilter<ToolDoor>().WithTags("Tools")
            .MapPost("/{name}", (HttpContext http, string name, ToolEndpoints tools) => tools.CallAsync(http, name))
            .Accepts<JsonObject>("application/json").Produces<JsonObject>().WithSummary("Calls a tool, with the Direct Line secret.");
        return routes;
    }
}

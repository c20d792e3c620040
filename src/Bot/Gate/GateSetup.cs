using Cardline.Bot.Conversations;
using Cardline.Bot.Gate.Chat;
using Cardline.Bot.Gate.DirectLine;
using Cardline.Bot.Gate.Limits;
using Cardline.Bot.Gate.Pages;
using Cardline.Bot.Gate.Tokens;
using Cardline.Bot.Gate.Uploads;
using Cardline.Bot.Protocol;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate;

/// <summary>Adds the room to the host. The host brings the log, the state store and the turn scheduler.</summary>
internal static class GateSetup
{
    /// <summary>Registers Direct Line, tokens, limits, uploads and the security headers.</summary>
    public static IServiceCollection AddGate(this IServiceCollection services, IConfiguration configuration)
    {
        AddGateOptions(services, configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ITypingRelay, NoTypingRelay>();
        services.TryAddSingleton<IDeskStatus, NoDesk>();
        services.TryAddSingleton<IGreeting, NoGreeting>();
        services.TryAddSingleton<IReadiness, AlwaysReady>();
        services.TryAddSingleton<SigningKeys>();
        services.TryAddSingleton<TokenIssuer>();
        services.TryAddSingleton<StreamTickets>();
        services.TryAddSingleton<RateLimits>();
        services.TryAddSingleton<PublicAddress>();
        services.TryAddSingleton<Origins>();
        services.TryAddSingleton<Callers>();
        services.TryAddSingleton<InboundDoor>();
        services.TryAddSingleton<ClientAppend>();
        services.TryAddSingleton<ClientSockets>();
        services.TryAddSingleton<ILocalClients>(provider => provider.GetRequiredService<ClientSockets>());
        services.TryAddSingleton<ILiveClients>(provider => provider.GetRequiredService<ClientSockets>());
        services.TryAddSingleton<SocketRun>();
        services.TryAddSingleton<ConversationStart>();
        services.TryAddSingleton<ConversationAddress>();
        services.TryAddSingleton<TokenEndpoints>();
        services.TryAddSingleton<ConversationEndpoints>();
        services.TryAddSingleton<ActivityEndpoints>();
        services.TryAddSingleton<StreamEndpoint>();
        services.TryAddSingleton<ChatEndpoints>();
        services.TryAddSingleton<FileStore>();
        services.TryAddSingleton<UploadReader>();
        services.TryAddSingleton<UploadAppend>();
        services.TryAddSingleton<UploadEndpoints>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, GateMiddleware>());
        return services.AddStoredDataProtection();
    }

    /// <summary>Maps <c>/v3/directline</c> and <c>/api/chat</c>.</summary>
    public static IEndpointRouteBuilder MapGate(this IEndpointRouteBuilder routes)
    {
        var directLine = routes.MapGroup("/v3/directline").AddEndpointFilter<DirectLineDoor>().WithTags("Direct Line");
        directLine.MapPost("/tokens/generate", (HttpContext http, TokenEndpoints tokens) => tokens.GenerateAsync(http)).Produces<TokenAnswer>();
        directLine.MapPost("/tokens/refresh", (HttpContext http, TokenEndpoints tokens) => tokens.RefreshAsync(http)).Produces<TokenAnswer>();

        var conversations = directLine.MapGroup("/conversations");
        conversations.MapPost("/", (HttpContext http, ConversationEndpoints all, IReadiness ready) => all.StartAsync(http, ready))
            .Produces<ConversationAnswer>(StatusCodes.Status201Created).Produces<ConversationAnswer>();

        var one = conversations.MapGroup("/{conversationId}");
        one.MapGet("/", (HttpContext http, string conversationId, ConversationEndpoints all) => all.ReconnectAsync(http, conversationId))
            .Produces<ConversationAnswer>();
        one.MapGet("/activities", (HttpContext http, string conversationId, ActivityEndpoints activities) => activities.PollAsync(http, conversationId));
        one.MapPost("/activities", (HttpContext http, string conversationId, ActivityEndpoints activities, IOptions<GateOptions> options) =>
            activities.PostAsync(http, conversationId, options)).Produces<ResourceAnswer>();
        one.MapPost("/upload", (HttpContext http, string conversationId, UploadEndpoints uploads) => uploads.PostAsync(http, conversationId))
            .Produces<ResourceAnswer>();
        one.MapGet("/files/{fileId}", (HttpContext http, string conversationId, string fileId, FileStore files) =>
            UploadEndpoints.GetAsync(http, conversationId, fileId, files));

        // Over HTTP/2 a browser opens a socket with CONNECT.
        one.MapMethods("/stream", ["GET", "CONNECT"], (HttpContext http, string conversationId, StreamEndpoint stream) => stream.OpenAsync(http, conversationId));

        // What is not there answers with the cross-origin headers too, and preflights are answered for every address.
        directLine.MapMethods("/{**rest}", ["OPTIONS"], (HttpContext http) => Origins.Preflight(http)).ExcludeFromDescription();
        directLine.Map("/{**rest}", () => Refusals.NoConversation.ToResult()).ExcludeFromDescription();

        var chat = routes.MapGroup("/api/chat").AddEndpointFilter<ChatDoor>().WithTags("Chat");
        chat.MapPost("/token", (HttpContext http, ChatEndpoints calls) => calls.TokenAsync(http)).Produces<ChatTokenAnswer>();
        chat.MapGet("/settings", (HttpContext http, ChatEndpoints calls) => calls.Settings(http)).Produces<ChatSettings>();
        return routes;
    }

    private static void AddGateOptions(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<GateOptions>().Bind(configuration.GetSection("Gate")).ValidateDataAnnotations()
            .Validate(gate => gate.EmbedOrigins.All(Origins.IsOrigin), "Gate:EmbedOrigins holds something that is no origin, such as https://www.example.com.")
            .ValidateOnStart();
        services.AddOptions<DirectLineOptions>().Bind(configuration.GetSection("DirectLine"))
            .Configure(line => line.Secret = string.IsNullOrEmpty(line.Secret) ? null : line.Secret)
            .Configure(line => line.PublicUrl = configuration["PublicUrl"] is { Length: > 0 } url ? new Uri(url, UriKind.RelativeOrAbsolute) : null)
            .ValidateDataAnnotations()
            .Validate(line => line.AllowedOrigins.All(Origins.IsOrigin), "DirectLine:AllowedOrigins holds something that is no origin, such as https://www.example.com.")
            .Validate(line => line.PublicUrl is not { } url || (url.IsAbsoluteUri && url.Scheme.StartsWith("http", StringComparison.Ordinal)), "PublicUrl is no http or https address.")
            .ValidateOnStart();
        services.AddOptions<ChatOptions>().Bind(configuration.GetSection("Chat"));
        services.AddOptions<UploadOptions>().Bind(configuration.GetSection("Storage:Uploads"))
            .Configure(uploads =>
            {
                uploads.On = string.Equals(configuration["Storage:Uploads"], "on", StringComparison.OrdinalIgnoreCase);
                uploads.Path = configuration["Storage:Uploads:Path"]
                    ?? Path.Combine(Path.GetDirectoryName(configuration["Storage:Sqlite:Path"] ?? Path.Combine("data", "cardline.db")) ?? "", "uploads");
            })
            .ValidateDataAnnotations()
            .Validate(uploads => uploads.Kinds.All(name => FileKind.All.Any(kind => kind.Name == name)), "Storage:Uploads:Kinds knows png, jpeg, pdf and text.")
            .ValidateOnStart();
    }
}

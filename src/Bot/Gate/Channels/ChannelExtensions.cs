using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.Channels;

/// <summary>Adds the room: the endpoint for channels, and the sending of replies to them.</summary>
internal static class ChannelExtensions
{
    /// <summary>Registers the room with settings from the section <c>Channel</c>. It needs the log, the state and lease stores, the node's name and a turn scheduler.</summary>
    public static IServiceCollection AddChannel(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ChannelOptions>().Bind(configuration.GetSection("Channel")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        AddClient(services, SigningKeySet.ClientName);
        AddClient(services, BotTokens.ClientName);
        AddClient(services, ConnectorClient.ClientName);
        services.TryAddSingleton<ChannelTokens>();
        services.TryAddSingleton<ChannelReferences>();
        services.TryAddSingleton<ReplyWait>();
        services.TryAddSingleton<ChannelInbox>();
        services.TryAddSingleton<ChannelEndpoint>();
        services.TryAddSingleton<BotTokens>();
        services.TryAddSingleton<ConnectorClient>();
        services.TryAddSingleton<ConversationDelivery>();
        services.TryAddSingleton<ChannelDuty>();
        services.TryAddSingleton<ChannelDeliveryContext>();
        services.AddHostedService<ChannelDelivery>();
        return services;
    }

    /// <summary>Maps <c>POST /api/messages</c>; other methods are answered 405 by routing.</summary>
    public static IEndpointRouteBuilder MapChannel(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/api/messages", (HttpContext http, ChannelEndpoint endpoint) => endpoint.PostAsync(http)).WithName("PostChannelActivity");
        return endpoints;
    }

    // No redirects: an answer from outside must not choose where a token or a secret goes next. No loggers: ids in an address may
    // be a phone number.
    private static void AddClient(IServiceCollection services, string name) => services.AddHttpClient(name)
        .RemoveAllLoggers()
        .ConfigureHttpClient((provider, client) =>
        {
            client.Timeout = TimeSpan.FromSeconds(provider.GetRequiredService<IOptions<ChannelOptions>>().Value.TrySeconds);
            client.MaxResponseContentBufferSize = name == SigningKeySet.ClientName ? 4 * 1024 * 1024 : ConnectorClient.AnswerBytesMax;
        })
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(5),
        });
}

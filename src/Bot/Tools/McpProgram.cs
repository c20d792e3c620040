using Cardline.Bot.Conversations;
using Cardline.Knowledge;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Tools;

/// <summary>What <c>mcp</c> puts together: the tools beside the store, or the tools of a running server, and the session over them.</summary>
internal static class McpProgram
{
    /// <summary>Serves over two streams until the input ends.</summary>
    /// <param name="settings">The same as the server's.</param>
    /// <param name="server">The running server's address; null for none.</param>
    /// <param name="streams">The protocol: input and output.</param>
    /// <param name="error">Takes the sentence that says why it does not start.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IConfiguration settings, string? server, (Stream Input, Stream Output) streams, TextWriter error, CancellationToken cancel)
    {
        var secret = settings["DirectLine:Secret"];
        if (Problem(settings, server, secret) is { } problem)
        {
            await error.WriteLineAsync(problem);
            return 1;
        }

        var services = new ServiceCollection();
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.Warning)

            // Standard output is the protocol. The library may log what it was sent, so of it only what is broken is heard.
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .AddFilter("ModelContextProtocol", LogLevel.Critical));
        services.AddToolGate(settings);
        services.TryAddSingleton<CardlineTools>();
        if (server is null)
        {
            AddBesideTheStore(services, settings);
        }
        else
        {
            services.AddSingleton<IToolActions>(provider => new RemoteActions(ClientOf(server), secret!, provider.GetRequiredService<ILogger<RemoteActions>>()));
        }

        await using var provider = services.BuildServiceProvider();
        try
        {
            _ = provider.GetRequiredService<IOptions<ToolOptions>>().Value;
        }
        catch (OptionsValidationException wrong)
        {
            await error.WriteLineAsync(Operations.Welcome.WhyItDidNotStart(wrong));
            return 1;
        }

        await ServeAsync(provider, streams, cancel);
        return 0;
    }

    private static async Task ServeAsync(ServiceProvider provider, (Stream Input, Stream Output) streams, CancellationToken cancel)
    {
        // The articles are read and learnt while the client introduces itself, and followed on disk from then on.
        var hosted = Task.Run(() => provider.GetServices<IHostedService>().ToList(), CancellationToken.None);
        var started = Task.Run(async () => await Task.WhenAll((await hosted).Select(service => service.StartAsync(cancel))), CancellationToken.None);
        try
        {
            await new McpSession(provider.GetRequiredService<CardlineTools>(), provider.GetRequiredService<ILoggerFactory>()).RunAsync(streams.Input, streams.Output, cancel);
        }
        finally
        {
            await started.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            await Task.WhenAll((await hosted).Select(service => service.StopAsync(CancellationToken.None)));
        }
    }

    private static void AddBesideTheStore(ServiceCollection services, IConfiguration settings)
    {
        services.AddKnowledge(options => settings.GetSection("Knowledge").Bind(options));
        services.TryAddSingleton<KnowledgeActions>();
        services.AddSingleton<IToolActions>(provider => new StoreActions(
            provider.GetRequiredService<KnowledgeActions>,
            () => new ServiceCollection().AddLogging().AddConversations(settings).BuildServiceProvider()));
    }

    private static HttpClient ClientOf(string server) => new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        // Each call has its own limit in the gate.
        BaseAddress = new Uri(server.TrimEnd('/') + "/"), Timeout = Timeout.InfiniteTimeSpan,
    };

    private static string? Problem(IConfiguration settings, string? server, string? secret)
    {
        if (server is null)
        {
            var knowledge = new KnowledgeOptions();
            settings.GetSection("Knowledge").Bind(knowledge);
            return knowledge.Locate() is null ? "BOT066: There is no folder of articles. Start where knowledge-base is, set Knowledge:Path to it, or name a running server with --server." : null;
        }

        // The secret opens every conversation, so it does not go over a network in the clear.
        var sound = Uri.TryCreate(server, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0;
        return !sound ? "BOT066: --server needs the server's address, https://HOST, or http://127.0.0.1:5080 on this machine."
            : string.IsNullOrEmpty(secret) ? "BOT069: --server needs the server's secret. Set DirectLine:Secret (DirectLine__Secret as a variable) to the same value as there."
            : null;
    }
}

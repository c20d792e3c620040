using Cardline.Bot.Conversations;
using Cardline.Bot.Gate;
using Cardline.Bot.Gate.Channels;
using Cardline.Bot.Gate.Masking;
using Cardline.Bot.Model;
using Cardline.Bot.Operations;
using Cardline.Bot.Tools;
using Cardline.Bot.Turns;
using Cardline.Handoff.Desk;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Options;

namespace Cardline.Bot;

/// <summary>Puts the rooms together and serves. Reads like the flow: gate, conversations, turns, handoff.</summary>
internal static class CardlineServer
{
    /// <summary>Where it listens when nothing says otherwise.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Serves until it is stopped.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="StoreStartException">The store cannot be used; the message says what to do.</exception>
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, WebRootPath = PublishedPages() });
        AddDefaults(builder);

        AddCardline(builder);
        WebApplication built;
        try
        {
            built = builder.Build();
        }
        catch (OptionsValidationException e)
        {
            // The host itself asks for some settings before anything is started.
            await Console.Error.WriteLineAsync(Welcome.WhyItDidNotStart(e));
            return 1;
        }

        await using var app = built;
        MapCardline(app);
        try
        {
            _ = app.Services.GetRequiredService<IConversationLog>();
            await app.StartAsync();
        }
        catch (Exception e) when (e is IOException or OptionsValidationException or HandoffFileException or StoreStartException)
        {
            await Console.Error.WriteLineAsync(Welcome.WhyItDidNotStart(e));
            if (e is IOException { InnerException: AddressInUseException })
            {
                // The address is taken last, when the background work already runs.
                await app.StopAsync();
            }

            return 1;
        }

        // Learning needs several times the room of what was learnt, and hardly anybody waits yet (decision 0023).
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        await Welcome.SayAsync(app);
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>Registers every room.</summary>
    internal static void AddCardline(WebApplicationBuilder builder)
    {
        var (services, settings) = (builder.Services, (IConfiguration)builder.Configuration);
        services.AddConversations(settings);
        services.AddMasking(settings);
        services.AddKnowledge(options => settings.GetSection("Knowledge").Bind(options));
        services.AddFactsForOtherRooms();
        services.AddDesk(settings);
        services.AddModel(settings);
        services.AddEmbeddings(settings);
        services.AddTurns(settings);
        services.AddGate(settings);
        services.AddChannel(settings);
        services.AddCardlineTools(settings);
        services.AddOperations(settings);
    }

    /// <summary>Maps every route.</summary>
    internal static void MapCardline(WebApplication app)
    {
        app.UsePages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGate();
        app.MapChannel();
        app.MapTools();
        app.MapHandoff();
        app.MapOperations();
    }

    /// <summary>A published program has its pages beside it; a built one finds them through the manifest that the build wrote.</summary>
    private static string? PublishedPages()
    {
        var pages = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        return Directory.Exists(pages) ? pages : null;
    }

    /// <summary>What holds where no file, variable or argument says otherwise.</summary>
    private static void AddDefaults(WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["urls"] = DefaultUrl,
                ["Logging:LogLevel:Default"] = "Information",
                ["Logging:LogLevel:Microsoft"] = "Warning",

                // Why a start failed is said in one sentence (Welcome); a background failure that ends the program is critical and stays.
                ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",

                // Keys are kept in the store on purpose and guarded with it (SECURITY.md).
                ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
            },
        });
    }
}

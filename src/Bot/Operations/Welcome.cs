using Cardline.Bot.Conversations;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Operations;

/// <summary>What the person who starts the program reads.</summary>
internal static class Welcome
{
    /// <summary>Longest that these words wait for the first look at the model. The server serves meanwhile.</summary>
    public static readonly TimeSpan ModelLookMax = TimeSpan.FromSeconds(2);

    /// <summary>Says where to look, and at the first run the agent's password, once.</summary>
    public static async Task SayAsync(WebApplication app)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? CardlineServer.DefaultUrl;
        await Console.Out.WriteLineAsync($"""

            Cardline is ready.
              Cardholders   {address}/        a demo bank's page with the chat
              Agents        {address}/desk    the desk
              Health        {address}/health/ready
            """);
        await SayFirstAccountAsync(app.Services.GetRequiredService<Handoff.Agents.AgentAccounts>());
        if (app.Services.GetRequiredService<ProtectionSwitches>().AnyOff)
        {
            await Console.Out.WriteLineAsync("  WARNING: Testing:Disable has switched a protection off. Never serve anybody like this.");
        }

        await SayModelAsync(app.Services.GetRequiredService<Model.Health.ModelHealth>(), app.Services.GetRequiredService<TimeProvider>());
        await Console.Out.WriteLineAsync("  Stop with Ctrl+C.");
    }

    /// <summary>Puts into one sentence why the start failed.</summary>
    public static string WhyItDidNotStart(Exception reason) => reason switch
    {
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } =>
            $"BOT034: {reason.Message} Stop the other program, or choose another address with --urls http://127.0.0.1:5081.",
        FileNotFoundException or DirectoryNotFoundException =>
            $"BOT036: The editors' folder is not whole: {reason.Message} Start where knowledge-base is, or set Knowledge:Path to it.",
        OptionsValidationException settings => $"BOT035: A setting is out of range: {string.Join("; ", settings.Failures)}",
        _ => reason.Message,
    };

    private static async Task SayModelAsync(Model.Health.ModelHealth model, TimeProvider clock)
    {
        await Task.WhenAny(model.FirstLook, Task.Delay(ModelLookMax, clock));
        var line = model.Report switch
        {
            { State: "off" } => null,
            { Complaint: { } complaint } => $"  WARNING: {complaint}",
            { State: "ready" } => "  Model         ready",
            _ => "  Model         has not answered yet; see Health",
        };
        if (line is not null)
        {
            await Console.Out.WriteLineAsync(line);
        }
    }

    private static async Task SayFirstAccountAsync(Handoff.Agents.AgentAccounts accounts)
    {
        try
        {
            if (await accounts.EnsureFirstAccountAsync(CancellationToken.None) is { } first)
            {
                await Console.Out.WriteLineAsync($"""
                      Sign in to the desk as "{first.Name}" with the password {first.Password}
                      It is shown this once. A new one: dotnet run --project src/Bot -- agent reset {first.Name}
                    """);
            }
        }
        catch (LogUnavailableException)
        {
            // The node serves again when the store does; whether the account was made, only the list can tell then.
            await Console.Out.WriteLineAsync("  The store does not answer, so no first account was shown. See: dotnet run --project src/Bot -- agent list");
        }
    }
}

using Cardline.TestKit;
using Cardline.TestKit.Model;
using Cardline.TestKit.Server;

namespace Cardline.Load.Model;

/// <summary>Holds the fake and a server that asks it open, so that somebody can try them by hand.</summary>
internal static class ModelHost
{
    /// <summary>Name of the agent that is made for the desk.</summary>
    private const string Agent = "ann";

    /// <summary>Stays until cancelled or until the time is over.</summary>
    public static async Task<int> RunAsync(TimeSpan time, double tokensPerSecond, CancellationToken cancel)
    {
        var honest = new HonestModel { TokensPerSecond = tokensPerSecond };
        using var folder = new TemporaryFolder();
        await using var model = ModelServer.Start(new ModelServerOptions { Key = ModelNode.Key, Chat = honest.Answer });
        var setup = ModelNode.Setup(folder, model, AskedUses.All);
        var (_, password) = await ServerProcess.RunCommandAsync(setup, "agent", "add", Agent);
        await using var server = await ServerProcess.StartAsync(setup, cancel);
        Report.Say($"{server.Address} asks {model.Address}; ends with Ctrl+C or after {time.TotalMinutes} minutes. The agent of the desk:");
        Report.Say(password);
        try
        {
            await Task.Delay(time, TimeProvider.System, cancel);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C is how it is meant to end.
        }

        foreach (var (use, count) in honest.Tally.Take())
        {
            Report.Say($"{use.ToName()}: {count.Calls} calls, {count.TokensIn} tokens in, {count.TokensOut} out");
        }

        return 0;
    }
}

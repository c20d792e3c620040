namespace Cardline.TestKit.Server;

/// <summary>Makes agents' accounts with the server's own command, before the server starts.</summary>
public static class AgentAccount
{
    /// <summary>The password of every agent that the tests make.</summary>
    public const string Password = "correct horse battery staple";

    /// <summary>Adds an agent.</summary>
    /// <returns>The password.</returns>
    public static async Task<string> AddAsync(ServerSetup setup, string name)
    {
        var (exitCode, output) = await ServerProcess.RunCommandAsync(setup, $"{Password}\n{Password}\n", "agent", "add", name);
        return exitCode == 0 ? Password : throw new InvalidOperationException($"'agent add' ended with {exitCode}: {output}");
    }
}

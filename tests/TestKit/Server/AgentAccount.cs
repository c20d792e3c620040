namespace Cardline.TestKit.Server;

/// <summary>Makes agents' accounts with the server's own command, before the server starts.</summary>
public static class AgentAccount
{
    /// <summary>Adds an agent.</summary>
    /// <returns>The password, which the command prints as <c>NAME: PASSWORD</c>.</returns>
    public static async Task<string> AddAsync(ServerSetup setup, string name)
    {
        var (exitCode, output) = await ServerProcess.RunCommandAsync(setup, "agent", "add", name);
        var line = output.Split('\n').FirstOrDefault(line => line.StartsWith($"{name}: ", StringComparison.Ordinal));
        return exitCode == 0 && line is not null
            ? line[(name.Length + 2)..].Trim()
            : throw new InvalidOperationException($"'agent add' ended with {exitCode}: {output}");
    }
}

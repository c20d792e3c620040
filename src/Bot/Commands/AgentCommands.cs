using System.CommandLine;
using Cardline.Handoff.Agents;

namespace Cardline.Bot.Commands;

/// <summary>The commands <c>agent add|reset|list</c>: local accounts of agents. A password is shown once and never again.</summary>
internal static class AgentCommands
{
    /// <summary>Makes the commands.</summary>
    /// <param name="open">Opens the accounts over the host's store.</param>
    public static Command Create(Func<CancellationToken, Task<AgentAccounts>> open)
    {
        var command = new Command("agent", "Accounts of agents.");
        command.Subcommands.Add(Named("add", "Make an account and print its password.", open, (accounts, name, cancel) => accounts.AddAsync(name, cancel)));
        command.Subcommands.Add(Named("reset", "Give an account a new password and print it.", open, (accounts, name, cancel) => accounts.ResetAsync(name, cancel)));
        var list = new Command("list", "List the accounts.");
        list.SetAction(async (parsed, cancel) =>
        {
            foreach (var name in await (await open(cancel)).ListAsync(cancel))
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(name);
            }

            return 0;
        });
        command.Subcommands.Add(list);
        return command;
    }

    private static Command Named(
        string verb, string description, Func<CancellationToken, Task<AgentAccounts>> open, Func<AgentAccounts, string, CancellationToken, Task<NewAgentPassword>> act)
    {
        var name = new Argument<string>("name") { Description = "The name cardholders see; also the name to sign in with." };
        var command = new Command(verb, description) { name };
        command.SetAction(async (parsed, cancel) =>
        {
            try
            {
                var made = await act(await open(cancel), parsed.GetRequiredValue(name), cancel);
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"{made.Name}: {made.Password}");
                return 0;
            }
            catch (AgentNameException wrong)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(wrong.Message);
                return 1;
            }
        });
        return command;
    }
}

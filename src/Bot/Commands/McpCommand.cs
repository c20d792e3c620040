using System.CommandLine;
using Cardline.Bot.Tools;

namespace Cardline.Bot.Commands;

/// <summary>The command <c>mcp</c>: the tools over standard input and output, for a client of the model context protocol. It works while the server runs.</summary>
internal static class McpCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="settings">The same as the server's.</param>
    public static Command Create(IConfiguration settings)
    {
        var server = new Option<string?>("--server")
        {
            Description = "Address of the running server that is asked, such as http://127.0.0.1:5080, with its DirectLine:Secret. Without it the articles and the store here are read, and no handoff can be opened.",
        };
        var command = new Command("mcp", "Serve the tools to a model over standard input and output (Model Context Protocol).") { server };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var input = Console.OpenStandardInput();
            await using var output = Console.OpenStandardOutput();

            // Whatever else might write a line there would break the protocol.
            Console.SetOut(Console.Error);
            return await McpProgram.RunAsync(settings, parsed.GetValue(server), (input, output), parsed.InvocationConfiguration.Error, cancel);
        });
        return command;
    }
}

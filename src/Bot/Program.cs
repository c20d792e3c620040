using Cardline.Bot;
using Cardline.Bot.Commands;
using Cardline.Bot.Conversations;

// One program: with a command it does that and ends; without one it serves.
try
{
    return CommandLine.Knows(args) ? await CommandLine.RunAsync(args) : await CardlineServer.RunAsync(args);
}
catch (StoreStartException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

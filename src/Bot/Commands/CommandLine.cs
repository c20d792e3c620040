using System.CommandLine;
using Cardline.Bot.Conversations;
using Cardline.Bot.Gate.Masking;
using Cardline.Bot.Model;
using Cardline.Bot.Operations;
using Cardline.Bot.Turns;
using Cardline.Handoff;
using Cardline.Handoff.Agents;
using Cardline.Knowledge;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Commands;

/// <summary>The commands that do one thing and end. The same settings apply as for the server.</summary>
internal static class CommandLine
{
    private static readonly string[] Names = ["kb", "handoff", "agent", "conversation", "mcp", "--help", "-h", "--version"];

    /// <summary>Whether the arguments name a command.</summary>
    public static bool Knows(string[] args) => args is [var first, ..] && Names.Contains(first);

    /// <summary>Runs the command.</summary>
    /// <returns>The exit code: 0 when all is well.</returns>
    /// <exception cref="StoreStartException">The store cannot be used; the message says what to do.</exception>
    public static async Task<int> RunAsync(string[] args)
    {
        var settings = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .Build();
        var knowledge = new KnowledgeOptions();
        settings.GetSection("Knowledge").Bind(knowledge);
        var store = new Lazy<ServiceProvider>(() => new ServiceCollection().AddLogging().AddConversations(settings).AddMasking(settings)
            .AddSingleton<IAgentStore, AgentStore>().BuildServiceProvider());
        knowledge.VectorCache ??= EmbeddingWiring.VectorCacheBesideStore(settings);
        var model = new Lazy<ServiceProvider>(() => new ServiceCollection().AddLogging().AddMetrics().AddSingleton<IConfiguration>(settings)
            .AddKnowledge(options => settings.GetSection("Knowledge").Bind(options)).AddModel(settings).BuildServiceProvider());
        var root = new RootCommand("Cardline, the chat desk of a card-issuing bank. Without a command it serves (--urls http://127.0.0.1:5080).")
        {
            KnowledgeCommands.Create(knowledge, TimeProvider.System, () => EmbeddingWiring.SourceOfVectors(model.Value)),
            HandoffCommands.Create(new HandoffCommandSettings(
                () => knowledge.Locate() ?? knowledge.Path, () => OpenedArchive.OpenAsync(settings),
                () => (settings.GetSection("Turns").Get<TurnOptions>() ?? new TurnOptions()).HistoryEntriesMax, TimeProvider.System,
                () => (store.Value.GetRequiredService<IConversationLog>(), store.Value.GetService<TimeProvider>() ?? TimeProvider.System))),
            AgentCommands.Create(_ => Task.FromResult(new AgentAccounts(store.Value.GetRequiredService<IAgentStore>()))),
            ConversationCommands.Create(() => new ConversationHolds(store.Value.GetRequiredService<IConversationLog>())),
            McpCommand.Create(settings),
        };
        try
        {
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OptionsValidationException e)
        {
            await Console.Error.WriteLineAsync(Welcome.WhyItDidNotStart(e));
            return 1;
        }
        finally
        {
            if (model.IsValueCreated)
            {
                await model.Value.DisposeAsync();
            }

            if (store.IsValueCreated)
            {
                await store.Value.DisposeAsync();
            }
        }
    }
}

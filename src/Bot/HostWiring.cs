using Cardline.Bot.Conversations;
using Cardline.Bot.Gate;
using Cardline.Bot.Gate.Chat;
using Cardline.Bot.Gate.Masking;
using Cardline.Bot.Turns;
using Cardline.Bot.Turns.Summary;
using Cardline.Handoff;
using Cardline.Knowledge;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cardline.Bot;

/// <summary>What the rooms need of one another. They do not know each other; only the host does.</summary>
internal static class HostWiring
{
    /// <summary>Gives the gate and the masking the numbers and names that stand among the facts. Settings, where there are any, win.</summary>
    public static IServiceCollection AddFactsForOtherRooms(this IServiceCollection services)
    {
        services.AddOptions<MaskingOptions>().Configure<IKnowledgeBase>((masking, knowledge) =>
        {
            foreach (var number in knowledge.PhoneNumbers())
            {
                masking.BankNumbers.Add(number);
            }
        });
        services.AddOptions<ChatOptions>().Configure<IKnowledgeBase, TimeProvider>((chat, knowledge, clock) =>
        {
            foreach (var lang in (ReadOnlySpan<string>)[Languages.English, Languages.Chinese])
            {
                chat.Bank[lang] = knowledge.Fact("bank.name", lang, clock.GetUtcNow()) ?? chat.Bank[lang];
                chat.Hotline[lang] = knowledge.Fact("hotline.cards", lang, clock.GetUtcNow()) ?? chat.Hotline[Languages.English];
            }
        });
        return services;
    }

    /// <summary>Adds the handoff room over the log, and what the others need to know of the desk.</summary>
    public static IServiceCollection AddDesk(this IServiceCollection services, IConfiguration settings)
    {
        services.TryAddSingleton<DeskConversations>();
        services.TryAddSingleton<IConversations>(provider =>
            new SummarisedConversations(provider.GetRequiredService<DeskConversations>(), provider.GetRequiredService<SummaryRequests>()));
        services.TryAddSingleton<IHandoffRecords, HandoffRecords>();
        services.TryAddSingleton<IAgentStore, AgentStore>();
        services.AddHandoff(options => settings.GetSection("Handoff").Bind(options));
        services.AddOptions<HandoffOptions>().Configure<IKnowledgeBase, IOptions<KnowledgeOptions>, TimeProvider>((handoff, knowledge, folder, clock) =>
        {
            handoff.Path = folder.Value.Locate() ?? folder.Value.Path;
            handoff.Fact = (name, lang) => knowledge.Fact(name, lang, clock.GetUtcNow());
        });
        services.TryAddSingleton<DeskView>();
        services.TryAddSingleton<ILine>(provider => provider.GetRequiredService<DeskView>());
        services.TryAddSingleton<IDeskStatus>(provider => provider.GetRequiredService<DeskView>());
        services.TryAddSingleton<IReadiness>(provider => provider.GetRequiredService<DeskView>());
        return services;
    }
}

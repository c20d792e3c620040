using Cardline.Bot.Conversations;
using Cardline.Bot.Model.Checking;
using Cardline.Bot.Turns.Context;
using Cardline.Bot.Turns.Escalation;
using Cardline.Bot.Turns.Grounding;
using Cardline.Bot.Turns.Reply;
using Cardline.Bot.Turns.Reply.Composing;
using Cardline.Bot.Turns.Safety;
using Cardline.Bot.Turns.Summary;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Turns;

/// <summary>Adds the room.</summary>
internal static class TurnsExtensions
{
    /// <summary>Registers the pipeline, its stages and the scheduler that runs it. Needs the log, the knowledge base, the handoff policy, the model and <see cref="ILine"/>.</summary>
    public static IServiceCollection AddTurns(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TurnOptions>().Bind(configuration.GetSection("Turns")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(provider => new TurnLease(TimeSpan.FromMilliseconds(provider.GetRequiredService<IOptions<TurnOptions>>().Value.LeaseMilliseconds)));
        services.TryAddSingleton<SafetyStage>();
        services.TryAddSingleton<ContextStage>();
        services.TryAddSingleton<GroundingStage>();
        services.TryAddSingleton<EscalationStage>();
        services.TryAddSingleton(provider => new DraftCheck(provider.GetService<IGroundCheck>()));
        services.TryAddSingleton<AnswerComposer>();
        services.TryAddSingleton<LiveReplies>();
        services.TryAddSingleton<ReplyStage>();
        services.TryAddSingleton<RightsNoted>();
        services.TryAddSingleton<HandedOffReply>();
        services.TryAddSingleton<WaitingReply>();
        services.TryAddSingleton<Gate.IGreeting, Greeting>();
        services.TryAddSingleton<TurnPipeline>();
        services.TryAddSingleton<RecentWindows>();
        services.TryAddSingleton<WindowReader>();
        services.TryAddSingleton<TurnReader>();
        services.TryAddSingleton<TurnKeeper>();
        services.TryAddSingleton<SummaryRequests>();
        services.TryAddSingleton<SummaryWriter>();
        services.TryAddSingleton<TurnRunner>();
        services.TryAddSingleton<TurnScheduler>();
        services.TryAddSingleton<ITurnScheduler>(provider => provider.GetRequiredService<TurnScheduler>());
        services.AddHostedService(provider => provider.GetRequiredService<TurnScheduler>());
        services.AddHostedService<HandoffSummaries>();
        return services;
    }
}

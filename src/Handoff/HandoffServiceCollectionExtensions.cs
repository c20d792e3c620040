using Cardline.Handoff.Agents;
using Cardline.Handoff.Desk;
using Cardline.Handoff.Detection;
using Cardline.Handoff.Queue;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Cardline.Handoff;

/// <summary>Registers the handoff room.</summary>
public static class HandoffServiceCollectionExtensions
{
    /// <summary>
    /// Adds detection, the queue, agents and the desk. The host adds <see cref="IConversations"/>, <see cref="IAgentStore"/>
    /// and data-protection keys that outlive a restart; for the report of judged handoffs <see cref="IHandoffRecords"/>; with several nodes also <see cref="IPresenceShare"/> and <see cref="IAgentPlaces"/>. Calling it twice changes nothing more.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets the options; at least <see cref="HandoffOptions.Path"/> and <see cref="HandoffOptions.Fact"/>.</param>
    public static IServiceCollection AddHandoff(this IServiceCollection services, Action<HandoffOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<HandoffOptions>().Configure(configure).ValidateDataAnnotations().ValidateOnStart();
        if (services.Any(service => service.ServiceType == typeof(QueueBoard)))
        {
            return services;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<HandoffFiles>();
        services.TryAddSingleton<IHandoffPolicy>(provider => provider.GetRequiredService<HandoffFiles>());
        services.TryAddSingleton<AgentPresence>();
        services.TryAddSingleton<SignInThrottle>();
        services.TryAddSingleton<AgentAccounts>();
        services.TryAddSingleton<CaseReader>();
        services.TryAddSingleton<QueueBoard>();
        services.TryAddSingleton<IWaitingLine>(provider => provider.GetRequiredService<QueueBoard>());
        services.TryAddSingleton<DeskEntries>();
        services.TryAddSingleton<IAgentPlaces, LocalPlaces>();
        services.TryAddSingleton<HolderChanges>();
        services.TryAddSingleton<DeskActions>();
        services.TryAddSingleton<Judgements>();
        services.TryAddSingleton<HandoffReports>();
        services.TryAddSingleton<DeskCatchUp>();
        services.TryAddSingleton<DeskStream>();
        services.TryAddSingleton<DeskSignIn>();
        services.TryAddSingleton<DeskSweepContext>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, LearnedFirst>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, QueueFollower>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DeskSweep>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, PlaceKeeper>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, PresenceBeat>());
        services.AddAuthentication().AddCookie(DeskSignIn.Scheme);
        services.AddOptions<CookieAuthenticationOptions>(DeskSignIn.Scheme)
            .Configure<IOptions<HandoffOptions>>((cookie, options) => DeskSignIn.Configure(cookie, options.Value));
        services.AddAuthorization();
        return services;
    }
}

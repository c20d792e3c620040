using Cardline.Bot.Conversations;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.Masking;

/// <summary>Adds the room: puts masking in front of the log.</summary>
internal static class MaskingExtensions
{
    // Nobody else can ask for the bare log, because nobody else has this key.
    private static readonly object BareLog = new();

    /// <summary>Replaces the registered <see cref="IConversationLog"/> with one that masks. Call it once, after the log was registered.</summary>
    /// <exception cref="InvalidOperationException">No log is registered yet: add the conversations first.</exception>
    public static IServiceCollection AddMasking(this IServiceCollection services, IConfiguration configuration)
    {
        var bare = services.LastOrDefault(service => service.ServiceType == typeof(IConversationLog) && !service.IsKeyedService)
            ?? throw new InvalidOperationException("AddMasking needs a registered IConversationLog to stand in front of; call it after AddConversations.");
        services.RemoveAll<IConversationLog>();
        services.Add(bare switch
        {
            { ImplementationInstance: { } instance } => ServiceDescriptor.KeyedSingleton(typeof(IConversationLog), BareLog, instance),
            { ImplementationFactory: { } factory } => ServiceDescriptor.KeyedSingleton(typeof(IConversationLog), BareLog, (provider, _) => factory(provider)),
            _ => ServiceDescriptor.KeyedSingleton(typeof(IConversationLog), BareLog, bare.ImplementationType!),
        });
        services.AddOptions<MaskingOptions>().Bind(configuration.GetSection("Masking")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new PhoneNumbers(provider.GetRequiredService<IOptions<MaskingOptions>>().Value.BankNumbers));
        services.AddSingleton<TextMask>();
        services.AddSingleton<ActivityMask>();
        services.AddSingleton<IConversationLog>(provider =>
        {
            var log = provider.GetRequiredKeyedService<IConversationLog>(BareLog);
            var splits = new SplitNumbers(log, provider.GetRequiredService<IOptions<MaskingOptions>>(), provider.GetRequiredService<TimeProvider>());
            return new MaskedLog(log, provider.GetRequiredService<ActivityMask>(), splits);
        });
        return services;
    }
}

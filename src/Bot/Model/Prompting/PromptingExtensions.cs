using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Model.Prompting;

/// <summary>Adds the prompts.</summary>
internal static class PromptingExtensions
{
    /// <summary>Registers <see cref="IPrompts"/> and the check of the prompt files at the start (BOT065). Calling twice does no harm.</summary>
    public static IServiceCollection AddPrompts(this IServiceCollection services)
    {
        services.TryAddSingleton<PromptStart>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ModelOptions>, PromptStart>(provider => provider.GetRequiredService<PromptStart>()));
        services.TryAddSingleton<IPrompts>(provider =>
            provider.GetRequiredService<PromptStart>().Library(provider.GetRequiredService<IOptions<ModelOptions>>().Value));
        return services;
    }
}

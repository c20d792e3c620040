using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cardline.Bot.Model;

/// <summary>Adds the room.</summary>
internal static class ModelExtensions
{
    /// <summary>Registers the model; with nothing configured, <see cref="NoModel"/>.</summary>
    public static IServiceCollection AddModel(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ModelOptions>().Bind(configuration.GetSection("Model")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<IModel, NoModel>();
        return services;
    }
}

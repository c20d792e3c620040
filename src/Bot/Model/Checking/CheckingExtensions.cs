using Cardline.Knowledge;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cardline.Bot.Model.Checking;

/// <summary>Adds the check of a model's sentences.</summary>
internal static class CheckingExtensions
{
    /// <summary>Registers <see cref="IGroundCheck"/> with the rules of the knowledge base as they are at each sentence. Calling twice does no harm.</summary>
    public static IServiceCollection AddGroundCheck(this IServiceCollection services)
    {
        services.TryAddSingleton<IGroundCheck>(provider =>
        {
            var knowledge = provider.GetRequiredService<IKnowledgeBase>();
            return new GroundCheck(() => knowledge.Compliance);
        });
        return services;
    }
}

using Cardline.Bot.Conversations;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.Tokens;

/// <summary>Registers the stored keys.</summary>
internal static class StoredDataProtection
{
    /// <summary>Protects cookies with keys that live in the store.</summary>
    public static IServiceCollection AddStoredDataProtection(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("cardline");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(keys =>
                keys.XmlRepository = new StoredXmlRepository(provider.GetRequiredService<IStateStore>())));
        return services;
    }
}

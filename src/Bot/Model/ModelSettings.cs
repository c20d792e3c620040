using Microsoft.Extensions.Options;

namespace Cardline.Bot.Model;

/// <summary>Finds settings of the model that contradict each other, at the start; each sentence says what to do and holds no value.</summary>
internal sealed class ModelSettings : IValidateOptions<ModelOptions>
{
    /// <summary>Reads the settings.</summary>
    /// <exception cref="OptionsValidationException">One is not of the kind that it must be, such as an address without a host (BOT035). It names the setting and holds no value.</exception>
    public static void Read(IConfigurationSection settings, ModelOptions options)
    {
        try
        {
            settings.Bind(options);
        }
        catch (InvalidOperationException e)
        {
            // The binder says the setting in its message only, and with it the value, which may be a key in the wrong place.
            var wrong = settings.AsEnumerable().Select(setting => setting.Key).Where(key => e.Message.Contains($"'{key}'", StringComparison.OrdinalIgnoreCase)).DefaultIfEmpty("A setting of Model");
            throw new OptionsValidationException(
                nameof(ModelOptions), typeof(ModelOptions),
                [$"{wrong.First()} cannot be read. Write an address whole, as in https://NAME/v1, a number in digits, and a switch as true or false."]);
        }
    }

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ModelOptions options)
    {
        var wrong = (options.Endpoint is { } endpoint ? WithEndpoint(options, endpoint) : WithoutEndpoint(options)).Concat(Costs(options)).ToList();
        return wrong.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> WithoutEndpoint(ModelOptions options)
    {
        if (options is { Chat.Length: > 0 } or { Embedding.Length: > 0 } or { Key.Length: > 0 } or { EntraId: true })
        {
            yield return "Model:Chat, Model:Embedding, Model:Key or Model:EntraId is set and Model:Endpoint is not. Set it to the address of the API, ending in /v1, or remove the others.";
        }
    }

    private static IEnumerable<string> WithEndpoint(ModelOptions options, Uri endpoint)
    {
        if (options is not ({ Chat.Length: > 0 } or { Embedding.Length: > 0 }))
        {
            yield return "Model:Endpoint is set, but neither Model:Chat nor Model:Embedding names a model. Name one, or remove Model:Endpoint.";
        }

        if (options is { Key.Length: > 0, EntraId: true })
        {
            yield return "Model:Key and Model:EntraId are both set. Remove the key, or set Model:EntraId to false.";
        }

        if (options.Key is { } key && key.Any(c => c is <= ' ' or > '~'))
        {
            yield return "Model:Key has a space, a line break or another character in it that no key has. Copy the key again, without them.";
        }

        if (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("https" or "http"))
        {
            yield return "Model:Endpoint is not an address that begins with https:// or http://. Write the whole address, ending in /v1.";
            yield break;
        }

        if (!endpoint.AbsolutePath.TrimEnd('/').EndsWith("/v1", StringComparison.Ordinal) || endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0)
        {
            yield return "Model:Endpoint does not end in /v1. For Azure it is https://NAME.openai.azure.com/openai/v1/, for most other servers https://NAME/v1.";
        }

        if (endpoint.UserInfo.Length > 0)
        {
            yield return "Model:Endpoint holds a name or password. Put the key into Model:Key.";
        }

        if (options.EntraId && endpoint.Scheme is not "https")
        {
            yield return "Model:EntraId is set and Model:Endpoint does not begin with https://. A token of Entra ID goes over https only.";
        }
    }

    private static IEnumerable<string> Costs(ModelOptions options)
    {
        if (options is { CostPerDayMax: > 0, PricePerMillionIn: 0, PricePerMillionOut: 0 })
        {
            yield return "Model:CostPerDayMax is set without a price. Set Model:PricePerMillionIn and Model:PricePerMillionOut, or remove it.";
        }
    }
}

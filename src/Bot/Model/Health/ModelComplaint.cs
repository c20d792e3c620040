using Cardline.Bot.Model.Client;
using Cardline.Bot.Model.Guard;

namespace Cardline.Bot.Model.Health;

/// <summary>One clear sentence about a model that does not serve. It names settings, never their values, for anybody may read <c>/health/ready</c>.</summary>
/// <param name="Code">Its lasting number.</param>
/// <param name="Sentence">What is wrong and what to do, with the number.</param>
internal sealed record ModelComplaint(string Code, string Sentence)
{
    /// <summary>The endpoint refused who asked.</summary>
    public const string KeyRefused = "BOT060";

    /// <summary>The endpoint knows no such model or deployment.</summary>
    public const string NoSuchModel = "BOT061";

    /// <summary>The endpoint does not answer, or does not speak the API.</summary>
    public const string NoApi = "BOT062";

    /// <summary>The model served, and then failed too often.</summary>
    public static readonly ModelComplaint FailsTooOften = Of(NoApi, "Too many calls to the model failed, so it is not asked for now. It is looked at again by itself.");

    /// <summary>Says what a failed look means.</summary>
    /// <param name="reason">What was thrown.</param>
    /// <param name="cause">What the guard makes of it.</param>
    /// <param name="setting">The setting that names the model, such as <c>Model:Chat</c>.</param>
    /// <param name="options">The settings.</param>
    public static ModelComplaint Of(Exception reason, Fallback cause, string setting, ModelOptions options) => cause switch
    {
        Fallback.KeyRefused when options.EntraId =>
            Of(KeyRefused, "The model's endpoint took no token of Entra ID, or none was to be had. Give this machine's identity the role that may use the model."),
        Fallback.KeyRefused when options.Key is not { Length: > 0 } => Of(KeyRefused, "The model's endpoint wants a key. Set Model:Key, or Model:EntraId to true."),
        Fallback.KeyRefused => Of(KeyRefused, "The model's endpoint refused the key. Put a valid one into Model:Key."),
        Fallback.NoSuchModel => Of(NoSuchModel, $"The model's endpoint knows no model or deployment of the name in {setting}. Put its name there as the endpoint lists it."),
        Fallback.Connection => Of(NoApi, "Nothing answers at Model:Endpoint, or the connection broke. Check the address, and the network on the way there."),
        Fallback.Stall or Fallback.Timeout => Of(NoApi, $"What listens at Model:Endpoint did not answer within {ModelHealth.LookMax.TotalSeconds:0} seconds. Check the address, and whether the model is loaded."),
        Fallback.ServerError => Of(NoApi, "The model's endpoint answers with an error of its own (5xx). It is looked at again by itself."),
        Fallback.NotTheApi => Of(NoApi, NotTheApi((reason as ModelApiException ?? reason.InnerException as ModelApiException)?.Kind)),
        _ => Of(NoApi, "The model's client failed. The log says how (event 2110)."),
    };

    private static string NotTheApi(NotApi? kind) => kind switch
    {
        NotApi.Redirect => "What answers at Model:Endpoint redirects to another address, and the key goes nowhere else. Put the last address into Model:Endpoint.",
        NotApi.ContentType => "What answers at Model:Endpoint is neither JSON nor a stream of events, so it is not the API. Check the address; it ends in /v1.",
        _ => "What answers at Model:Endpoint does not speak the API. Check the address; it ends in /v1.",
    };

    private static ModelComplaint Of(string code, string sentence) => new(code, $"{code}: {sentence}");
}

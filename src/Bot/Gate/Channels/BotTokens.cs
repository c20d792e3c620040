using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.Channels;

/// <summary>The bot's own token, got with its secret and kept until five minutes before it ends. However many callers wait, one request is under way.</summary>
internal sealed class BotTokens(IHttpClientFactory clients, IOptions<ChannelOptions> options, TimeProvider clock, ILogger<BotTokens> logger) : IDisposable
{
    /// <summary>Name of the HTTP client that asks for tokens.</summary>
    public const string ClientName = "channel-token";

    private static readonly TimeSpan RenewedBefore = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim oneRequest = new(1);
    private volatile Held? held;

    /// <summary>Gives a token that is in force.</summary>
    /// <exception cref="HttpRequestException">None could be had; the status says whether trying again may help.</exception>
    public async Task<string> GetAsync(CancellationToken cancel)
    {
        if (Current() is { } token)
        {
            return token;
        }

        await oneRequest.WaitAsync(cancel);
        try
        {
            return Current() ?? await AskAsync(cancel);
        }
        finally
        {
            oneRequest.Release();
        }
    }

    /// <summary>Forgets a token that a channel no longer takes, so that the next call asks for a new one.</summary>
    public void Forget(string token)
    {
        if (held?.Token == token)
        {
            held = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => oneRequest.Dispose();

    private string? Current() => held is { } current && clock.GetUtcNow() < current.Until ? current.Token : null;

    private async Task<string> AskAsync(CancellationToken cancel)
    {
        using var client = clients.CreateClient(ClientName);
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"), new("client_id", options.Value.AppId), new("client_secret", options.Value.AppPassword), new("scope", options.Value.TokenScope),
        ]);
        var address = options.Value.TokenAddress.Replace("{tenant}", Uri.EscapeDataString(options.Value.TenantId), StringComparison.Ordinal);
        using var response = await client.PostAsync(new Uri(address), form, cancel);
        if (!response.IsSuccessStatusCode)
        {
            ChannelLog.NoToken(logger, (int)response.StatusCode);
            throw new HttpRequestException("The identity server gave no token.", null, response.StatusCode);
        }

        var answer = await response.Content.ReadFromJsonAsync<JsonObject>(cancel);
        var token = answer is not null && (string?)answer["access_token"] is { } text
            ? text
            : throw new HttpRequestException("The identity server's answer has no token.", null, System.Net.HttpStatusCode.BadRequest);
        var lifetime = TimeSpan.FromSeconds((double?)answer!["expires_in"] ?? 0);
        held = new Held(token, clock.GetUtcNow() + lifetime - RenewedBefore);
        return token;
    }

    private sealed record Held(string Token, DateTimeOffset Until);
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace Cardline.Bot.Gate.Channels;

/// <summary>What became of one sending. The set is closed.</summary>
internal enum SendOutcome
{
    /// <summary>The channel took it.</summary>
    Sent,

    /// <summary>The channel knows the conversation no more, or the bot may not write to it.</summary>
    Gone,

    /// <summary>It was refused, or no try succeeded.</summary>
    Failed,
}

/// <summary>The result of one sending.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Status">Status of the last answer; 0 when there was none.</param>
/// <param name="Id">The channel's id of the activity; null when it did not say.</param>
internal readonly record struct SendResult(SendOutcome Outcome, int Status, string? Id = null);

/// <summary>
/// Sends activities to a channel's service address. The bot's token goes only to an address that came in an authenticated
/// activity and whose host is on the list; both are checked here again, at the last moment before the token is used.
/// </summary>
internal sealed class ConnectorClient
{
    /// <summary>Name of the HTTP client that sends.</summary>
    public const string ClientName = "channel-connector";

    /// <summary>Most tries of one sending.</summary>
    public const int TriesMax = 4;

    /// <summary>Largest answer that is read.</summary>
    public const int AnswerBytesMax = 64 * 1024;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    private readonly IHttpClientFactory clients;
    private readonly BotTokens tokens;
    private readonly ChannelOptions options;
    private readonly TimeProvider clock;
    private readonly ResiliencePipeline<HttpResponseMessage> retry;

    /// <summary>Initializes a new instance.</summary>
    public ConnectorClient(IHttpClientFactory clients, BotTokens tokens, IOptions<ChannelOptions> options, TimeProvider clock)
    {
        this.clients = clients;
        this.tokens = tokens;
        this.options = options.Value;
        this.clock = clock;
        retry = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }.AddRetry(Strategy()).Build();
    }

    /// <summary>Sends one activity and waits for the channel's id of it.</summary>
    public async Task<SendResult> SendAsync(ChannelReference reference, JsonObject activity, CancellationToken cancel)
    {
        if (!reference.Authenticated || !ServiceHosts.Allows(options, reference.ServiceUrl) || AddressOf(reference, activity) is not { } address)
        {
            return new SendResult(SendOutcome.Failed, 0);
        }

        var body = Encoding.UTF8.GetBytes(activity.ToJsonString());
        try
        {
            using var response = await retry.ExecuteAsync(async token => await TryAsync(address, body, token), cancel);
            return await ResultOfAsync(response, cancel);
        }
        catch (HttpRequestException exception)
        {
            return new SendResult(SendOutcome.Failed, (int?)exception.StatusCode ?? 0);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new SendResult(SendOutcome.Failed, 0);
        }
    }

    /// <summary>Joins the service address and the ids, whatever characters they hold; null when they make no safe address.</summary>
    public static Uri? AddressOf(ChannelReference reference, JsonObject activity)
    {
        var conversation = (string?)reference.Conversation["id"];
        var reply = (string?)activity["replyToId"];

        // A name of only dots would be taken for a folder above and change the path.
        if (string.IsNullOrEmpty(conversation) || conversation.Trim('.').Length == 0 || reply?.Trim('.').Length == 0)
        {
            return null;
        }

        var path = $"{reference.ServiceUrl!.TrimEnd('/')}/v3/conversations/{Uri.EscapeDataString(conversation)}/activities";
        return new Uri(reply is null ? path : $"{path}/{Uri.EscapeDataString(reply)}");
    }

    private RetryStrategyOptions<HttpResponseMessage> Strategy() => new()
    {
        MaxRetryAttempts = TriesMax - 1,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = FirstPause,
        ShouldHandle = arguments => ValueTask.FromResult(MayPass(arguments.Outcome, arguments.Context.CancellationToken)),
        DelayGenerator = arguments => ValueTask.FromResult(AskedPause(arguments.Outcome.Result)),
    };

    private static bool MayPass(Outcome<HttpResponseMessage> outcome, CancellationToken cancel) => outcome.Exception switch
    {
        null => IsPassing(outcome.Result!.StatusCode),
        HttpRequestException { StatusCode: { } status } => IsPassing(status),
        HttpRequestException => true,
        OperationCanceledException => !cancel.IsCancellationRequested,
        _ => false,
    };

    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>What the channel asked for with Retry-After, within bounds; null leaves the pause to the back-off.</summary>
    private TimeSpan? AskedPause(HttpResponseMessage? response)
    {
        var asked = response?.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return asked is not { } pause ? null : TimeSpan.FromSeconds(Math.Clamp(pause.TotalSeconds, 0, options.RetryAfterSecondsMax));
    }

    private async Task<HttpResponseMessage> TryAsync(Uri address, byte[] body, CancellationToken cancel)
    {
        var token = await tokens.GetAsync(cancel);
        using var client = clients.CreateClient(ClientName);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await client.SendAsync(request, cancel);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            tokens.Forget(token);
        }

        return response;
    }

    private static async Task<SendResult> ResultOfAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            return new SendResult(SendOutcome.Gone, status);
        }

        if (!response.IsSuccessStatusCode)
        {
            return new SendResult(SendOutcome.Failed, status);
        }

        // Some channels answer with nothing, which is a success with an unknown id.
        var answer = await response.Content.ReadAsStringAsync(cancel);
        try
        {
            return new SendResult(SendOutcome.Sent, status, answer.Length == 0 ? null : JsonNode.Parse(answer)?["id"]?.ToString());
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or InvalidOperationException)
        {
            return new SendResult(SendOutcome.Sent, status);
        }
    }
}

using System.ClientModel;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Azure.Identity;
using Cardline.Bot.Model.Client;

namespace Cardline.Bot.Model.Guard;

/// <summary>What an exception of a client means.</summary>
/// <param name="Cause">Why there is nothing.</param>
/// <param name="MayRetry">Whether the same call may go well a moment later.</param>
/// <param name="RetryAfter">How long the endpoint asked to be left alone; null when it did not say.</param>
internal sealed record Fault(Fallback Cause, bool MayRetry = false, TimeSpan? RetryAfter = null)
{
    /// <summary>Reads an exception; any at all.</summary>
    public static Fault Of(Exception exception, DateTimeOffset now) => exception switch
    {
        ClientResultException { Status: > 0 } refused => OfStatus(refused, now),
        ModelApiException => new Fault(Fallback.NotTheApi),
        AuthenticationFailedException => new Fault(Fallback.KeyRefused),
        _ when InnerOf<ModelApiException>(exception) is not null => new Fault(Fallback.NotTheApi),
        ClientResultException or HttpRequestException or IOException or SocketException or TimeoutException or OperationCanceledException => new Fault(Fallback.Connection, MayRetry: true),
        JsonException => new Fault(Fallback.NotTheApi),
        _ => new Fault(Fallback.Failed),
    };

    private static Fault OfStatus(ClientResultException refused, DateTimeOffset now)
    {
        var (speaksTheApi, code, _) = ApiError.Of(refused);
        return refused.Status switch
        {
            401 or 403 => new Fault(Fallback.KeyRefused),
            404 => new Fault(speaksTheApi ? Fallback.NoSuchModel : Fallback.NotTheApi),
            408 => new Fault(Fallback.ServerError, MayRetry: true, RetryAfterOf(refused, now)),

            // A used-up account answers 429 too, and no waiting helps there.
            429 => new Fault(Fallback.RateLimited, MayRetry: code is not "insufficient_quota", RetryAfterOf(refused, now)),
            >= 500 => new Fault(Fallback.ServerError, MayRetry: true, RetryAfterOf(refused, now)),
            >= 400 when code is "content_filter" or "content_policy_violation" => new Fault(Fallback.ContentFilter),
            >= 400 when code is "context_length_exceeded" => new Fault(Fallback.ContextLength),
            >= 400 when speaksTheApi => new Fault(Fallback.Refused),
            _ => new Fault(Fallback.NotTheApi),
        };
    }

    private static TimeSpan? RetryAfterOf(ClientResultException refused, DateTimeOffset now)
    {
        if (refused.GetRawResponse()?.Headers is not { } headers)
        {
            return null;
        }

        if (headers.TryGetValue("retry-after-ms", out var milliseconds) && double.TryParse(milliseconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var wait))
        {
            return Positive(wait / 1000);
        }

        if (!headers.TryGetValue("Retry-After", out var after))
        {
            return null;
        }

        if (double.TryParse(after, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            return Positive(seconds);
        }

        return DateTimeOffset.TryParse(after, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? Positive((moment - now).TotalSeconds) : null;
    }

    // A day is more than any budget; more would not fit into a time span.
    private static TimeSpan Positive(double seconds) => TimeSpan.FromSeconds(double.IsNaN(seconds) ? 86_400 : Math.Clamp(seconds, 0, 86_400));

    private static T? InnerOf<T>(Exception exception)
        where T : Exception
    {
        for (var (inner, depth) = (exception.InnerException, 0); inner is not null && depth < 8; (inner, depth) = (inner.InnerException, depth + 1))
        {
            if (inner is T found)
            {
                return found;
            }
        }

        return null;
    }
}

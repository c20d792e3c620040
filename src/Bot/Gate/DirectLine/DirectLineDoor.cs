using Cardline.Bot.Conversations;

namespace Cardline.Bot.Gate.DirectLine;

/// <summary>Stands in front of every Direct Line call: cross-origin headers on each answer, and an answer for each failure.</summary>
internal sealed class DirectLineDoor(Origins origins, ILogger<DirectLineDoor> log) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        origins.Allow(http);
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            return await next(context);
        }
        catch (BadHttpRequestException e)
        {
            var limit = http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? 0;
            return (e.StatusCode == StatusCodes.Status413PayloadTooLarge ? Refusals.TooLarge(limit) : Refusals.Malformed).ToResult();
        }
        catch (LogUnavailableException)
        {
            GateLog.StoreUnavailable(log);
            return Refusals.LogUnavailable.ToResult();
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to answer any more.
            return Results.Empty;
        }
        catch (Exception e)
        {
            GateLog.CallFailed(log, http.Request.Method, e.GetType().Name, e);
            return Refusals.Failed.ToResult();
        }
    }
}

using Cardline.Bot.Conversations;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cardline.Bot.Gate;

/// <summary>Gives every failure of a call an answer. One of the two places that catch a general exception; its message never leaves.</summary>
internal static class Failures
{
    /// <summary>Runs a call.</summary>
    /// <param name="http">The request.</param>
    /// <param name="call">What it asks for.</param>
    /// <param name="answer">Writes a refusal as this kind of route does.</param>
    /// <param name="log">Told of what failed.</param>
    public static async ValueTask<object?> AnswerAsync(HttpContext http, Func<ValueTask<object?>> call, Func<Refusal, IResult> answer, ILogger log)
    {
        try
        {
            var result = await call();
            if (result is ProblemHttpResult { ProblemDetails.Extensions: var extensions } && extensions.TryGetValue("code", out var code))
            {
                GateLog.Refused(log, (string)code!);
            }

            return result;
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested || http.Response.HasStarted)
        {
            // Nobody is there to answer any more, or the answer is under way already.
            return Results.Empty;
        }
        catch (BadHttpRequestException e)
        {
            var limit = http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? 0;
            return answer(e.StatusCode == StatusCodes.Status413PayloadTooLarge ? Refusals.TooLarge(limit) : Refusals.Malformed);
        }
        catch (LogUnavailableException)
        {
            GateLog.StoreUnavailable(log);
            return answer(Refusals.LogUnavailable);
        }
        catch (Exception e)
        {
            GateLog.CallFailed(log, http.Request.Method, e.GetType().Name, e);
            return answer(Refusals.Failed);
        }
    }
}

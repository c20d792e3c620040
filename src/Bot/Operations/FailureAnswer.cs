using Cardline.Bot.Conversations;
using Cardline.Bot.Gate;
using Microsoft.AspNetCore.Diagnostics;

namespace Cardline.Bot.Operations;

/// <summary>Answers what no route answered itself: a store that is away says so with its number, anything else says nothing about itself.</summary>
internal sealed class FailureAnswer : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not LogUnavailableException)
        {
            return false;
        }

        await Refusals.LogUnavailable.ToResult().ExecuteAsync(httpContext);
        return true;
    }
}

namespace Cardline.Bot.Gate.DirectLine;

/// <summary>Stands in front of every Direct Line call: cross-origin headers on each answer, and an answer for each failure.</summary>
internal sealed class DirectLineDoor(Origins origins, ILogger<DirectLineDoor> log) : IEndpointFilter
{
    /// <inheritdoc/>
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        origins.Allow(http);
        http.Response.Headers.CacheControl = "no-store";
        return Failures.AnswerAsync(http, () => next(context), refusal => refusal.ToResult(), log);
    }
}

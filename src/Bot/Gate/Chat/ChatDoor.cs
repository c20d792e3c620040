namespace Cardline.Bot.Gate.Chat;

/// <summary>Stands in front of the widget's own calls. They answer their own page only, so no cross-origin headers.</summary>
internal sealed class ChatDoor(ILogger<ChatDoor> log) : IEndpointFilter
{
    /// <inheritdoc/>
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return Failures.AnswerAsync(context.HttpContext, () => next(context), refusal => refusal.ToPlainResult(), log);
    }
}

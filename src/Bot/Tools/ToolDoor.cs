using Cardline.Bot.Gate;

namespace Cardline.Bot.Tools;

/// <summary>Stands in front of the tools' route: an answer for each failure, and nothing that a browser could use.</summary>
internal sealed class ToolDoor(ILogger<ToolDoor> log) : IEndpointFilter
{
    /// <inheritdoc/>
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return Failures.AnswerAsync(context.HttpContext, () => next(context), refusal => refusal.ToPlainResult(), log);
    }
}

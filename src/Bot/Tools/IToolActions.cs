namespace Cardline.Bot.Tools;

/// <summary>Does what a tool is for, after its arguments were checked and within the bounds of <see cref="ToolGate"/>.</summary>
internal interface IToolActions
{
    /// <summary>Runs one tool.</summary>
    /// <param name="shape">Which tool.</param>
    /// <param name="input">Its checked arguments.</param>
    /// <param name="cancel">The caller left, or time is up.</param>
    Task<ToolResult> RunAsync(ToolShape shape, ToolInput input, CancellationToken cancel);
}

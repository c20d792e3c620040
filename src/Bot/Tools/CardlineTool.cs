using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Cardline.Bot.Tools;

/// <summary>One tool as an <see cref="AIFunction"/>: the schema by hand, arguments held to it, a typed result and never an exception.</summary>
/// <remarks>
/// Not made by a factory from a method: that would take arguments that the schema does not name, answer with JSON elements, and put
/// the text of a conversion's exception into the model's hands.
/// </remarks>
internal sealed class CardlineTool(ToolShape shape, ToolGate gate, IToolActions actions) : AIFunction
{
    /// <inheritdoc/>
    public override string Name => shape.Name;

    /// <inheritdoc/>
    public override string Description => shape.Description;

    /// <inheritdoc/>
    public override JsonElement JsonSchema => shape.Schema;

    /// <summary>Gets what the tool is.</summary>
    public ToolShape Shape => shape;

    /// <summary>Calls it.</summary>
    /// <returns>A <see cref="ToolResult"/>; a <see cref="ToolError"/> where something is wrong.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<ToolResult> CallAsync(IEnumerable<KeyValuePair<string, object?>> arguments, CancellationToken cancel)
    {
        var (input, error) = ToolInput.Of(shape, arguments);
        return gate.RunAsync(shape, input is null ? _ => Task.FromResult<ToolResult>(error!) : stop => actions.RunAsync(shape, input, stop), cancel);
    }

    /// <inheritdoc/>
    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return await CallAsync(arguments, cancellationToken);
    }
}

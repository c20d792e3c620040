using Microsoft.Extensions.AI;

namespace Cardline.Bot.Tools;

/// <summary>
/// What this program gives to models of others: to a kernel in the same program, to a client of the model context protocol. They run with
/// the rights of the program that holds them.
/// </summary>
/// <remarks>The bot's own turn gives its model none of them, and calls no tool that a host registers (a test holds it to that).</remarks>
internal sealed class CardlineTools
{
    /// <summary>Makes the tools.</summary>
    /// <param name="gate">The bounds, common to all of them.</param>
    /// <param name="actions">What they do.</param>
    public CardlineTools(ToolGate gate, IToolActions actions) => All = [.. ToolShapes.All.Select(shape => new CardlineTool(shape, gate, actions))];

    /// <summary>Gets the functions, as Semantic Kernel and Microsoft.Extensions.AI take them.</summary>
    public IReadOnlyList<AIFunction> Functions => All;

    /// <summary>Gets the same with our own type.</summary>
    public IReadOnlyList<CardlineTool> All { get; }

    /// <summary>Finds a tool; null when there is none of that name.</summary>
    public CardlineTool? Find(string name) => All.FirstOrDefault(tool => tool.Name == name);
}

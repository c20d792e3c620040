using Cardline.Handoff.Queue;

namespace Cardline.Bot.Tools;

/// <summary>The tools inside the running server.</summary>
internal sealed class HostActions(KnowledgeActions knowledge, IWaitingLine waiting, HandoffDoor door) : IToolActions
{
    /// <inheritdoc/>
    public async Task<ToolResult> RunAsync(ToolShape shape, ToolInput input, CancellationToken cancel)
    {
        if (shape == ToolShapes.Search)
        {
            return knowledge.Search(input);
        }

        if (shape == ToolShapes.Ask)
        {
            return knowledge.Ask(input);
        }

        // Until the line was rebuilt from the log, its numbers and places are not true.
        await waiting.ReadyAsync(cancel);
        return shape == ToolShapes.Queue ? QueueState.Of(waiting.Count()) : await door.OpenAsync(HandoffAsk.Of(input), cancel);
    }
}

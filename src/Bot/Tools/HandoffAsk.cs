namespace Cardline.Bot.Tools;

/// <summary>A program's request for a person.</summary>
/// <param name="ConversationId">Which conversation.</param>
/// <param name="Reason">One of <see cref="Cardline.Handoff.Detection.HandoffReasons.All"/>.</param>
/// <param name="Note">For the agent; not masked yet. Null for none.</param>
/// <param name="ClientId">The program's own id of the request; null for none.</param>
internal sealed record HandoffAsk(string ConversationId, string Reason, string? Note, string? ClientId)
{
    /// <summary>The reason when none is given.</summary>
    public const string ReasonUsual = "human_request";

    /// <summary>Reads it from a call of <c>open_handoff</c>.</summary>
    public static HandoffAsk Of(ToolInput input) =>
        new(input.Text("conversation_id"), input.TextOrNone("reason") ?? ReasonUsual, input.TextOrNone("note"), input.TextOrNone("client_id"));
}

namespace Cardline.Handoff.Queue;

/// <summary>One case as the desk shows it; <c>docs/desk-api.md</c> names every member.</summary>
/// <param name="ConversationId">Which conversation.</param>
/// <param name="HandoffId">Which request for a person.</param>
/// <param name="State"><c>waiting</c>, <c>held</c>, <c>closed</c> or <c>returned</c>.</param>
/// <param name="Place">Place in line from 1; null unless waiting.</param>
/// <param name="Reason">Why a person is wanted.</param>
/// <param name="Priority">0 to 3; see <see cref="HandoffPriority"/>.</param>
/// <param name="Evidence">The cardholder's words that decided it.</param>
/// <param name="Lang"><c>en</c> or <c>zh-Hans</c>.</param>
/// <param name="SignedIn">Whether the bank named the cardholder.</param>
/// <param name="CardholderName">The name on the cardholder's messages; null when anonymous.</param>
/// <param name="EnqueuedAt">When the person was asked for.</param>
/// <param name="DueAt">When it is to be served at the latest.</param>
/// <param name="ClaimedAt">When the agent took it; null unless held.</param>
/// <param name="AgentId">Who holds it.</param>
/// <param name="AgentName">The name of who holds it.</param>
/// <param name="LastSeq">Number of the last entry.</param>
/// <param name="LastText">The last message, cut.</param>
/// <param name="LastFrom"><c>cardholder</c>, <c>bot</c>, <c>agent</c> or <c>system</c>.</param>
/// <param name="LastAt">When the last message was written.</param>
/// <param name="Epoch">Epoch after the last entry.</param>
/// <param name="LastAgentId">Who holds this handoff or held it last; null when nobody has.</param>
/// <param name="Needed">Whether the agent said that this handoff was needed, the last time; null when nothing was said.</param>
public sealed record QueueItem(
    string ConversationId, string? HandoffId, string State, int? Place, string Reason, int Priority, string? Evidence, string Lang, bool SignedIn,
    string? CardholderName, DateTimeOffset EnqueuedAt, DateTimeOffset DueAt, DateTimeOffset? ClaimedAt, string? AgentId, string? AgentName,
    long LastSeq, string? LastText, string? LastFrom, DateTimeOffset? LastAt, long Epoch, string? LastAgentId, bool? Needed)
{
    /// <summary>Gets the rights that were invoked in the conversation, oldest first, with what became of each.</summary>
    public IReadOnlyList<CaseRight> Rights { get; init; } = [];

    /// <summary>Gets what the cardholder said when the bot asked what it is about, cut; null when nothing was asked or said.</summary>
    public string? Intake { get; init; }

    /// <summary>Gets the titles of the matters in a message that held several; empty when there was none.</summary>
    public IReadOnlyList<string> Matters { get; init; } = [];

    /// <summary>Gets what a model made of the conversation for this handoff, in plain lines; null when there is none. It may be wrong, and never stands in place of the evidence.</summary>
    public string? Summary { get; init; }
}

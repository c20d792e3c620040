using System.Text.Json.Serialization;

namespace Cardline.Handoff.Queue;

/// <summary>A right that was invoked in a conversation, and what became of it; <c>docs/desk-api.md</c> names every member.</summary>
/// <param name="Right">Which, one of <see cref="Detection.HandoffReasons.Rights"/>.</param>
/// <param name="Reference">The lasting reference that the cardholder was told.</param>
/// <param name="Seq">Number of the message that gave first notice.</param>
/// <param name="At">When that message was written, as the log says.</param>
/// <param name="Evidence">The cardholder's words; null when none told, or when they were erased.</param>
public sealed record CaseRight(string Right, string Reference, long Seq, DateTimeOffset At, string? Evidence)
{
    /// <summary>Gets what became of it: <c>handled</c>, <c>passed_on</c> or <c>withdrawn</c>; null while it is open.</summary>
    public string? Outcome { get; init; }

    /// <summary>Gets the agent's words about that; null while it is open, or when they were erased.</summary>
    public string? Note { get; init; }

    /// <summary>Gets when an agent said so; null while it is open.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Gets who said so; null while it is open.</summary>
    public string? AgentId { get; init; }

    /// <summary>Gets a value indicating whether nobody has said yet what became of it.</summary>
    [JsonIgnore]
    public bool IsOpen => Outcome is null;
}

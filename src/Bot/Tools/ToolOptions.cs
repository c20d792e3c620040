using System.ComponentModel.DataAnnotations;

namespace Cardline.Bot.Tools;

/// <summary>Bounds of the tools, bound from the section <c>Tools</c>.</summary>
internal sealed class ToolOptions
{
    /// <summary>Calls of all tools within a minute, in one program.</summary>
    /// <value>Default 120, allowed 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int CallsPerMinuteMax { get; set; } = 120;

    /// <summary>Calls of <c>open_handoff</c> within a minute, in one program: each may cost a person's time.</summary>
    /// <value>Default 10, allowed 1 to 10,000.</value>
    [Range(1, 10_000)]
    public int HandoffsPerMinuteMax { get; set; } = 10;

    /// <summary>Calls under way at once; one more is refused.</summary>
    /// <value>Default 4, allowed 1 to 1,000.</value>
    [Range(1, 1_000)]
    public int ConcurrentMax { get; set; } = 4;

    /// <summary>Most milliseconds that one call may take.</summary>
    /// <value>Default 10,000, allowed 100 to 120,000.</value>
    [Range(100, 120_000)]
    public int CallMilliseconds { get; set; } = 10_000;

    /// <summary>Most milliseconds that <c>open_handoff</c> waits for the bot to end the turn that is open. It is cut short by <see cref="CallMilliseconds"/>.</summary>
    /// <value>Default 3,000, allowed 0 to 60,000.</value>
    [Range(0, 60_000)]
    public int TurnWaitMilliseconds { get; set; } = 3_000;
}

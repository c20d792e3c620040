using System.ComponentModel.DataAnnotations;

namespace Cardline.Bot.Operations;

/// <summary>Settings of how a node stops, section <c>Operations</c>.</summary>
internal sealed class OperationsOptions
{
    /// <summary>Gets or sets the longest that stopping in order may take; what is not done then is cut off, and is owed by the log.</summary>
    /// <value>Whole seconds. Default 20, allowed 5 to 300. Whoever kills the process must wait longer than this.</value>
    [Range(5, 300)]
    public int StopSeconds { get; set; } = 20;

    /// <summary>Gets or sets how long a stopping node still takes requests while <c>/health/ready</c> says 503, so that a balancer takes it out before it closes its door.</summary>
    /// <value>Whole seconds, part of <see cref="StopSeconds"/>, as <c>Turns:DrainSeconds</c> is. Default 0, for one node has nobody to send anyone to; allowed 0 to 60.</value>
    [Range(0, 60)]
    public int LeaveSeconds { get; set; }
}

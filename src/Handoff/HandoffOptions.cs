using System.ComponentModel.DataAnnotations;

namespace Cardline.Handoff;

/// <summary>Settings of the handoff room, bound from the section <c>Handoff</c>.</summary>
public sealed class HandoffOptions
{
    /// <summary>Gets or sets the folder that editors own; <c>handoff.yml</c> and <c>handoff/texts.*.yml</c> are in it.</summary>
    /// <value>Default <c>knowledge-base</c>; the host sets the folder it found.</value>
    [Required]
    public string Path { get; set; } = "knowledge-base";

    /// <summary>Gets or sets how to read a fact: its name and a language in, the value in force out; null when there is none.</summary>
    /// <value>Set by the host. Without it, texts that name a fact are refused at start (HND108).</value>
    public Func<string, string, string?>? Fact { get; set; }

    /// <summary>Gets or sets within how long a case of danger to life is to be served.</summary>
    /// <value>Whole seconds. Default 30, allowed 1 to 86400.</value>
    [Range(1, 86_400)]
    public int SafetyTargetSeconds { get; set; } = 30;

    /// <summary>Gets or sets within how long a case of fraud, a taken over account or a lost card is to be served.</summary>
    /// <value>Whole seconds. Default 60, allowed 1 to 86400.</value>
    [Range(1, 86_400)]
    public int FraudTargetSeconds { get; set; } = 60;

    /// <summary>Gets or sets within how long a case of other matters handed over at once is to be served.</summary>
    /// <value>Whole seconds. Default 180, allowed 1 to 86400.</value>
    [Range(1, 86_400)]
    public int AtOnceTargetSeconds { get; set; } = 180;

    /// <summary>Gets or sets within how long a case of a person who was offered and accepted is to be served.</summary>
    /// <value>Whole seconds. Default 300, allowed 1 to 86400.</value>
    [Range(1, 86_400)]
    public int OfferedTargetSeconds { get; set; } = 300;

    /// <summary>Gets or sets how long an agent still counts as on duty after the last stream ended.</summary>
    /// <value>Whole seconds. Default 20, allowed 0 to 600.</value>
    [Range(0, 600)]
    public int PresenceGraceSeconds { get; set; } = 20;

    /// <summary>Gets or sets how long an agent may be gone before the held conversations go back into the queue.</summary>
    /// <value>Whole seconds. Default 60, allowed 5 to 3600.</value>
    [Range(5, 3600)]
    public int LostAgentAfterSeconds { get; set; } = 60;

    /// <summary>Gets or sets how many cases an agent may hold at the same time. One case of danger to life or money may be taken above it (decision 0014).</summary>
    /// <value>Default 6, allowed 0 to 50; 0 sets no limit.</value>
    [Range(0, 50)]
    public int CasesPerAgentMax { get; set; } = 6;

    /// <summary>Gets or sets how often the desk looks for lost agents and changed places.</summary>
    /// <value>Whole seconds. Default 1, allowed 1 to 60.</value>
    [Range(1, 60)]
    public int SweepEverySeconds { get; set; } = 1;

    /// <summary>Gets or sets how many events may wait for one desk stream; a slower one is ended and resumes from its cursor.</summary>
    /// <value>Default 1000, allowed 10 to 100000.</value>
    [Range(10, 100_000)]
    public int StreamBufferMax { get; set; } = 1000;

    /// <summary>Gets or sets how many past events are kept in memory for streams that resume; older ones are read from the log.</summary>
    /// <value>Default 2000, allowed 0 to 100000.</value>
    [Range(0, 100_000)]
    public int RecentEventsMax { get; set; } = 2000;

    /// <summary>Gets or sets how long an agent stays signed in without doing anything.</summary>
    /// <value>Whole hours. Default 12, allowed 1 to 72.</value>
    [Range(1, 72)]
    public int SignInHours { get; set; } = 12;
}

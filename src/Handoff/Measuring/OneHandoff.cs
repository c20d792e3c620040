namespace Cardline.Handoff.Measuring;

/// <summary>What a log says about one handoff. However often a thing is said, the last one counts, once.</summary>
internal sealed class OneHandoff(DateTimeOffset askedAt)
{
    /// <summary>Gets when the person was asked for, the first time.</summary>
    public DateTimeOffset AskedAt => askedAt;

    /// <summary>Gets or sets why; a more urgent reason given while waiting takes the place of the first.</summary>
    public string Reason { get; set; } = Detection.HandoffReasons.None;

    /// <summary>Gets or sets the rule that decided; null when none is known.</summary>
    public string? Rule { get; set; }

    /// <summary>Gets or sets a value indicating whether the agent closed it or gave it back.</summary>
    public bool Ended { get; set; }

    /// <summary>Gets or sets whether the agent says it was needed; null when nobody said.</summary>
    public bool? Needed { get; set; }

    /// <summary>Gets or sets what the cardholder gave, 1 to 5; null when nothing.</summary>
    public int? Score { get; set; }
}

using System.ComponentModel.DataAnnotations;

namespace Cardline.Bot.Turns;

/// <summary>Settings of the turn, bound from the section <c>Turns</c>.</summary>
internal sealed class TurnOptions
{
    /// <summary>Attempts at one turn before the honest line is said instead.</summary>
    /// <value>Default 2, allowed 1 to 5.</value>
    [Range(1, 5)]
    public int AttemptsMax { get; set; } = 2;

    /// <summary>Age after which a message is answered with the honest line instead of a late answer.</summary>
    /// <value>Whole seconds. Default 600, allowed 30 to 3600.</value>
    [Range(30, 3600)]
    public int AnswerWithinSeconds { get; set; } = 600;

    /// <summary>Turns of different conversations that may run at once.</summary>
    /// <value>Default 64, allowed 1 to 256. A turn mostly waits for the disk, so there are many more than cores.</value>
    [Range(1, 256)]
    public int Parallel { get; set; } = 64;

    /// <summary>Entries of the log that a turn looks back on.</summary>
    /// <value>Default 60, allowed 10 to 500.</value>
    [Range(10, 500)]
    public int HistoryEntriesMax { get; set; } = 60;

    /// <summary>How often open turns that nobody runs are looked for.</summary>
    /// <value>Whole seconds. Default 1, allowed 1 to 60. It is one look at an index of what is open, so it costs nothing worth saving.</value>
    [Range(1, 60)]
    public int SweepSeconds { get; set; } = 1;

    /// <summary>How long a turn belongs to the node that runs it without being renewed, where several nodes share a store.</summary>
    /// <value>Whole milliseconds. Default 3000, allowed 500 to 30000. Another node takes up a dead one's turn within this and one sweep.</value>
    [Range(500, 30_000)]
    public int LeaseMilliseconds { get; set; } = 3000;

    /// <summary>How long a node that stops in good order waits for the turns it runs, before it gives them up to others.</summary>
    /// <value>Whole seconds. Default 10, allowed 0 to 25. It is part of <c>Operations:StopSeconds</c>.</value>
    [Range(0, 25)]
    public int DrainSeconds { get; set; } = 10;

    /// <summary>Language of the summaries that a model writes for the desk, where there is a model.</summary>
    /// <value><c>en</c> or <c>zh-Hans</c>. Default null: the cardholder's own.</value>
    [AllowedValues(null, Languages.English, Languages.Chinese)]
    public string? SummaryLang { get; set; }

    /// <summary>Sentences that a composed answer may have; with one more the approved text is served.</summary>
    /// <value>Default 8, allowed 1 to 40.</value>
    [Range(1, 40)]
    public int SentencesMax { get; set; } = 8;

    /// <summary>How long the first sentence of a composed answer may take, from the asking to the check, before the approved text is served.</summary>
    /// <value>Whole milliseconds. Default 4,000, allowed 100 to 60,000. The model's own stall budget is shorter; this bounds a model that goes on without ending a sentence.</value>
    [Range(100, 60_000)]
    public int FirstSentenceMilliseconds { get; set; } = 4_000;

    /// <summary>How long a whole composed answer may take before the approved text is served.</summary>
    /// <value>Whole milliseconds. Default 10,000, allowed 100 to 120,000.</value>
    [Range(100, 120_000)]
    public int ComposeMilliseconds { get; set; } = 10_000;

    /// <summary>Articles whose titles the greeting offers; those that do not exist are left out.</summary>
    /// <value>At most three.</value>
    [MaxLength(3)]
    public string[] Starters { get; set; } = ["card.block", "repay.ways", "fee.annual.waiver"];
}

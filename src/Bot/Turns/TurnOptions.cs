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

    /// <summary>Articles whose titles the greeting offers; those that do not exist are left out.</summary>
    /// <value>At most three.</value>
    [MaxLength(3)]
    public string[] Starters { get; set; } = ["card.block", "repay.ways", "fee.annual.waiver"];
}

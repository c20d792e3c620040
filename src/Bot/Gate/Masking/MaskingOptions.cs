using System.ComponentModel.DataAnnotations;

namespace Cardline.Bot.Gate.Masking;

/// <summary>Settings of masking, bound from the section <c>Masking</c>.</summary>
internal sealed class MaskingOptions
{
    /// <summary>Gets the bank's own phone numbers, which are never masked.</summary>
    /// <value>Any spelling; only the digits count. Default none.</value>
    public IList<string> BankNumbers { get; } = [];

    /// <summary>Gets or sets how far back a number split over several messages is looked for.</summary>
    /// <value>Whole seconds. Default 120, allowed 0 (off) to 600.</value>
    [Range(0, 600)]
    public int SplitWindowSeconds { get; set; } = 120;

    /// <summary>Gets or sets how many earlier messages of the same sender are looked at.</summary>
    /// <value>Default 5, allowed 1 to 16.</value>
    [Range(1, 16)]
    public int SplitWindowMessages { get; set; } = 5;
}

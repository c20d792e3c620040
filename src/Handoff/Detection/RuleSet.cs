namespace Cardline.Handoff.Detection;

/// <summary>Everything that <c>handoff.yml</c> says, ready to use. Immutable.</summary>
internal sealed record RuleSet
{
    /// <summary>Gets the first 12 hexadecimal digits of the SHA-256 of the file.</summary>
    public required string Version { get; init; }

    /// <summary>Gets the rules in order of precedence of their reasons, then as they stand in the file.</summary>
    public required IReadOnlyList<Rule> Rules { get; init; }

    /// <summary>Gets what a bot's line looks like when it offers a person.</summary>
    public required IReadOnlyList<Pattern> OfferMade { get; init; }

    /// <summary>Gets what a whole sentence looks like that takes an offer up.</summary>
    public required IReadOnlyList<Pattern> OfferAccepted { get; init; }

    /// <summary>Gets words that say the last reply did not help.</summary>
    public required IReadOnlyList<Pattern> NotHelped { get; init; }

    /// <summary>Gets the numbers by which signals become a decision.</summary>
    public required Measures Measures { get; init; }

    /// <summary>Gets the traditional characters and their simplified forms.</summary>
    public required Variants Variants { get; init; }

    /// <summary>Gets what makes the sieve of all these patterns. It takes about as long as reading the file, so it is made when it is first asked for.</summary>
    public required Lazy<Sieve> Sifting { get; init; }

    /// <summary>Gets what tells which of all these patterns may be found in a text.</summary>
    public Sieve Sieve => Sifting.Value;
}

/// <summary>A fault in a file that an editor owns.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1.</param>
/// <param name="Code">Lasting number; <c>docs/errors/NUMBER.md</c> says what to do.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record HandoffFault(string File, long Line, long Column, string Code, string Message)
{
    /// <summary>Says it in one line that editors and tools can follow.</summary>
    public override string ToString() => FormattableString.Invariant($"{File}:{Line}:{Column}: {Code} {Message}");
}

/// <summary>The rules or the texts are broken.</summary>
/// <param name="faults">All of them, at least one.</param>
public sealed class HandoffFileException(IReadOnlyList<HandoffFault> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    /// <summary>Gets the faults found, in the order of the file.</summary>
    public IReadOnlyList<HandoffFault> Faults { get; } = faults;
}

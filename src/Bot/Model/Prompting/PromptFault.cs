namespace Cardline.Bot.Model.Prompting;

/// <summary>One thing wrong with a prompt file.</summary>
/// <param name="File">Its name.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Message">What is wrong and what to do, in whole sentences.</param>
internal sealed record PromptFault(string File, int Line, int Column, string Message)
{
    /// <summary>The lasting number of every fault of a prompt file.</summary>
    public const string BrokenPrompt = "BOT065";

    /// <summary>Says it in one line that editors and tools can follow.</summary>
    public override string ToString() => FormattableString.Invariant($"{File}:{Line}:{Column}: {BrokenPrompt} {Message}");
}

/// <summary>One or more prompt files are broken (BOT065). Nothing was loaded; the server does not start.</summary>
/// <param name="faults">All of them, at least one.</param>
internal sealed class PromptFileException(IReadOnlyList<PromptFault> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    /// <summary>Gets the faults found.</summary>
    public IReadOnlyList<PromptFault> Faults { get; } = faults;
}

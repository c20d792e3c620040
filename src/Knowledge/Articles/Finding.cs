namespace Cardline.Knowledge.Articles;

/// <summary>How grave a finding is.</summary>
internal enum Severity
{
    /// <summary>Lint passes; an editor should look.</summary>
    Warning,

    /// <summary>Lint fails.</summary>
    Error,
}

/// <summary>One thing that is wrong in an editor's file: where, what, and how to mend it.</summary>
/// <param name="Number">A lasting number, see <see cref="FindingNumber"/>.</param>
/// <param name="Severity">Whether lint fails because of it.</param>
/// <param name="At">Where it stands.</param>
/// <param name="Wrong">What is wrong, one sentence.</param>
/// <param name="Mend">How to mend it, one sentence.</param>
internal sealed record Finding(string Number, Severity Severity, Place At, string Wrong, string Mend)
{
    /// <summary>Gets the second place, when what is wrong stands in two.</summary>
    internal Place? Also { get; init; }

    internal static Finding Error(string number, Place at, string wrong, string mend) => new(number, Severity.Error, at, wrong, mend);

    internal static Finding Warning(string number, Place at, string wrong, string mend) => new(number, Severity.Warning, at, wrong, mend);
}

/// <summary>A place in a file.</summary>
/// <param name="File">Path below the knowledge folder, with forward slashes.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1.</param>
internal readonly record struct Place(string File, int Line = 1, int Column = 1);

/// <summary>A text together with the place it was read from.</summary>
internal readonly record struct Marked(string Text, Place At);

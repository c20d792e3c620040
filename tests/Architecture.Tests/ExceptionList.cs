namespace Cardline.Architecture.Tests;

/// <summary>The exceptions somebody agreed to: each names a rule, what is excepted, and why.</summary>
/// <remarks>One line of <c>exceptions.txt</c> is <c>rule | subject | reason</c>; lines that start with a hash sign are remarks.</remarks>
internal sealed class ExceptionList
{
    /// <summary>Where the list stands.</summary>
    public const string Path = "tests/Architecture.Tests/exceptions.txt";

    private readonly IReadOnlyList<Line> _lines;

    private ExceptionList(IReadOnlyList<Line> lines) => _lines = lines;

    /// <summary>Gets every exception in the order of the file.</summary>
    public IReadOnlyList<Line> Lines => _lines;

    /// <summary>Reads the list of the repository.</summary>
    public static ExceptionList Load() => Parse(SourceTree.Read(Path));

    /// <summary>Reads a list from text.</summary>
    public static ExceptionList Parse(string text) =>
        new([.. text.Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(parts => new Line(parts[0], parts.ElementAtOrDefault(1) ?? "", parts.ElementAtOrDefault(2) ?? ""))]);

    /// <summary>Says whether a subject is excepted from a rule.</summary>
    public bool Allows(string rule, string subject) => _lines.Any(line => line.Rule == rule && line.Subject == subject);

    /// <summary>Removes what is excepted from the findings of a rule.</summary>
    public IReadOnlyList<Finding> Without(string rule, IEnumerable<Finding> findings) =>
        [.. findings.Where(finding => !Allows(rule, finding.Subject))];

    /// <summary>One exception.</summary>
    internal sealed record Line(string Rule, string Subject, string Reason);
}

/// <summary>Something a rule found.</summary>
/// <param name="Subject">The file, or <c>file:name</c>, as an exception would name it.</param>
/// <param name="Detail">What is wrong, with the measured value.</param>
internal sealed record Finding(string Subject, string Detail)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Subject}: {Detail}";
}

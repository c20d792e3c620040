namespace Cardline.Knowledge.Articles;

/// <summary>One article file that passed every check it needs to be served. Immutable.</summary>
internal sealed record Article
{
    /// <summary>Gets the path below the knowledge folder, with forward slashes.</summary>
    internal required string File { get; init; }

    /// <summary>Gets the first 12 hexadecimal digits of the SHA-256 of the file's bytes.</summary>
    internal required string Version { get; init; }

    internal required string Id { get; init; }

    internal required string Lang { get; init; }

    /// <summary>Gets the first day in force; <see cref="DateOnly.MinValue"/> when the file name bears no date.</summary>
    internal DateOnly From { get; init; }

    /// <summary>Gets the last day in force, or null.</summary>
    internal DateOnly? Expires { get; init; }

    /// <summary>Gets where <see cref="Expires"/> is written.</summary>
    internal Place ExpiresAt { get; init; }

    /// <summary>Gets the day by which somebody wanted to read it again, or null.</summary>
    internal DateOnly? ReviewBy { get; init; }

    /// <summary>Gets where <see cref="ReviewBy"/> is written.</summary>
    internal Place ReviewByAt { get; init; }

    internal required Marked Title { get; init; }

    internal IReadOnlyList<Marked> Questions { get; init; } = [];

    internal IReadOnlyList<Marked> NotQuestions { get; init; } = [];

    internal IReadOnlyList<Marked> Followups { get; init; } = [];

    /// <summary>Gets what the article is limited to, such as product: [gold]; empty when it is for everybody.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Applies { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    internal HandoffAdvice Handoff { get; init; }

    internal Risk Risk { get; init; }

    /// <summary>Gets the documents cited, each as name and section.</summary>
    internal IReadOnlyList<string> Cites { get; init; } = [];

    internal required ArticleBody Body { get; init; }

    internal bool IsInForce(DateOnly day) => From <= day && (Expires is null || day <= Expires);
}

/// <summary>An article's Markdown, cut where an answer needs it cut.</summary>
/// <param name="Markdown">All of it, as written.</param>
/// <param name="FirstLine">Line of the file on which it begins.</param>
/// <param name="Heading">The heading above the first paragraph, or null.</param>
/// <param name="Short">The first paragraph.</param>
/// <param name="More">Everything after it, or null.</param>
internal sealed record ArticleBody(string Markdown, int FirstLine, string? Heading, string Short, string? More);

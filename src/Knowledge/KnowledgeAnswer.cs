namespace Cardline.Knowledge;

/// <summary>What the knowledge base makes of a question. The set is closed.</summary>
public enum AnswerOutcome
{
    /// <summary>One article answers it: <see cref="KnowledgeAnswer.Text"/> may be shown.</summary>
    Answer,

    /// <summary>Up to three titles are close: show them as chips and ask which one is meant.</summary>
    Choose,

    /// <summary>Nothing approved fits: say so and offer a person.</summary>
    Unknown,
}

/// <summary>Whether an article wants a person beside it (its front matter's <c>handoff</c>).</summary>
public enum HandoffAdvice
{
    /// <summary>The article settles the matter.</summary>
    Never,

    /// <summary>Offer a person under the answer.</summary>
    Offer,

    /// <summary>Show the answer and hand over at once.</summary>
    Always,
}

/// <summary>What a wrong word in an article could do (its front matter's <c>risk</c>), the gravest last. A new one is also named in <c>ArticleReader</c>.</summary>
public enum Risk
{
    /// <summary>Little: a model may put it in other words. Also when the article does not say.</summary>
    Low,

    /// <summary>Money: served verbatim, as are all that follow.</summary>
    Fees,

    /// <summary>A duty or a right under the law or the contract.</summary>
    Legal,

    /// <summary>Somebody's safety, or their money in the hands of a thief.</summary>
    Safety,
}

/// <summary>An article that might answer the question.</summary>
/// <param name="Article">Article id.</param>
/// <param name="Title">Title in the language of the answer.</param>
/// <param name="Probability">How sure the engine is, 0 to 1.</param>
public sealed record Candidate(string Article, string Title, double Probability);

/// <summary>Where an answer's words stand, exact enough to find the same text months later.</summary>
/// <param name="Article">Article id.</param>
/// <param name="Lang">Language of the file served.</param>
/// <param name="Version">Content hash of the file: the first 12 hexadecimal digits of its SHA-256.</param>
/// <param name="Heading">Heading of the part served; the title when it has none.</param>
/// <param name="Name">Name of the document the article cites, such as a cardholder agreement and its section, or the title when it cites none.</param>
public sealed record Source(string Article, string Lang, string Version, string Heading, string Name);

/// <summary>A title the cardholder may press.</summary>
/// <param name="Article">Article id.</param>
/// <param name="Title">What the chip says.</param>
public sealed record Chip(string Article, string Title);

/// <summary>The knowledge base's reply to one question.</summary>
/// <param name="Outcome">Which of the three it is.</param>
/// <param name="Candidates">Best first; at least three where the index has three articles.</param>
/// <param name="Lang">Language of <paramref name="Text"/>: <c>en</c> or <c>zh-Hans</c>.</param>
/// <param name="Text">The short answer in Markdown, facts filled in; null unless <paramref name="Outcome"/> is <see cref="AnswerOutcome.Answer"/>.</param>
/// <param name="More">The rest of the article in Markdown, or null when the first paragraph is all.</param>
/// <param name="Sources">Where <paramref name="Text"/> stands; empty unless it is an answer.</param>
/// <param name="Chips">Follow-ups of an answer, or the titles to choose from; at most three.</param>
/// <param name="Handoff">Whether the article wants a person beside it.</param>
/// <param name="IndexVersion">The <see cref="IKnowledgeBase.Version"/> that answered.</param>
public sealed record KnowledgeAnswer(
    AnswerOutcome Outcome,
    IReadOnlyList<Candidate> Candidates,
    string Lang,
    string? Text,
    string? More,
    IReadOnlyList<Source> Sources,
    IReadOnlyList<Chip> Chips,
    HandoffAdvice Handoff,
    string IndexVersion)
{
    /// <summary>Gets the risk of the article served; <see cref="Knowledge.Risk.Low"/> unless it is an answer.</summary>
    /// <value>Default <see cref="Knowledge.Risk.Low"/>; all but that are served verbatim even with a model.</value>
    public Risk Risk { get; init; }

    /// <summary>Gets why the first candidate came first; null when nothing was searched, as for a pressed chip.</summary>
    public Explanation? Why { get; init; }

    /// <summary>Gets how the question before was used; null when the words were asked as they stand.</summary>
    public Followed? Followed { get; init; }
}

using Cardline.Handoff.Queue;
using Cardline.Knowledge;

namespace Cardline.Bot.Tools;

/// <summary>What a tool answers: a plain record that any serializer writes. The set is closed.</summary>
internal abstract record ToolResult
{
    private protected ToolResult()
    {
    }

    /// <summary>Gets how the call ended, in one word of ours, for the figures.</summary>
    internal abstract string End { get; }
}

/// <summary>Articles that may answer, best first.</summary>
/// <param name="Lang">Language of titles and texts.</param>
/// <param name="Candidates">At most as many as were asked for.</param>
/// <param name="IndexVersion">The index that was searched.</param>
internal sealed record FoundArticles(string Lang, IReadOnlyList<FoundArticle> Candidates, string IndexVersion) : ToolResult
{
    /// <inheritdoc/>
    internal override string End => "found";
}

/// <summary>An article that was found.</summary>
/// <param name="Article">Article id.</param>
/// <param name="Title">Title in the language searched for.</param>
/// <param name="Probability">How sure the engine is, 0 to 1.</param>
/// <param name="Text">The approved short answer in Markdown, cut at <see cref="KnowledgeActions.TextCharsMax"/>; null when the article is no longer in force.</param>
/// <param name="Sources">Where the text stands.</param>
internal sealed record FoundArticle(string Article, string Title, double Probability, string? Text, IReadOnlyList<Source> Sources);

/// <summary>The answer as <c>kb ask --json</c> writes it.</summary>
/// <param name="Outcome"><c>answer</c>, <c>choose</c> or <c>unknown</c>.</param>
/// <param name="Candidates">Best first.</param>
/// <param name="Lang">Language of the text.</param>
/// <param name="Text">The approved short answer in Markdown; null unless it is an answer.</param>
/// <param name="More">The rest of the article, or null.</param>
/// <param name="Sources">Where the text stands; empty unless it is an answer.</param>
/// <param name="Chips">Follow-ups of an answer, or the titles to choose from.</param>
/// <param name="Handoff"><c>never</c>, <c>offer</c> or <c>always</c>: whether the article wants a person beside it.</param>
/// <param name="Risk"><c>low</c>, <c>fees</c>, <c>legal</c> or <c>safety</c>; null unless it is an answer.</param>
/// <param name="IndexVersion">The index that answered.</param>
internal sealed record AnsweredQuestion(
    string Outcome, IReadOnlyList<Candidate> Candidates, string Lang, string? Text, string? More, IReadOnlyList<Source> Sources, IReadOnlyList<Chip> Chips,
    string Handoff, string? Risk, string IndexVersion) : ToolResult
{
    /// <inheritdoc/>
    internal override string End => Outcome;
}

/// <summary>The waiting cases as numbers.</summary>
/// <param name="Waiting">Cases that wait.</param>
/// <param name="Held">Cases that an agent holds.</param>
/// <param name="LongestWaitSeconds">Null when none waits.</param>
/// <param name="AgentsOnDuty">Null where no server was asked: only a running server knows.</param>
/// <param name="Priorities">Waiting cases of every class, 0 first.</param>
/// <param name="Reasons">Waiting cases of every reason that any has.</param>
internal sealed record QueueState(
    int Waiting, int Held, long? LongestWaitSeconds, int? AgentsOnDuty, IReadOnlyList<PriorityCount> Priorities, IReadOnlyList<ReasonCount> Reasons) : ToolResult
{
    /// <inheritdoc/>
    internal override string End => "counted";

    /// <summary>Makes it of counts.</summary>
    public static QueueState Of(QueueCounts counts) =>
        new(counts.Waiting, counts.Held, counts.LongestWaitSeconds, counts.AgentsOnDuty, counts.Priorities, counts.Reasons);
}

/// <summary>What became of a request for a person.</summary>
/// <param name="Status">One of <see cref="HandoffStatus"/>.</param>
/// <param name="ConversationId">Which conversation.</param>
/// <param name="Place">Place in the line, counted from 1; null unless it waits, or while the board has not caught up.</param>
/// <param name="AgentsOnDuty">How many agents are on duty; 0 means that nobody comes soon, and the cardholder was told so.</param>
/// <param name="Reason">The reason under which it waits; null unless it was queued now.</param>
/// <param name="Message">What that means, for the reader of the result.</param>
internal sealed record HandoffResult(string Status, string ConversationId, int? Place, int AgentsOnDuty, string? Reason, string Message) : ToolResult
{
    /// <inheritdoc/>
    internal override string End => Status;
}

/// <summary>The ways in which a request for a person ends. A closed set; only <see cref="Queued"/> changed anything.</summary>
internal static class HandoffStatus
{
    /// <summary>The conversation waits for a person now.</summary>
    public const string Queued = "queued";

    /// <summary>It was waiting before; its place was not touched.</summary>
    public const string AlreadyWaiting = "already_waiting";

    /// <summary>A person answers in it.</summary>
    public const string HeldByAgent = "held_by_agent";

    /// <summary>It is over.</summary>
    public const string Closed = "closed";

    /// <summary>There is none of that id.</summary>
    public const string NoSuchConversation = "no_such_conversation";

    /// <summary>The client id was used in this conversation before, and that request was dealt with.</summary>
    public const string DoneBefore = "done_before";

    /// <summary>Gets all of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Queued, AlreadyWaiting, HeldByAgent, Closed, NoSuchConversation, DoneBefore];
}

/// <summary>Why a tool did nothing that can be relied on.</summary>
/// <param name="Error">One of <see cref="ToolErrors"/>.</param>
/// <param name="Message">What to do; our own words, never an exception's and never the caller's.</param>
/// <param name="Retry">Whether the same call may be tried again later.</param>
internal sealed record ToolError(string Error, string Message, bool Retry) : ToolResult
{
    /// <inheritdoc/>
    internal override string End => Error;
}

using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Context;

/// <summary>What the conversation so far means to the next message. A fold of the log; nothing is kept anywhere else.</summary>
/// <param name="Answer">The last answer that follow-ups are about; null when there is none.</param>
/// <param name="Question">The question that it answered, spelled out; empty when there is none.</param>
/// <param name="Before">What was said right before the messages to answer; null at the start.</param>
internal sealed record Memory(SaidEntry? Answer, string Question, SaidEntry? Before)
{
    /// <summary>Gets the memory of a conversation that begins.</summary>
    public static Memory None { get; } = new(null, string.Empty, null);

    /// <summary>Gets the rule by which the last turn was answered; null when its words were asked as they stood.</summary>
    public string? LastRule { get; init; }

    /// <summary>Gets the last question, answered or not; empty when there is none.</summary>
    public string LastAsked { get; init; } = string.Empty;

    /// <summary>Gets the last answer as the knowledge base needs it to understand a fragment.</summary>
    public Earlier? Earlier => Answer?.Article is { } article && Question.Length > 0 ? new Earlier(Question, article) : null;

    /// <summary>Reads it from the log as far as the turn looks back.</summary>
    public static Memory Of(Turn turn)
    {
        var before = turn.Said.Count;
        while (before > 0 && turn.Said[before - 1].Seq >= turn.Waiting[0].Seq)
        {
            before--;
        }

        // What an agent settled is not gone back behind: their words may have been about anything.
        SaidEntry? answer = null;
        for (var i = before - 1; i >= 0 && answer is null && turn.Said[i].Speaker != "agent"; i--)
        {
            answer = turn.Said[i] is { Kind: "answer", Article: not null } found ? found : null;
        }

        var outcome = answer is null ? null : turn.Past.FirstOrDefault(past => past.Seq > answer.Seq);
        // What was looked for within an article asked no new question: the next follow-up is about the same one.
        while (outcome is { Rule: "section" or "again" } within && turn.Past.LastOrDefault(past => past.Seq < within.Seq && past.Outcome == nameof(TurnOutcome.Answered)) is { } earlier)
        {
            outcome = earlier;
        }

        string Asked(PastOutcome? past) => past is null ? string.Empty : past.Asked ?? Texts(turn.Said, before, past.Answers);

        var answered = answer?.Seq ?? long.MaxValue;

        // A whole question that got no answer is what a fragment is about now, and nothing is known of it.
        var lost = turn.Past.Any(past => past.Seq > answered && past is { Outcome: nameof(TurnOutcome.Unknown), Rule: null });
        return new Memory(answer, lost ? string.Empty : Asked(outcome), before > 0 ? turn.Said[before - 1] : null)
        {
            LastRule = turn.Past.Count > 0 ? turn.Past[^1].Rule : null,
            LastAsked = Asked(turn.Past.LastOrDefault(past => past.Outcome is nameof(TurnOutcome.Answered) or nameof(TurnOutcome.Choice) or nameof(TurnOutcome.Unknown))),
        };
    }

    private static string Texts(IReadOnlyList<SaidEntry> said, int before, IReadOnlyList<long> seqs)
    {
        string? texts = null;
        for (var i = 0; i < before; i++)
        {
            if (seqs.Contains(said[i].Seq))
            {
                texts = texts is null ? said[i].Text : $"{texts}\n{said[i].Text}";
            }
        }

        return texts ?? string.Empty;
    }
}

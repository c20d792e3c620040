using Cardline.Bot.Turns.Context;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Grounding;

/// <summary>Asks the approved articles, unless a person is needed at once or nothing is asked.</summary>
internal sealed class GroundingStage(IKnowledgeBase knowledge) : ITurnStage
{
    /// <inheritdoc/>
    public ValueTask<Turn> RunAsync(Turn turn, CancellationToken cancel)
    {
        if (turn.Person.Step == HandoffStep.Handoff || turn.Courtesy is not (Courtesy.None or Courtesy.Wordless))
        {
            return ValueTask.FromResult(turn);
        }

        var picked = turn.Picked is { } pick ? knowledge.Show(pick.Article, turn.Lang, turn.StartedAt) : null;
        return ValueTask.FromResult(turn with
        {
            Picked = picked is null ? null : turn.Picked,
            Answer = picked ?? Ask(turn),
        });
    }

    /// <summary>Asks with all the words, or those after "this is not about ..."; when they do not lead to one article, the last clause may, without the greeting or the worry before it.</summary>
    private KnowledgeAnswer Ask(Turn turn)
    {
        if (Asking.AfterDenial(turn.Question) is { } meant && knowledge.Ask(new Question(meant, turn.Lang, turn.StartedAt)) is { Outcome: not AnswerOutcome.Unknown } found)
        {
            return found;
        }

        var whole = knowledge.Ask(new Question(turn.Question, turn.Lang, turn.StartedAt));
        if (whole.Outcome == AnswerOutcome.Answer || Asking.LastClause(turn.Question) is not { } clause)
        {
            return whole;
        }

        var asked = knowledge.Ask(new Question(clause, turn.Lang, turn.StartedAt));
        return asked.Outcome == AnswerOutcome.Answer ? asked : whole;
    }
}

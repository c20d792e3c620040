using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Grounding;

/// <summary>Asks the approved articles, unless a person is needed at once or there are no words to ask with.</summary>
internal sealed class GroundingStage(IKnowledgeBase knowledge) : ITurnStage
{
    /// <inheritdoc/>
    public ValueTask<Turn> RunAsync(Turn turn, CancellationToken cancel)
    {
        if (turn.Person.Step == HandoffStep.Handoff)
        {
            return ValueTask.FromResult(turn);
        }

        var picked = turn.Picked is { } pick ? knowledge.Show(pick.Article, turn.Lang, turn.StartedAt) : null;
        return ValueTask.FromResult(turn with
        {
            Picked = picked is null ? null : turn.Picked,
            Answer = picked ?? knowledge.Ask(new Question(turn.Question, turn.Lang, turn.StartedAt)),
        });
    }
}

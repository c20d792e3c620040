using Cardline.Bot.Turns.Context;
using Cardline.Bot.Turns.Escalation;
using Cardline.Bot.Turns.Grounding;
using Cardline.Bot.Turns.Reply;
using Cardline.Bot.Turns.Safety;

namespace Cardline.Bot.Turns;

/// <summary>The turn, in the order in which it happens. This list is the documentation; the README repeats it and a test compares them.</summary>
internal sealed class TurnPipeline(
    SafetyStage safety, ContextStage context, GroundingStage grounding, EscalationStage escalation, ReplyStage reply)
{
    private readonly ITurnStage[] stages =
    [
        safety,      // Is a person needed at once? Decided before any search.
        context,     // What is asked, in which language, about which article?
        grounding,   // What do the approved articles say?
        escalation,  // Should a person be offered?
        reply,       // Say it, in approved words.
    ];

    /// <summary>Runs the stages in order.</summary>
    public async ValueTask<TurnReply> RunAsync(Turn turn, CancellationToken cancel)
    {
        foreach (var stage in stages)
        {
            turn = await stage.RunAsync(turn, cancel);
        }

        return turn.Reply ?? throw new InvalidOperationException($"The turn {turn.Head.TurnSeq} of {turn.Head.ConversationId} went through all stages without a reply.");
    }
}

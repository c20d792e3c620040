using Cardline.Bot.Turns.Context;
using Cardline.Bot.Turns.Escalation;
using Cardline.Bot.Turns.Grounding;
using Cardline.Bot.Turns.Reply;
using Cardline.Bot.Turns.Safety;
using Cardline.Handoff;
using Cardline.Handoff.Detection;

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

    /// <summary>
    /// What is still said to a message that waited too long: an old question wants no late answer, but a stolen card is as urgent
    /// as before, and who waits for a person is told that the message was kept.
    /// </summary>
    /// <returns>Null when neither is the case.</returns>
    public async ValueTask<TurnReply?> RunLateAsync(Turn turn, CancellationToken cancel)
    {
        turn = await safety.RunAsync(turn, cancel);
        return turn.Person.Step == HandoffStep.Handoff || turn.Head.Holder.Kind == HolderKind.Queue ? (await reply.RunAsync(turn, cancel)).Reply : null;
    }

    /// <summary>Runs the stages in order.</summary>
    public async ValueTask<TurnReply> RunAsync(Turn turn, CancellationToken cancel)
    {
        try
        {
            foreach (var stage in stages)
            {
                turn = await stage.RunAsync(turn, cancel);
            }
        }
        finally
        {
            // However the turn ends, nothing that it asked for goes on without it.
            if (turn.Opinion is { } opinion)
            {
                await opinion.StopAsync();
            }
        }

        foreach (var use in turn.Uses)
        {
            Operations.Instruments.ModelHeard(use.UseName, use.Used ? "used" : use.FaultName ?? "unchanged");
        }

        return turn.Reply ?? throw new InvalidOperationException($"The turn {turn.Head.TurnSeq} of {turn.Head.ConversationId} went through all stages without a reply.");
    }
}

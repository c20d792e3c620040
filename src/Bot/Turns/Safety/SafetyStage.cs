using Cardline.Handoff.Detection;

namespace Cardline.Bot.Turns.Safety;

/// <summary>Decides every reason that needs a person at once, before any search or model call.</summary>
internal sealed class SafetyStage(IHandoffPolicy policy) : ITurnStage
{
    /// <inheritdoc/>
    public ValueTask<Turn> RunAsync(Turn turn, CancellationToken cancel)
    {
        HandoffDecision? first = null;
        foreach (var message in turn.Waiting)
        {
            var decision = Judge(turn, message);
            if (decision.Step == HandoffStep.Handoff && (first is null || HandoffReasons.PrecedenceOf(decision.Reason) < HandoffReasons.PrecedenceOf(first.Reason)))
            {
                first = decision;
            }
        }

        return ValueTask.FromResult(first is null ? turn : turn with { Person = first });
    }

    /// <summary>Every waiting message is judged with what was said before it; the most urgent reason wins.</summary>
    private HandoffDecision Judge(Turn turn, SaidEntry message)
    {
        if (message.Value("action") == "person")
        {
            return new HandoffDecision(HandoffStep.Handoff, "human_request", message.Text, Rule: "control");
        }

        if (message.Value("article") is not null)
        {
            return HandoffDecision.None;
        }

        // The last message is judged with all that was said, and what is made of it there serves Escalation too.
        return policy.AtOnce(turn.Said[^1].Seq > message.Seq ? [.. turn.Said.TakeWhile(entry => entry.Seq <= message.Seq).Select(entry => entry.Judged)] : turn.Judged);
    }
}

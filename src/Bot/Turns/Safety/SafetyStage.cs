using Cardline.Handoff.Detection;

namespace Cardline.Bot.Turns.Safety;

/// <summary>Decides every reason that needs a person at once, before any search or model call.</summary>
internal sealed class SafetyStage(IHandoffPolicy policy) : ITurnStage
{
    /// <inheritdoc/>
    public ValueTask<Turn> RunAsync(Turn turn, CancellationToken cancel)
    {
        var decisions = turn.Waiting.Select(message => Judge(turn, message)).Where(decision => decision.Step == HandoffStep.Handoff).ToList();
        var first = decisions.MinBy(decision => HandoffReasons.PrecedenceOf(decision.Reason));
        return ValueTask.FromResult(first is null ? turn : turn with { Person = first });
    }

    /// <summary>Every waiting message is judged with what was said before it; the most urgent reason wins.</summary>
    private HandoffDecision Judge(Turn turn, SaidEntry message)
    {
        if (message.Value("action") == "person")
        {
            return new HandoffDecision(HandoffStep.Handoff, "human_request", message.Text, Rule: "control");
        }

        var said = turn.Said.TakeWhile(entry => entry.Seq <= message.Seq).Select(entry => entry.ToSaidTurn()).ToList();
        return message.Value("article") is null ? policy.AtOnce(said) : HandoffDecision.None;
    }
}

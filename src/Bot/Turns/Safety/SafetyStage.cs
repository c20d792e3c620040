using Cardline.Bot.Turns.Escalation;
using Cardline.Handoff.Detection;

namespace Cardline.Bot.Turns.Safety;

/// <summary>Decides every reason that needs a person at once, before any search or model call, and notices every right that is invoked.</summary>
internal sealed class SafetyStage(IHandoffPolicy policy) : ITurnStage
{
    /// <inheritdoc/>
    public ValueTask<Turn> RunAsync(Turn turn, CancellationToken cancel)
    {
        HandoffDecision? first = null;
        var rights = new List<RightNotice>();
        foreach (var message in turn.Waiting)
        {
            var (decision, invoked) = Judge(turn, message);
            if (decision.Step == HandoffStep.Handoff && (first is null || HandoffReasons.PrecedenceOf(decision.Reason) < HandoffReasons.PrecedenceOf(first.Reason)))
            {
                first = decision;
            }

            // The first message that gives notice counts, not the one that decides.
            rights.AddRange(invoked.Where(right => !rights.Exists(known => known.Right == right.Reason))
                .Select(right => new RightNotice(right.Reason, message.Seq, message.At, right.Evidence, right.Rule)));
        }

        return ValueTask.FromResult(first is null ? turn : turn with { Person = first, Rights = rights });
    }

    /// <summary>Every waiting message is judged with what was said before it; the most urgent reason wins.</summary>
    private (HandoffDecision Decision, IReadOnlyList<HandoffDecision> Rights) Judge(Turn turn, SaidEntry message)
    {
        if (message.Value("action") == "person")
        {
            return (new HandoffDecision(HandoffStep.Handoff, "human_request", message.Text, Rule: "control"), []);
        }

        if (message.Value("article") is not null)
        {
            return (HandoffDecision.None, []);
        }

        // The last message is judged with all that was said, and what is made of it there serves Escalation too.
        IReadOnlyList<SaidTurn> said = turn.Said[^1].Seq > message.Seq ? [.. turn.Said.TakeWhile(entry => entry.Seq <= message.Seq).Select(entry => entry.Judged)] : turn.Judged;
        var decision = policy.AtOnce(said);
        if (decision.Step == HandoffStep.Handoff && turn.Offers.IsCalm(decision.Reason))
        {
            (decision, said) = JudgeRest(turn, message);
        }

        return (decision, decision.Step == HandoffStep.Handoff ? Rights(decision, said) : []);
    }

    /// <summary>A right hands over at once, so where nothing does there is none; where something more urgent does, it may hide some.</summary>
    private List<HandoffDecision> Rights(HandoffDecision decision, IReadOnlyList<SaidTurn> said)
    {
        List<HandoffDecision> rights = HandoffReasons.Rights.Contains(decision.Reason) ? [decision] : [];
        rights.AddRange(policy.Rights(said).Where(right => right.Reason != decision.Reason));
        return rights;
    }

    /// <summary>Right after a person dealt with the matter: what thanks for that is left out, and all the rest is judged as ever.</summary>
    private (HandoffDecision Decision, IReadOnlyList<SaidTurn> Said) JudgeRest(Turn turn, SaidEntry message)
    {
        List<SaidTurn> said = [.. turn.Said.TakeWhile(entry => entry.Seq < turn.Waiting[0].Seq).Select(entry => entry.Judged)];
        var before = said.Count;
        foreach (var waiting in turn.Waiting.Where(waiting => waiting.Seq <= message.Seq))
        {
            if (Settled.Rest(waiting.Text) is { Length: > 0 } rest)
            {
                said.Add(waiting.Judged with { Text = rest });
            }
        }

        return (said.Count == before ? HandoffDecision.None : policy.AtOnce(said), said);
    }
}

using Cardline.Handoff;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Escalation;

/// <summary>Decides, knowing the answer, whether to offer a person or to hand over because the article says so.</summary>
internal sealed class EscalationStage(IHandoffPolicy policy) : ITurnStage
{
    /// <inheritdoc/>
    public ValueTask<Turn> RunAsync(Turn turn, CancellationToken cancel)
    {
        if (turn.Person.Step == HandoffStep.Handoff || turn.Answer is not { } answer || turn.Head.Holder.Kind == HolderKind.Queue)
        {
            return ValueTask.FromResult(turn);
        }

        if (answer is { Outcome: AnswerOutcome.Answer, Handoff: HandoffAdvice.Always })
        {
            return ValueTask.FromResult(turn with { Person = new HandoffDecision(HandoffStep.Handoff, ReasonOf(answer, turn.Lang), Evidence: null, Rule: "article") });
        }

        var decision = turn.Picked is null ? policy.AfterAnswer([.. turn.Said.Select(entry => entry.ToSaidTurn())], Word(answer.Outcome)) : HandoffDecision.None;
        if (decision.Step == HandoffStep.Answer && answer is { Outcome: AnswerOutcome.Answer, Handoff: HandoffAdvice.Offer } && !OfferedBefore(turn, "complex"))
        {
            decision = new HandoffDecision(HandoffStep.Offer, "complex", Evidence: null, Rule: "article");
        }

        return ValueTask.FromResult(turn with { Person = decision });
    }

    /// <summary>The urgent reason whose first step is this article, so that a press on its title is as urgent as the words; otherwise just complex.</summary>
    private string ReasonOf(KnowledgeAnswer answer, string lang) =>
        HandoffReasons.AtOnce.FirstOrDefault(reason => policy.TextsFor(reason, lang).FirstStepArticle == answer.Sources[0].Article) ?? "complex";

    private static bool OfferedBefore(Turn turn, string reason) => turn.Said.Any(entry => entry.Offered == reason);

    private static string Word(AnswerOutcome outcome) => outcome switch
    {
        AnswerOutcome.Answer => "answer",
        AnswerOutcome.Choose => "choose",
        AnswerOutcome.Unknown => "unknown",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "A new outcome needs a word here."),
    };
}

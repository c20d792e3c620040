using Cardline.Bot.Turns.Context;
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

        // What was chosen from what the bot itself showed is no sign of anything; an answer that must be said again may be.
        var decision = turn.Wish is null or { Repeats: true } ? policy.AfterAnswer(turn.Judged, Word(answer.Outcome)) : HandoffDecision.None;
        if (decision.Step == HandoffStep.Answer && IsAgainInVain(turn) && !OfferedBefore(turn, "unhelped"))
        {
            decision = new HandoffDecision(HandoffStep.Offer, "unhelped", Evidence: null, Rule: "turns.again");
        }

        if (decision.Step == HandoffStep.Answer && answer is { Outcome: AnswerOutcome.Answer, Handoff: HandoffAdvice.Offer } && !OfferedBefore(turn, "complex"))
        {
            decision = new HandoffDecision(HandoffStep.Offer, "complex", Evidence: null, Rule: "article");
        }

        return ValueTask.FromResult(turn with { Person = decision });
    }

    /// <summary>The urgent reason whose first step is this article, so that a press on its title is as urgent as the words; otherwise just complex.</summary>
    private string ReasonOf(KnowledgeAnswer answer, string lang) =>
        HandoffReasons.AtOnce.FirstOrDefault(reason => policy.TextsFor(reason, lang).FirstStepArticle == answer.Sources[0].Article) ?? "complex";

    /// <summary>Saying the same once more did not help; a third time will not either.</summary>
    private static bool IsAgainInVain(Turn turn) =>
        turn is { Wish.Rule: WishRule.Again or WishRule.NotUnderstood, Memory.LastRule: "again" or "notUnderstood" };

    private static bool OfferedBefore(Turn turn, string reason) => turn.Said.Any(entry => entry.Offered == reason);

    private static string Word(AnswerOutcome outcome) => outcome switch
    {
        AnswerOutcome.Answer => "answer",
        AnswerOutcome.Choose => "choose",
        AnswerOutcome.Unknown => "unknown",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "A new outcome needs a word here."),
    };
}

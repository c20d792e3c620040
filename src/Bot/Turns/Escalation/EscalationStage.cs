using Cardline.Bot.Model;
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
        var decided = Decided(turn);
        return turn.Opinion is { } opinion ? HeardAsync(decided, opinion) : ValueTask.FromResult(decided);
    }

    private Turn Decided(Turn turn)
    {
        if (turn.Person.Step == HandoffStep.Handoff || turn.Head.Holder.Kind == HolderKind.Queue)
        {
            return turn;
        }

        if (turn.Courtesy == Courtesy.NotHelpful)
        {
            return Volunteered(turn, "unhelped", "thumbs_down");
        }

        if (turn.Answer is not { } answer)
        {
            return turn;
        }

        if (answer is { Outcome: AnswerOutcome.Answer, Handoff: HandoffAdvice.Always })
        {
            return turn with { Person = new HandoffDecision(HandoffStep.Handoff, ReasonOf(answer, turn.Lang), Evidence: null, Rule: "article") };
        }

        if (Intake.RepliedFor(turn) is { } asked)
        {
            return turn with { Person = new HandoffDecision(HandoffStep.Offer, asked, Evidence: null, Rule: "turns.intake"), Intake = IntakeStep.Noted };
        }

        return WithIntake(Offered(turn, answer));
    }

    /// <summary>A model's second opinion is heard last: it finds everything decided, and all it can do is to bring a person nearer.</summary>
    private async ValueTask<Turn> HeardAsync(Turn decided, PendingOpinion opinion)
    {
        if (decided.Person.Step == HandoffStep.Handoff)
        {
            await opinion.StopAsync();
            return decided.Tried(ModelUse.SecondOpinion, reply: null, UseFault.NotNeeded);
        }

        var heard = SecondOpinion.Heard(decided, await opinion.HearAsync());
        return heard.Person.Rule == SecondOpinion.Rule ? WithIntake(heard) : heard;
    }

    private Turn Offered(Turn turn, KnowledgeAnswer answer)
    {
        // What was chosen from what the bot itself showed is no sign of anything; an answer that must be said again may be.
        if (turn.Wish is null or { Repeats: true })
        {
            var (decision, heldBack) = Offers.Decide(policy, turn, Word(answer.Outcome));
            turn = turn with { Person = IsAllAnswered(turn, decision) ? HandoffDecision.None : decision, HeldBack = heldBack };
        }

        turn = turn.Person.Step == HandoffStep.Answer && IsAgainInVain(turn) ? Volunteered(turn, "unhelped", "turns.again") : turn;
        turn = turn.Person.Step == HandoffStep.Answer && IsSameArticle(turn, answer) ? Volunteered(turn, "unhelped", "turns.same_article") : turn;
        return turn.Person.Step == HandoffStep.Answer && answer is { Outcome: AnswerOutcome.Answer, Handoff: HandoffAdvice.Offer } ? Volunteered(turn, "complex", "article") : turn;
    }

    /// <summary>Several matters are complex, but not when the articles hold an answer to each of them.</summary>
    private static bool IsAllAnswered(Turn turn, HandoffDecision decision) => decision.Reason == "complex" && turn.Parts.Count > 1;

    private static Turn Volunteered(Turn turn, string reason, string rule) => turn.Offers.Allows(reason)
        ? turn with { Person = new HandoffDecision(HandoffStep.Offer, reason, Evidence: null, rule) }
        : turn with { HeldBack = [.. turn.HeldBack, reason] };

    /// <summary>Asks the reason's one question with the offer, once in a conversation. Who asked a plain question about an article that offers a person has no case to tell of.</summary>
    private Turn WithIntake(Turn turn) =>
        turn.Person is { Step: HandoffStep.Offer, Rule: not "article" } && !turn.Offers.Asked.Contains(turn.Person.Reason) && policy.TextsFor(turn.Person.Reason, turn.Lang).Intake is not null
            ? turn with { Intake = IntakeStep.Asked }
            : turn;

    /// <summary>The urgent reason whose first step is this article, so that a press on its title is as urgent as the words; otherwise just complex.</summary>
    private string ReasonOf(KnowledgeAnswer answer, string lang) =>
        HandoffReasons.AtOnce.FirstOrDefault(reason => policy.TextsFor(reason, lang).FirstStepArticle == answer.Sources[0].Article) ?? "complex";

    /// <summary>Saying the same once more did not help; a third time will not either.</summary>
    private static bool IsAgainInVain(Turn turn) =>
        turn is { Wish.Rule: WishRule.Again or WishRule.NotUnderstood, Memory.LastRule: "again" or "notUnderstood" };

    /// <summary>Other words led to the same article once more, so it does not hold what is looked for. What builds on the answer before is no such sign.</summary>
    private static bool IsSameArticle(Turn turn, KnowledgeAnswer answer) =>
        answer is { Outcome: AnswerOutcome.Answer, Sources: [{ Article: var article }, ..] }
        && turn is { Wish: null, Followed: null or { Rule: "clause" or "denial" }, Past: [.., { Outcome: nameof(TurnOutcome.Answered), Rule: null or "clause" or "denial" } last] }
        && last.Article == article
        && turn.Last.Activity["value"] is null
        && !turn.Said.Any(entry => entry.Seq > last.Seq && entry.Speaker == "agent")
        && !string.Equals(turn.Question, turn.Memory.LastAsked, StringComparison.OrdinalIgnoreCase);

    private static string Word(AnswerOutcome outcome) => outcome switch
    {
        AnswerOutcome.Answer => "answer",
        AnswerOutcome.Choose => "choose",
        AnswerOutcome.Unknown => "unknown",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "A new outcome needs a word here."),
    };
}

using Cardline.Bot.Turns;
using Cardline.Bot.Turns.Context;
using Cardline.Bot.Turns.Escalation;
using Cardline.Bot.Turns.Safety;
using Cardline.Handoff;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Replay;

/// <summary>
/// Judges a turn of the log once more, with the turn's own stages and another policy. Nothing is searched: what the articles said then is
/// taken from the record of the outcome.
/// </summary>
internal sealed class TurnReplay(IHandoffPolicy policy)
{
    /// <summary>The rule under which the turn records that an article wants a person.</summary>
    private const string ArticleRule = "article";

    private readonly SafetyStage safety = new(policy);
    private readonly ContextStage context = new();
    private readonly EscalationStage escalation = new(policy);

    /// <summary>Judges.</summary>
    /// <param name="turn">The turn as it was read then.</param>
    /// <param name="then">How it ended.</param>
    /// <param name="cancel">Stops it.</param>
    public async ValueTask<HandoffDecision> JudgeAsync(Turn turn, RecordedDecision then, CancellationToken cancel)
    {
        turn = await safety.RunAsync(turn, cancel);
        if (turn.Person.Step == HandoffStep.Handoff || AnswerThen(then, turn.Head.Holder) is not { } answer)
        {
            return turn.Person;
        }

        if (then.Person is { Step: HandoffStep.Handoff, Rule: ArticleRule } always)
        {
            // The article hands over, whatever the policy says.
            return always;
        }

        turn = await context.RunAsync(turn, cancel);

        // A wish that the search did not grant was asked as a question like any other, and the record has no such rule.
        var granted = turn.Wish is { } wish && Enum.TryParse<WishRule>(then.Follow, ignoreCase: true, out var rule) ? wish with { Rule = rule } : null;
        return (await escalation.RunAsync(turn with { Wish = granted, Answer = answer }, cancel)).Person;
    }

    /// <summary>What the knowledge base said then; null when it was not asked, or when the turn failed.</summary>
    /// <remarks>Of a turn that was handed over before the search nobody knows; it is taken for answered.</remarks>
    private static KnowledgeAnswer? AnswerThen(RecordedDecision then, Holder holder)
    {
        AnswerOutcome? outcome = then.Outcome switch
        {
            nameof(TurnOutcome.Answered) => AnswerOutcome.Answer,
            nameof(TurnOutcome.HandedOff) when holder.Kind == HolderKind.Bot => AnswerOutcome.Answer,
            nameof(TurnOutcome.Choice) => AnswerOutcome.Choose,
            nameof(TurnOutcome.Unknown) => AnswerOutcome.Unknown,
            _ => null,
        };
        var advice = then.Person is { Step: HandoffStep.Offer, Rule: ArticleRule } ? HandoffAdvice.Offer : HandoffAdvice.Never;
        return outcome is { } known ? new KnowledgeAnswer(known, [], "en", Text: null, More: null, [], [], advice, "log") : null;
    }
}

using Cardline.Bot.Turns;
using Cardline.Bot.Turns.Context;
using Cardline.Bot.Turns.Escalation;
using Cardline.Bot.Turns.Safety;
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

    /// <summary>The follow-up rule of a message with several questions, each of which had its answer.</summary>
    private const string PartsRule = "parts";

    private readonly SafetyStage safety = new(policy);
    private readonly ContextStage context = new();
    private readonly EscalationStage escalation = new(new Wordless(policy));

    /// <summary>Judges.</summary>
    /// <param name="turn">The turn as it was read then.</param>
    /// <param name="then">How it ended.</param>
    /// <param name="cancel">Stops it.</param>
    public async ValueTask<HandoffDecision> JudgeAsync(Turn turn, RecordedDecision then, CancellationToken cancel)
    {
        turn = await safety.RunAsync(turn, cancel);
        if (turn.Person.Step == HandoffStep.Handoff || then.Outcome == nameof(TurnOutcome.Failed))
        {
            // A message that had waited too long was looked at for its urgency and for nothing else.
            return turn.Person;
        }

        if (then.Person is { Step: HandoffStep.Handoff, Rule: ArticleRule } always)
        {
            // The article hands over, whatever the policy says.
            return always;
        }

        turn = await context.RunAsync(turn, cancel);
        var answer = turn.Courtesy is Courtesy.None or Courtesy.Wordless ? AnswerThen(then) : null;
        turn = turn with
        {
            // A wish that the search did not grant was asked as a question like any other, and the record has no such rule.
            Wish = turn.Wish is { } wish && Enum.TryParse<WishRule>(then.Followed?.Rule, ignoreCase: true, out var rule) ? wish with { Rule = rule } : null,
            Followed = then.Followed,
            Answer = answer,
            Parts = answer is { Outcome: AnswerOutcome.Answer } part && then.Followed?.Rule == PartsRule ? [part, part] : [],
        };
        var judged = (await escalation.RunAsync(turn, cancel)).Person;

        // What a model raised is no work of the policy's; another policy would have been raised as well.
        return then.Person is { Rule: SecondOpinion.Rule } raised && raised.Step > judged.Step ? raised : judged;
    }

    /// <summary>What the knowledge base said then; null when it was not asked.</summary>
    /// <remarks>
    /// Of a turn that was handed over before the search nobody knows; it is taken for answered. What was only noted is the reply to the
    /// intake question, for which no article counted.
    /// </remarks>
    private static KnowledgeAnswer? AnswerThen(RecordedDecision then)
    {
        AnswerOutcome? outcome = then.Outcome switch
        {
            nameof(TurnOutcome.Answered) or nameof(TurnOutcome.HandedOff) => AnswerOutcome.Answer,
            nameof(TurnOutcome.Choice) => AnswerOutcome.Choose,
            nameof(TurnOutcome.Unknown) or nameof(TurnOutcome.Noted) => AnswerOutcome.Unknown,
            _ => null,
        };
        IReadOnlyList<Source> sources = outcome == AnswerOutcome.Answer && then.Article is { } article ? [new Source(article, "en", "log", "log", "log")] : [];
        var advice = then.Person is { Step: HandoffStep.Offer, Rule: ArticleRule } ? HandoffAdvice.Offer : HandoffAdvice.Never;
        return outcome is { } known ? new KnowledgeAnswer(known, [], "en", Text: null, More: null, sources, [], advice, "log") : null;
    }

    /// <summary>The policy without its words: a replay says nothing, so a folder that is tried need not hold the texts.</summary>
    private sealed class Wordless(IHandoffPolicy policy) : IHandoffPolicy
    {
        private static readonly HandoffTexts None = new(FirstStep: null, FirstStepArticle: null, string.Empty, string.Empty, string.Empty);

        public string Version => policy.Version;

        public HandoffDecision AtOnce(IReadOnlyList<SaidTurn> said) => policy.AtOnce(said);

        public IReadOnlyList<HandoffDecision> Rights(IReadOnlyList<SaidTurn> said) => policy.Rights(said);

        public HandoffDecision AfterAnswer(IReadOnlyList<SaidTurn> said, string outcome) => policy.AfterAnswer(said, outcome);

        public HandoffTexts TextsFor(string reason, string lang) => None;
    }
}

using Cardline.Handoff.Detection.Learned;

namespace Cardline.Handoff.Detection;

/// <summary>Finds the rights that a message invokes, each for itself: a lost card in the same message does not hide a dispute.</summary>
/// <remarks>It looks at the same messages, sentences and sifted words as the judgement of what to do, and makes them only where nobody did before.</remarks>
/// <param name="rules">The rules.</param>
/// <param name="combination">Decides.</param>
internal sealed class InvokedRights(RuleSet rules, Combination combination)
{
    private readonly (string Right, Rule[] Rules)[] _rights =
        [.. HandoffReasons.Rights.Select(right => (right, rules.Rules.Where(rule => rule.Reason == right).ToArray()))];

    /// <summary>Finds them in the last message and those right before it that nobody has answered.</summary>
    /// <param name="said">The conversation.</param>
    /// <param name="learned">What was learnt; null when nothing was.</param>
    public IReadOnlyList<HandoffDecision> Of(IReadOnlyList<SaidTurn> said, Experience? learned)
    {
        var burst = Burst.Before(rules, said, said.Count);
        var last = burst.Count > 1 && burst.Length > FoldedText.CharsMax ? burst.Last() : null;
        var found = new List<HandoffDecision>();
        foreach (var (right, candidates) in _rights)
        {
            // Together the messages may be too long to be read whole; what was said last must be.
            if ((Found(right, candidates, burst, learned) ?? (last is null ? null : Found(right, candidates, last, learned))) is { } decision)
            {
                found.Add(decision);
            }
        }

        return found;
    }

    private HandoffDecision? Found(string right, Rule[] candidates, Burst burst, Experience? learned)
    {
        var rule = Firing.First(candidates, burst, rules.Sieve);
        var isLearned = learned is not null && burst.HasWords;
        var signals = new RightSignals(
            rule,
            isLearned ? burst.Likely(learned!) : null,
            isLearned && rule is not null ? learned!.Judge(rule.Sentence.Words) : null,
            isLearned && rule is null && Firing.IsHeldBack(candidates, right, burst, rules.Sieve));
        return combination.Right(right, signals) switch
        {
            DecidedBy.Rule => new HandoffDecision(HandoffStep.Handoff, right, rule!.Evidence, rule.Rule),
            DecidedBy.Examples => new HandoffDecision(HandoffStep.Handoff, right, burst.Evidence(learned!, right), HandoffPolicy.ExamplesRule),
            _ => null,
        };
    }
}

namespace Cardline.Handoff.Detection;

/// <summary>Finds the rights that a message invokes, each by its own rules: a lost card in the same message does not hide a dispute.</summary>
/// <remarks>It looks at the same messages, sentences and sifted words as the judgement of what to do, and makes them only where nobody did before.</remarks>
internal sealed class InvokedRights(RuleSet rules)
{
    private readonly (string Right, Rule[] Rules)[] _rights =
        [.. HandoffReasons.Rights.Select(right => (right, rules.Rules.Where(rule => rule.Reason == right).ToArray()))];

    /// <summary>Finds them in the last message and those right before it that nobody has answered.</summary>
    public IReadOnlyList<HandoffDecision> Of(IReadOnlyList<SaidTurn> said)
    {
        var burst = Burst.Before(rules, said, said.Count);
        var last = burst.Count > 1 && burst.Length > FoldedText.CharsMax ? burst.Last() : null;
        var found = new List<HandoffDecision>();
        foreach (var (_, candidates) in _rights)
        {
            // Together the messages may be too long to be read whole; what was said last must be.
            if ((Fired(candidates, burst) ?? (last is null ? null : Fired(candidates, last))) is { } right)
            {
                found.Add(right);
            }
        }

        return found;
    }

    private HandoffDecision? Fired(Rule[] candidates, Burst burst)
    {
        if (burst.Sentences.Count == 0)
        {
            return null;
        }

        foreach (var rule in candidates)
        {
            foreach (var sentence in rule.WholeMessage ? [burst.Whole] : burst.Sentences)
            {
                if (rule.Evidence(sentence, rules.Sieve) is { } evidence)
                {
                    return new HandoffDecision(HandoffStep.Handoff, rule.Reason, evidence, rule.Id);
                }
            }
        }

        return null;
    }
}

namespace Cardline.Handoff.Detection;

/// <summary>Judges conversations by one rule set. Pure; safe for any number of callers.</summary>
internal sealed class RulePolicy(RuleSet rules)
{
    /// <summary>Most turns looked back on for earlier offers and unhelped turns.</summary>
    public const int TurnsMax = 100;

    /// <summary>Most messages of a cardholder, sent one after another, that are judged together.</summary>
    public const int BurstMax = 8;

    private static readonly int HumanRequestPlace = HandoffReasons.PrecedenceOf("human_request");
    private readonly List<Rule> _atOnce = [.. rules.Rules.Where(rule => HandoffReasons.AtOnce.Contains(rule.Reason))];
    private readonly ILookup<string, Rule> _byReason = rules.Rules.ToLookup(rule => rule.Reason, StringComparer.Ordinal);

    /// <summary>Gets the version of the rules.</summary>
    public string Version => rules.Version;

    /// <summary>Judges the reasons that act at once.</summary>
    public HandoffDecision AtOnce(IReadOnlyList<SaidTurn> said)
    {
        var burst = Burst(said, said.Count);
        var sentences = Sentences(burst);
        var hit = MostUrgent(sentences);
        if (burst.Count > 1 && Joined(burst).Length > FoldedText.CharsMax && MostUrgent(Sentences([burst[^1]])) is { } own && (hit is null || HandoffReasons.PrecedenceOf(own.Reason) < HandoffReasons.PrecedenceOf(hit.Reason)))
        {
            // Together they are too long to be read whole; what was said last must be.
            hit = own;
        }

        // Yes to an offered person is a request for one; only what is more urgent goes before it.
        if ((hit is null || HandoffReasons.PrecedenceOf(hit.Reason) > HumanRequestPlace) && Accepts(said, said.Count - burst.Count, sentences))
        {
            return new HandoffDecision(HandoffStep.Handoff, "human_request", burst[^1].Text.Trim(), "offer.accepted");
        }

        return hit ?? HandoffDecision.None;
    }

    /// <summary>Judges whether to offer a person.</summary>
    public HandoffDecision AfterAnswer(IReadOnlyList<SaidTurn> said, string outcome)
    {
        var first = Math.Max(0, said.Count - TurnsMax);
        var offered = new HashSet<string>(StringComparer.Ordinal);
        for (var i = first; i < said.Count; i++)
        {
            if (said[i].From != "bot")
            {
                continue;
            }

            // A log written by another bot does not say why it offered a person; then its own words and ours tell.
            var reason = said[i].OfferedReason;
            if (reason is null && rules.OfferMade.Any(made => made.IsMatch(Fold(said[i].Text).Folded)))
            {
                reason = Offer(said, i, said[i].Outcome ?? "answer", offered).Reason;
            }

            if (reason is not null and not HandoffReasons.None)
            {
                offered.Add(reason);
            }
        }

        return Offer(said, said.Count, outcome, offered);
    }

    private HandoffDecision? MostUrgent(List<Sentence> sentences) => _atOnce
        .Select(rule => Fired(rule, sentences, HandoffStep.Handoff))
        .FirstOrDefault(decision => decision is not null);

    private HandoffDecision Offer(IReadOnlyList<SaidTurn> said, int end, string outcome, HashSet<string> offered)
    {
        var sentences = Sentences(Burst(said, end));
        foreach (var reason in HandoffReasons.Offered.Where(reason => !offered.Contains(reason)))
        {
            var decision = _byReason[reason]
                .Select(rule => Fired(rule, sentences, HandoffStep.Offer))
                .FirstOrDefault(found => found is not null);
            if (decision is not null)
            {
                return decision;
            }

            if (reason == "unhelped" && UnhelpedTurns(said, end, outcome) >= rules.UnhelpedTurns)
            {
                return new HandoffDecision(HandoffStep.Offer, reason, Evidence: null, "measures.unhelped_turns");
            }

            if (reason == "complex" && sentences.Count(sentence => sentence.IsQuestion) >= rules.QuestionsInAMessage)
            {
                return new HandoffDecision(HandoffStep.Offer, reason, Evidence: null, "measures.questions_in_a_message");
            }
        }

        return HandoffDecision.None;
    }

    /// <summary>Counts the unhelped turns, one after another, that lead up to the last message.</summary>
    private int UnhelpedTurns(IReadOnlyList<SaidTurn> said, int end, string outcome)
    {
        var count = outcome == "unknown" ? 1 : 0;
        var later = Burst(said, end);
        var at = end - later.Count;
        var first = Math.Max(0, end - TurnsMax);
        while (at > first && later.Count > 0)
        {
            var unknown = false;
            for (; at > first && said[at - 1].From != "cardholder"; at--)
            {
                if (said[at - 1].From == "agent")
                {
                    return count;
                }

                unknown |= said[at - 1].Outcome == "unknown";
            }

            var earlier = Burst(said, at);
            if (earlier.Count == 0 || !(unknown || SaysNotHelped(later) || Alike(earlier, later)))
            {
                return count;
            }

            count++;
            at -= earlier.Count;
            later = earlier;
        }

        return count;
    }

    private bool SaysNotHelped(List<SaidTurn> burst) =>
        Sentences(burst).Exists(sentence => rules.NotHelped.Any(pattern => pattern.IsMatch(sentence.Words)));

    private bool Alike(List<SaidTurn> earlier, List<SaidTurn> later) =>
        Likeness.Percent(Fold(Joined(earlier)).Folded, Fold(Joined(later)).Folded) >= rules.LikenessPercent;

    private bool Accepts(IReadOnlyList<SaidTurn> said, int before, List<Sentence> sentences)
    {
        if (before <= 0 || sentences.Count is 0 or > 2 || said[before - 1] is not { From: "bot" } last)
        {
            return false;
        }

        var made = last.OfferedReason is { } reason ? reason != HandoffReasons.None : rules.OfferMade.Any(pattern => pattern.IsMatch(Fold(last.Text).Folded));
        return made && sentences.TrueForAll(sentence => rules.OfferAccepted.Any(pattern => pattern.IsMatch(sentence.Words)));
    }

    private List<Sentence> Sentences(List<SaidTurn> burst) => Sentence.Of(Fold(Joined(burst)));

    private FoldedText Fold(string text) => FoldedText.Of(text, rules.Variants);

    private static HandoffDecision? Fired(Rule rule, List<Sentence> sentences, HandoffStep step)
    {
        if (sentences.Count == 0)
        {
            return null;
        }

        if (rule.WholeMessage)
        {
            sentences = [Sentence.Whole(sentences[0].Text)];
        }

        foreach (var sentence in sentences)
        {
            if (rule.Evidence(sentence) is { } evidence)
            {
                return new HandoffDecision(step, rule.Reason, evidence, rule.Id);
            }
        }

        return null;
    }

    /// <summary>The cardholder's messages that stand together before a place, oldest first; one turn answers them all.</summary>
    private static List<SaidTurn> Burst(IReadOnlyList<SaidTurn> said, int end)
    {
        var start = end;
        while (start > 0 && end - start < BurstMax && said[start - 1].From == "cardholder")
        {
            start--;
        }

        return [.. said.Skip(start).Take(end - start)];
    }

    private static string Joined(List<SaidTurn> burst) => string.Join('\n', burst.Select(turn => turn.Text));
}

namespace Cardline.Handoff.Detection;

/// <summary>Judges conversations by one rule set. Pure; safe for any number of callers.</summary>
internal sealed class RulePolicy(RuleSet rules)
{
    /// <summary>Most turns looked back on for earlier offers and unhelped turns.</summary>
    public const int TurnsMax = 100;

    private static readonly int HumanRequestPlace = HandoffReasons.PrecedenceOf("human_request");
    private readonly Rule[] _atOnce = [.. rules.Rules.Where(rule => HandoffReasons.AtOnce.Contains(rule.Reason))];
    private readonly Rule[][] _offered = [.. HandoffReasons.Offered.Select(reason => rules.Rules.Where(rule => rule.Reason == reason).ToArray())];

    /// <summary>Gets the version of the rules.</summary>
    public string Version => rules.Version;

    /// <summary>Judges the reasons that act at once.</summary>
    public HandoffDecision AtOnce(IReadOnlyList<SaidTurn> said)
    {
        var burst = Burst.Before(rules, said, said.Count);
        var hit = Fired(_atOnce, burst, HandoffStep.Handoff);
        if (burst.Count > 1 && burst.Length > FoldedText.CharsMax && Fired(_atOnce, burst.Last(), HandoffStep.Handoff) is { } own && (hit is null || HandoffReasons.PrecedenceOf(own.Reason) < HandoffReasons.PrecedenceOf(hit.Reason)))
        {
            // Together they are too long to be read whole; what was said last must be.
            hit = own;
        }

        // Yes to an offered person is a request for one; only what is more urgent goes before it.
        if ((hit is null || HandoffReasons.PrecedenceOf(hit.Reason) > HumanRequestPlace) && Accepts(said, burst))
        {
            return new HandoffDecision(HandoffStep.Handoff, "human_request", burst.LastText.Trim(), "offer.accepted");
        }

        return hit ?? HandoffDecision.None;
    }

    /// <summary>Judges whether to offer a person.</summary>
    public HandoffDecision AfterAnswer(IReadOnlyList<SaidTurn> said, string outcome)
    {
        var offered = new bool[HandoffReasons.Offered.Count];
        for (var i = Math.Max(0, said.Count - TurnsMax); i < said.Count; i++)
        {
            if (said[i].From != "bot")
            {
                continue;
            }

            // A log written by another bot does not say why it offered a person; then its own words and ours tell.
            var reason = said[i].OfferedReason;
            if (reason is null && MadeInWords(said[i].Text))
            {
                reason = Offer(said, i, said[i].Outcome ?? "answer", offered).Reason;
            }

            for (var place = 0; reason is not null && place < offered.Length; place++)
            {
                offered[place] |= HandoffReasons.Offered[place] == reason;
            }
        }

        return Offer(said, said.Count, outcome, offered);
    }

    private HandoffDecision Offer(IReadOnlyList<SaidTurn> said, int end, string outcome, bool[] offered)
    {
        var burst = Burst.Before(rules, said, end);
        for (var place = 0; place < offered.Length; place++)
        {
            if (offered[place])
            {
                continue;
            }

            if (Fired(_offered[place], burst, HandoffStep.Offer) is { } decision)
            {
                return decision;
            }

            var reason = HandoffReasons.Offered[place];
            if (reason == "unhelped" && UnhelpedTurns(said, burst, outcome) >= rules.UnhelpedTurns)
            {
                return new HandoffDecision(HandoffStep.Offer, reason, Evidence: null, "measures.unhelped_turns");
            }

            if (reason == "complex" && Questions(burst) >= rules.QuestionsInAMessage)
            {
                return new HandoffDecision(HandoffStep.Offer, reason, Evidence: null, "measures.questions_in_a_message");
            }
        }

        return HandoffDecision.None;
    }

    private static int Questions(Burst burst)
    {
        var count = 0;
        foreach (var sentence in burst.Sentences)
        {
            count += sentence.IsQuestion ? 1 : 0;
        }

        return count;
    }

    /// <summary>Counts the unhelped turns, one after another, that lead up to the last message; no more than make the difference.</summary>
    private int UnhelpedTurns(IReadOnlyList<SaidTurn> said, Burst last, string outcome)
    {
        var count = outcome == "unknown" ? 1 : 0;
        var later = last;
        var at = last.Start;
        var first = Math.Max(0, last.End - TurnsMax);
        while (at > first && later.Count > 0 && count < rules.UnhelpedTurns)
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

            var earlier = Burst.Before(rules, said, at);
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

    private bool SaysNotHelped(Burst burst)
    {
        foreach (var sentence in burst.Sentences)
        {
            if (Found(rules.NotHelped, sentence.Sifted))
            {
                return true;
            }
        }

        return false;
    }

    private bool Alike(Burst earlier, Burst later) => Likeness.Percent(earlier.Folded, later.Folded) >= rules.LikenessPercent;

    private bool Accepts(IReadOnlyList<SaidTurn> said, Burst burst)
    {
        if (burst.Start <= 0 || burst.Sentences.Count is 0 or > 2 || said[burst.Start - 1] is not { From: "bot" } last)
        {
            return false;
        }

        foreach (var sentence in burst.Sentences)
        {
            if (!Found(rules.OfferAccepted, sentence.Sifted))
            {
                return false;
            }
        }

        return last.OfferedReason is { } reason ? reason != HandoffReasons.None : MadeInWords(last.Text);
    }

    private bool MadeInWords(string text) => Found(rules.OfferMade, rules.Sieve.Sift(FoldedText.Of(text, rules.Variants).Folded));

    private static bool Found(IReadOnlyList<Pattern> patterns, SiftedText text)
    {
        for (var i = 0; i < patterns.Count; i++)
        {
            if (patterns[i].IsMatch(text))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first rule that fires, on the first sentence that it fires on.</summary>
    private HandoffDecision? Fired(Rule[] candidates, Burst burst, HandoffStep step)
    {
        if (burst.Sentences.Count == 0)
        {
            return null;
        }

        foreach (var rule in candidates)
        {
            if (rule.WholeMessage)
            {
                if (rule.Evidence(burst.Whole, rules.Sieve) is { } found)
                {
                    return new HandoffDecision(step, rule.Reason, found, rule.Id);
                }

                continue;
            }

            foreach (var sentence in burst.Sentences)
            {
                if (rule.Evidence(sentence, rules.Sieve) is { } evidence)
                {
                    return new HandoffDecision(step, rule.Reason, evidence, rule.Id);
                }
            }
        }

        return null;
    }
}

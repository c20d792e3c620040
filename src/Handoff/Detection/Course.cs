using System.Text.RegularExpressions;
using Cardline.Handoff.Detection.Learned;

namespace Cardline.Handoff.Detection;

/// <summary>How a conversation went: what was offered, what was of no help, what the last messages reply to.</summary>
/// <param name="rules">What counts as an offer, as a yes, as of no help.</param>
/// <param name="said">The conversation, oldest first.</param>
internal sealed partial class Course(RuleSet rules, IReadOnlyList<SaidTurn> said)
{
    /// <summary>Most turns looked back on for earlier offers and unhelped turns.</summary>
    public const int TurnsMax = 100;

    /// <summary>Most sentences of a yes.</summary>
    private const int YesSentencesMax = 3;

    /// <summary>Most characters of a reply that only picks something from a list.</summary>
    private const int PickCharsMax = 12;

    /// <summary>Whether messages say yes to a person whom the bot offered right before.</summary>
    public bool Accepts(Burst burst)
    {
        if (Before(burst) is null || burst.Sentences.Count is 0 or > YesSentencesMax)
        {
            return false;
        }

        // "Yes. Thank you 🙏" is one yes: sentences are taken together, and pictures at the end say nothing else.
        var words = string.Join(", ", burst.Sentences.Select(sentence => sentence.Words.TrimEnd(',', ' ', '~', '-')));
        var plain = PicturesAtTheEnd().Replace(words, string.Empty);
        return Firing.Found(rules.OfferAccepted, rules.Sieve.Sift(plain.Length > 0 ? plain : words)) && OfferAt(burst.Start - 1).Made;
    }

    /// <summary>Whether messages only pick one of the articles that the bot named right before.</summary>
    public bool Picks(Burst burst) => Before(burst) is { Outcome: "choose" } && burst.Folded.Length <= PickCharsMax;

    /// <summary>Whether the bot offered a person at a place of the conversation, and why as far as it is known.</summary>
    public (bool Made, string? Reason) OfferAt(int place)
    {
        var turn = said[place];
        if (turn.From != "bot")
        {
            return (false, null);
        }

        return turn.OfferedReason is { } reason ? (reason != HandoffReasons.None, reason) : (MadeInWords(turn.Text), null);
    }

    /// <summary>Whether messages ask what the cardholder asked before the bot's last reply, or say that the reply did not help.</summary>
    public bool IsAgain(Burst burst)
    {
        // Who was just offered a person and says the same again, is not offered one again.
        if (Before(burst) is null || OfferAt(burst.Start - 1).Made)
        {
            return false;
        }

        var earlier = Burst.Before(rules, said, StartOfReplies(burst.Start));
        return SaysNotHelped(burst) || (earlier.Count > 0 && Alike(earlier, burst));
    }

    /// <summary>Counts the unhelped turns, one after another, that lead up to the last messages; no more than make the difference.</summary>
    public int UnhelpedTurns(Burst last, string outcome)
    {
        var count = outcome == "unknown" ? 1 : 0;
        var later = last;
        var at = last.Start;
        var first = Math.Max(0, last.End - TurnsMax);
        while (at > first && later.Count > 0 && count < rules.Measures.UnhelpedTurns)
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

    /// <summary>Tells what the cardholder feels when so many messages in a row, the last ones, were upset; null when they were not. No single one need be upset enough for an offer.</summary>
    /// <param name="last">The last messages.</param>
    /// <param name="learned">What was learnt; null when nothing was.</param>
    public string? Mood(Burst last, Experience? learned)
    {
        if (learned is null)
        {
            return null;
        }

        string? mood = null;
        for (var (burst, turn) = (last, 0); turn < rules.Measures.UpsetTurns; turn++)
        {
            if (burst.Count == 0 || burst.Likely(learned).Mood is not { } felt)
            {
                return null;
            }

            mood ??= felt;

            // Where a person spoke, the mood was theirs to see to; what comes after begins anew.
            burst = Burst.Before(rules, said, StartOfReplies(burst.Start));
        }

        return mood;
    }

    /// <summary>What the bot said right before; null when nobody or somebody else did.</summary>
    private SaidTurn? Before(Burst burst) => burst.Start > 0 && said[burst.Start - 1] is { From: "bot" } last ? last : null;

    private int StartOfReplies(int at)
    {
        var first = Math.Max(0, at - TurnsMax);
        while (at > first && said[at - 1].From == "bot")
        {
            at--;
        }

        return at;
    }

    private bool SaysNotHelped(Burst burst)
    {
        foreach (var sentence in burst.Sentences)
        {
            if (Firing.Found(rules.NotHelped, sentence.Sifted))
            {
                return true;
            }
        }

        return false;
    }

    private bool Alike(Burst earlier, Burst later) => Likeness.Percent(earlier.Folded, later.Folded) >= rules.Measures.LikenessPercent;

    private bool MadeInWords(string text) => Firing.Found(rules.OfferMade, rules.Sieve.Sift(FoldedText.Of(text, rules.Variants).Folded));

    [GeneratedRegex(@"[\s,]*[\p{So}\p{Cs}\p{Sk}\uFE0F]+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PicturesAtTheEnd();
}

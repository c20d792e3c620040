using Cardline.Handoff.Detection;

namespace Cardline.Bot.Turns.Escalation;

/// <summary>Asks detection what to offer, and holds back what the conversation has heard already.</summary>
internal static class Offers
{
    /// <summary>Asks until something is allowed or nothing is left: a reason that is held back must not hide a new one behind it.</summary>
    /// <returns>The decision, and the reasons that came up and were held back.</returns>
    public static (HandoffDecision Decision, IReadOnlyList<string> HeldBack) Decide(IHandoffPolicy policy, Turn turn, string outcome)
    {
        List<string> held = [];
        for (var i = 0; i <= HandoffReasons.Offered.Count; i++)
        {
            var decision = policy.AfterAnswer(Seen(turn, held), outcome);
            if (decision.Step != HandoffStep.Offer || turn.Offers.Allows(decision.Reason))
            {
                return (decision, held);
            }

            if (held.Contains(decision.Reason))
            {
                break;
            }

            held.Add(decision.Reason);
        }

        return (HandoffDecision.None, held);
    }

    /// <summary>The conversation as if nothing had been offered but what is held back: how long an offer counts is for <see cref="OfferMemory"/> to say.</summary>
    private static SaidSoFar Seen(Turn turn, List<string> held)
    {
        if (held.Count == 0 && !turn.Said.Any(entry => entry.Offered is not null))
        {
            // What was made of the messages at first serves here too.
            return turn.Judged;
        }

        return new SaidSoFar(
        [
            .. held.Select(reason => new SaidTurn("bot", string.Empty, "answer", reason)),
            .. turn.Judged.Select(said => said.OfferedReason is null or HandoffReasons.None ? said : said with { OfferedReason = HandoffReasons.None }),
        ]);
    }
}

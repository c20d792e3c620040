using Cardline.Bot.Model;
using Cardline.Bot.Turns.Context;
using Cardline.Handoff;
using Cardline.Handoff.Detection;

namespace Cardline.Bot.Turns.Escalation;

/// <summary>
/// Asks a model for a second look at emotion and complexity. It is heard only after our own rules have decided, and it may raise what
/// they decided and never lower it.
/// </summary>
internal sealed class SecondOpinion(IModel model)
{
    /// <summary>The rule under which the outcome records it.</summary>
    public const string Rule = "model.second_opinion";

    /// <summary>Messages before that the model is shown.</summary>
    public const int HistoryMax = 8;

    /// <summary>Words, two Chinese characters counting as one, below which a message tells no mood.</summary>
    public const int WordsMin = 3;

    /// <summary>Begins to ask, where there is something to look at: words of the cardholder's to the bot, no press, no courtesy, no choice among what was shown.</summary>
    /// <returns>Null when there is not. Whoever gets it hears it or ends it.</returns>
    public PendingOpinion? Ask(Turn turn, CancellationToken cancel)
    {
        if (!model.Offers(ModelUse.SecondOpinion) || turn.Head.Holder.Kind != HolderKind.Bot || turn.Person.Step != HandoffStep.Answer || turn.Courtesy != Courtesy.None || turn.Wish is { Repeats: false } || turn.IsPressed
            || !IsLongEnough(turn.Question))
        {
            return null;
        }

        return PendingOpinion.Begin(model, new ModelAsk(ModelUse.SecondOpinion, turn.Head.ConversationId, new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["history"] = Talk.Of(Talk.Before(turn), HistoryMax), ["question"] = turn.Question,
        }), cancel);
    }

    /// <summary>What an opinion makes of a turn that our own rules have decided.</summary>
    public static Turn Heard(Turn turn, ModelReply? reply)
    {
        if (reply is null)
        {
            return turn.Tried(ModelUse.SecondOpinion, reply, UseFault.NoReply);
        }

        if (Opinion.Read(reply.Text) is not { } opinion)
        {
            return turn.Tried(ModelUse.SecondOpinion, reply, UseFault.Form);
        }

        if (opinion.Need == HandoffStep.Answer)
        {
            return turn.Tried(ModelUse.SecondOpinion, reply, fault: null);
        }

        if (opinion.FindIn(turn.Waiting) is not { } found)
        {
            return turn.Tried(ModelUse.SecondOpinion, reply, UseFault.Unsaid);
        }

        return Raised(turn, opinion, found) is { } raised
            ? raised.Tried(ModelUse.SecondOpinion, reply, fault: null, used: true)
            : turn.Tried(ModelUse.SecondOpinion, reply, turn.Person.Step == HandoffStep.Answer || HandoffReasons.AtOnce.Contains(opinion.Reason) ? UseFault.HeldBack : null);
    }

    /// <summary>The turn with a person brought in; null when our rules say as much already, or do not let the bot bring it up now.</summary>
    private static Turn? Raised(Turn turn, Opinion opinion, (SaidEntry Message, string Words) found)
    {
        if (HandoffReasons.AtOnce.Contains(opinion.Reason))
        {
            // In the wake of a person the same trouble may be no more than thanks for what was done about it.
            return turn.Offers.IsCalm(opinion.Reason) ? null : HandedOver(turn, opinion.Reason, found);
        }

        var answered = opinion.Reason == "complex" && turn.Parts.Count > 1;
        return turn.Person.Step != HandoffStep.Answer || answered || !turn.Offers.Allows(opinion.Reason)
            ? null
            : turn with { Person = new HandoffDecision(HandoffStep.Offer, opinion.Reason, found.Words, Rule) };
    }

    /// <summary>As when Safety hands over: the first step comes first, and no article stands in its way. What was told in reply to our question is kept for the agent.</summary>
    private static Turn HandedOver(Turn turn, string reason, (SaidEntry Message, string Words) found) => turn with
    {
        Person = new HandoffDecision(HandoffStep.Handoff, reason, found.Words, Rule),
        Rights = HandoffReasons.Rights.Contains(reason) ? [new RightNotice(reason, found.Message.Seq, found.Message.At, found.Words, Rule)] : [],
        Answer = null, Parts = [], Matters = [], Intake = turn.Intake == IntakeStep.Noted ? turn.Intake : null,
    };

    private static bool IsLongEnough(string text)
    {
        var weight = WordWeight.Of(text);
        return weight.Latin + (weight.Han / 2) >= WordsMin;
    }
}

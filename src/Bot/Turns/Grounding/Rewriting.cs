using Cardline.Bot.Model;
using Cardline.Bot.Turns.Context;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Grounding;

/// <summary>
/// Has a model spell out a follow-up as a whole question, where neither the words as they stand nor our own rules lead to one article.
/// The articles are asked with it like with any other question, and it is used only when they have more to say to it.
/// </summary>
internal sealed class Rewriting(IKnowledgeBase knowledge, IModel model)
{
    /// <summary>The follow-up rule under which the outcome records it.</summary>
    public const string Rule = "model";

    /// <summary>Messages before that the model is shown.</summary>
    public const int HistoryMax = 8;

    /// <summary>Tries it; gives the turn as it was when there is nothing to follow or nothing comes of it.</summary>
    public async ValueTask<Turn> TryAsync(Turn turn, CancellationToken cancel)
    {
        if (turn.Courtesy != Courtesy.None || turn.Question.Length == 0 || !model.Offers(ModelUse.Rewrite))
        {
            return turn;
        }

        var before = Talk.Before(turn);
        if (!before.Any(entry => entry.Speaker == "cardholder"))
        {
            return turn;
        }

        var ask = new ModelAsk(ModelUse.Rewrite, turn.Head.ConversationId, new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["history"] = Talk.Of(before, HistoryMax), ["question"] = turn.Question, ["lang"] = turn.Lang,
        });
        return await model.AskAsync(ask, cancel) is { } reply ? With(turn, before, reply) : turn.Tried(ModelUse.Rewrite, reply: null, UseFault.NoReply);
    }

    private Turn With(Turn turn, IReadOnlyList<SaidEntry> before, ModelReply reply)
    {
        var asked = RewriteCheck.Unquoted(reply.Text);
        if (new RewriteCheck(knowledge, turn, before).FaultOf(asked) is { } fault)
        {
            return turn.Tried(ModelUse.Rewrite, reply, fault);
        }

        if (string.Equals(asked, turn.Question, StringComparison.OrdinalIgnoreCase))
        {
            // It stands on its own already; asking it again would find the same.
            return turn.Tried(ModelUse.Rewrite, reply, fault: null);
        }

        var found = knowledge.Ask(new Question(asked, turn.Lang, turn.StartedAt) { Holds = HeldCard.Of(turn, knowledge) });
        var nothing = turn.Answer!.Outcome == AnswerOutcome.Unknown;
        if (found is { Outcome: AnswerOutcome.Answer, Handoff: HandoffAdvice.Always })
        {
            // A model's words bring nobody into the queue. The title is offered, and the press is the cardholder's own.
            found = nothing ? AsChoice(found) : found with { Outcome = AnswerOutcome.Unknown };
        }

        return found.Outcome == AnswerOutcome.Answer || (found.Outcome == AnswerOutcome.Choose && nothing)
            ? turn.Tried(ModelUse.Rewrite, reply, fault: null, used: true) with { Answer = found, Followed = (Rule, asked) }
            : turn.Tried(ModelUse.Rewrite, reply, UseFault.NoArticle);
    }

    private static KnowledgeAnswer AsChoice(KnowledgeAnswer found) => found with
    {
        Outcome = AnswerOutcome.Choose, Text = null, More = null, Sources = [], Handoff = HandoffAdvice.Never, Risk = Risk.Low,
        Chips = [new Chip(found.Sources[0].Article, found.Candidates[0].Title)],
    };
}

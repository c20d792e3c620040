using Cardline.Bot.Model;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Grounding;

/// <summary>Has a model pick one of the titles that would be offered to choose from. What it picks is served as it was approved, and the other titles stay a press away.</summary>
internal sealed class Choosing(IKnowledgeBase knowledge, IModel model)
{
    /// <summary>The follow-up rule under which the outcome records it.</summary>
    public const string Rule = "modelChoice";

    /// <summary>What the model says when none of them fits.</summary>
    public const string None = "none";

    /// <summary>Where more than a wrong word is at stake, what is picked must be so much more probable than any other.</summary>
    /// <value>A difference of probabilities. About what parts a sure answer (0.6) from a choice (0.45), less the chip that is worth nothing (0.05).</value>
    public const double RiskMarginMin = 0.1;

    /// <summary>Most chips under the answer.</summary>
    private const int ChipsMax = 3;

    /// <summary>Tries it; gives the turn as it was when there is no choice to make or nothing is picked.</summary>
    public async ValueTask<Turn> TryAsync(Turn turn, CancellationToken cancel)
    {
        if (turn.Answer is not { Outcome: AnswerOutcome.Choose, Chips.Count: > 1 } choice || turn.ModelIsSilent || !model.Offers(ModelUse.Choose))
        {
            return turn;
        }

        var asked = turn.Followed?.Asked ?? turn.Question;
        var shown = choice.Chips.Select(chip => knowledge.Show(chip.Article, turn.Lang, turn.StartedAt)).OfType<KnowledgeAnswer>().ToList();
        var ask = new ModelAsk(ModelUse.Choose, turn.Head.ConversationId, new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["question"] = asked,
            ["candidates"] = shown.Select(article => new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["id"] = article.Sources[0].Article, ["title"] = article.Candidates[0].Title, ["short"] = Talk.Cut(article.Text ?? string.Empty),
            }).ToList(),
        });
        if (await model.AskAsync(ask, cancel) is not { } reply)
        {
            return turn.Tried(ModelUse.Choose, reply: null, UseFault.NoReply);
        }

        var picked = shown.Find(article => article.Sources[0].Article == reply.Text.Trim());
        return picked is null ? turn.Tried(ModelUse.Choose, reply, reply.Text.Trim() == None ? null : UseFault.Form)
            : picked.Handoff == HandoffAdvice.Always || !IsClear(picked, choice) ? turn.Tried(ModelUse.Choose, reply, UseFault.HeldBack)
            : turn.Tried(ModelUse.Choose, reply, fault: null, used: true) with { Answer = Served(picked, choice), Followed = (Rule, asked) };
    }

    /// <summary>Whether a wrong pick would cost little, or the search itself is of the same mind.</summary>
    private static bool IsClear(KnowledgeAnswer picked, KnowledgeAnswer choice)
    {
        var article = picked.Sources[0].Article;
        double Most(Func<Candidate, bool> which) => choice.Candidates.Where(which).Select(candidate => candidate.Probability).DefaultIfEmpty(0).Max();
        return picked.Risk == Risk.Low || Most(candidate => candidate.Article == article) - Most(candidate => candidate.Article != article) >= RiskMarginMin;
    }

    private static KnowledgeAnswer Served(KnowledgeAnswer picked, KnowledgeAnswer choice)
    {
        var article = picked.Sources[0].Article;
        var first = choice.Candidates.Where(candidate => candidate.Article == article).DefaultIfEmpty(picked.Candidates[0]);
        return picked with
        {
            Candidates = [.. first, .. choice.Candidates.Where(candidate => candidate.Article != article)],
            Chips = [.. choice.Chips.Concat(picked.Chips).Where(chip => chip.Article != article).DistinctBy(chip => chip.Article).Take(ChipsMax)],

            // Why something else came first in the search is no reason for this article.
            Why = choice.Candidates is [var best, ..] && best.Article == article ? choice.Why : null,
        };
    }
}

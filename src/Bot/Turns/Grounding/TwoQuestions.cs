using Cardline.Bot.Turns.Context;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Grounding;

/// <summary>Finds a message that asks two things, each of which has its own answer.</summary>
internal static class TwoQuestions
{
    /// <summary>The follow-up rule under which the outcome records it.</summary>
    public const string Rule = "parts";

    /// <summary>Clauses searched for; whoever asks more is asked to choose.</summary>
    public const int ClausesMax = 3;

    /// <summary>Answers given in one message; more would not be read.</summary>
    public const int AnswersMax = 2;

    /// <summary>A title or sample question typed as it stands is one question, whatever words are in it.</summary>
    private const double AsItStands = 0.999;

    /// <summary>Asks each clause of a message that asks several things.</summary>
    /// <param name="text">The message.</param>
    /// <param name="whole">What the articles say to it as a whole.</param>
    /// <param name="ask">Asks the articles; called at most <see cref="ClausesMax"/> times.</param>
    /// <returns>What the articles say to each, in the order asked; empty when the message asks one thing.</returns>
    public static IReadOnlyList<KnowledgeAnswer> Clauses(string text, KnowledgeAnswer whole, Func<string, Earlier?, KnowledgeAnswer> ask)
    {
        var clauses = Asking.Listed(text, ClausesMax) is { Count: >= AnswersMax } listed ? listed : Asking.Questions(text, ClausesMax);
        if (clauses.Count < AnswersMax || whole is { Outcome: AnswerOutcome.Answer, Candidates: [{ Probability: >= AsItStands }, ..] })
        {
            return [];
        }

        // A clause may be understood only by the one before it: "when is my statement date, and can I change it?"
        var answers = new List<KnowledgeAnswer>();
        Earlier? before = null;
        foreach (var clause in clauses)
        {
            var answer = ask(clause, before);
            before = answer.Outcome == AnswerOutcome.Answer ? new Earlier(answer.Followed?.Asked ?? clause, answer.Sources[0].Article) : null;
            answers.Add(answer);
        }

        return answers;
    }

    /// <summary>What the clauses are about, as far as an article is known for them; empty when it is one thing.</summary>
    public static IReadOnlyList<Chip> Matters(IReadOnlyList<KnowledgeAnswer> clauses)
    {
        List<Chip> known = [.. clauses.Where(answer => answer.Outcome == AnswerOutcome.Answer).Select(answer => new Chip(answer.Sources[0].Article, answer.Candidates[0].Title)).DistinctBy(chip => chip.Article)];
        return known.Count < AnswersMax ? [] : known;
    }

    /// <summary>Finds the answers to give.</summary>
    /// <param name="answers">What the articles say to each clause.</param>
    /// <param name="whole">What they say to the message as a whole.</param>
    /// <returns>The answers in the order asked, at most one of them a choice; empty when the message asks one thing, or when not every clause has one.</returns>
    public static IReadOnlyList<KnowledgeAnswer> Of(IReadOnlyList<KnowledgeAnswer> answers, KnowledgeAnswer whole)
    {
        var sure = answers.Where(answer => answer.Outcome == AnswerOutcome.Answer).DistinctBy(answer => answer.Sources[0].Article).ToList();
        var open = answers.Where(answer => answer.Outcome == AnswerOutcome.Choose).ToList();
        var isOneOfThem = whole.Outcome != AnswerOutcome.Answer || sure.Exists(answer => answer.Sources[0].Article == whole.Sources[0].Article);
        return sure.Count + open.Count < answers.Count || !isOneOfThem || sure.Count == 0 || open.Count > 1 || sure.Count + open.Count < AnswersMax ? [] : [.. sure, .. open];
    }

    /// <summary>More than can be answered at once, as a choice between the titles.</summary>
    public static KnowledgeAnswer ChoiceOf(IReadOnlyList<KnowledgeAnswer> answers) => answers[0] with
    {
        Outcome = AnswerOutcome.Choose, Text = null, More = null, Sources = [], Handoff = HandoffAdvice.Never, Risk = Risk.Low,
        Candidates = [.. answers.Select(answer => answer.Candidates[0])],
        Chips = [.. answers.Select(answer => new Chip(answer.Candidates[0].Article, answer.Candidates[0].Title))],
    };
}

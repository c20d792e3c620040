using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Reply;

/// <summary>The record of how a turn ended and why: what the desk, the audit and a later complaint read.</summary>
internal static class OutcomeEvent
{
    /// <summary>Candidates recorded with an outcome.</summary>
    private const int CandidatesMax = 3;

    /// <summary>Builds the event; the log adds which turn and which messages it answers.</summary>
    public static NewEntry Of(Turn turn, TurnOutcome outcome, KnowledgeAnswer? answer, string? failure = null) => BotMessage.StaffEvent(LogEvents.Outcome, new JsonObject
    {
        ["outcome"] = outcome.ToString(),
        ["lang"] = turn.Lang,
        ["article"] = answer?.Sources.Count > 0 ? answer.Sources[0].Article : null,
        ["sources"] = answer is null ? null : BotMessage.Sources(answer),
        ["candidates"] = answer is null ? null : new JsonArray([.. answer.Candidates.Take(CandidatesMax).Select(candidate => new JsonObject
        {
            ["article"] = candidate.Article, ["probability"] = Math.Round(candidate.Probability, 3),
        })]),
        ["indexVersion"] = answer?.IndexVersion,
        ["person"] = new JsonObject
        {
            ["step"] = turn.Person.Step.ToString(), ["reason"] = turn.Person.Reason, ["evidence"] = turn.Person.Evidence, ["rule"] = turn.Person.Rule,
        },
        ["failure"] = failure,
    });
}

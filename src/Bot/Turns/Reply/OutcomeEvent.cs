using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cardline.Bot.Conversations;
using Cardline.Bot.Turns.Context;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Reply;

/// <summary>The record of how a turn ended and why: what the desk, the audit and a later complaint read.</summary>
internal static partial class OutcomeEvent
{
    /// <summary>Candidates recorded with an outcome.</summary>
    private const int CandidatesMax = 3;

    /// <summary>Builds the event; the log adds which turn and which messages it answers.</summary>
    public static NewEntry Of(Turn turn, TurnOutcome outcome, KnowledgeAnswer? answer, string? failure = null)
    {
        var value = Value(turn, outcome, answer, failure);
        foreach (var (name, said) in AboutOffers(turn, failure is not null).Where(pair => pair.Value is not null))
        {
            value[name] = said;
        }

        return BotMessage.StaffEvent(LogEvents.Outcome, value);
    }

    private static JsonObject Value(Turn turn, TurnOutcome outcome, KnowledgeAnswer? answer, string? failure) => new()
    {
        ["outcome"] = outcome.ToString(),
        ["lang"] = turn.Lang,
        ["article"] = answer?.Sources.Count > 0 ? answer.Sources[0].Article : null,
        ["sources"] = answer is null ? null : turn.Parts.Count > 0 ? BotMessage.Sources(turn.Parts) : BotMessage.Sources([answer], turn.Wish is { More: true }),
        ["risk"] = RiskOf(turn.Parts.Count > 0 ? turn.Parts : answer is null ? [] : [answer]),
        ["candidates"] = answer is null ? null : new JsonArray([.. answer.Candidates.Take(CandidatesMax).Select(candidate => new JsonObject
        {
            ["article"] = candidate.Article, ["probability"] = Math.Round(candidate.Probability, 3),
        })]),
        ["follow"] = turn.Followed is { } followed ? new JsonObject { ["rule"] = followed.Rule, ["asked"] = WithoutNumbers(followed.Asked) } : null,
        ["why"] = answer?.Why is { } why ? Why(why) : null,
        ["indexVersion"] = answer?.IndexVersion,
        ["person"] = new JsonObject
        {
            ["step"] = turn.Person.Step.ToString(), ["reason"] = turn.Person.Reason, ["evidence"] = turn.Person.Evidence, ["rule"] = turn.Person.Rule,
        },
        ["failure"] = failure,
    };

    /// <summary>What most turns have nothing of, and then leave out.</summary>
    private static Dictionary<string, JsonNode?> AboutOffers(Turn turn, bool failed) => new(StringComparer.Ordinal)
    {
        ["heldBack"] = turn.HeldBack.Count == 0 ? null : new JsonArray([.. turn.HeldBack.Select(reason => (JsonNode)reason)]),
        ["intake"] = turn.Intake is { } step ? new JsonObject { ["step"] = OfferMessage.NameOf(step), ["reason"] = turn.Person.Reason } : null,
        ["matters"] = turn.Matters.Count == 0 || turn.Person.Step == HandoffStep.Answer ? null : new JsonArray([.. turn.Matters.Select(matter => new JsonObject { ["article"] = matter.Article, ["title"] = matter.Title })]),
        ["helpful"] = turn.Courtesy == Courtesy.NotHelpful ? new JsonObject { ["answer"] = "no", ["article"] = turn.Memory.Answer?.Article } : null,
        ["composed"] = turn.Draft is { } draft ? new JsonObject { ["prompt"] = draft.Prompt, ["sentences"] = draft.Sentences.Count, ["fault"] = draft.Fault } : null,
        ["offers"] = turn.Offers.After(turn, failed).ToJson(),
        ["model"] = turn.Uses.Count == 0 ? null : new JsonArray([.. turn.Uses.Select(Use)]),
    };

    private static JsonObject Use(TriedUse tried)
    {
        var use = new JsonObject { ["use"] = tried.UseName, ["prompt"] = tried.Prompt, ["used"] = tried.Used };
        if (tried.FaultName is { } fault)
        {
            use["fault"] = fault;
        }

        return use;
    }

    /// <summary>A cardholder's words as a record may repeat them: without runs of digits.</summary>
    public static string WithoutNumbers(string words) => Numbers().Replace(words, "****");

    /// <summary>The gravest risk of what was served; null when nothing was.</summary>
    private static string? RiskOf(IReadOnlyList<KnowledgeAnswer> served)
    {
        var risks = served.Where(answer => answer.Sources.Count > 0).Select(answer => answer.Risk).ToList();
        return risks.Count == 0 ? null : risks.Max().ToString().ToLowerInvariant();
    }

    /// <summary>
    /// Digits that could be a piece of a card number. The message is redacted when the next one turns out to hold the other piece;
    /// what repeats its words must not keep them, and no search needs them.
    /// </summary>
    [GeneratedRegex(@"\p{Nd}(?:[ .,\-\u3000]{0,3}\p{Nd}){3,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Numbers();

    private static JsonObject Why(Explanation why) => new()
    {
        ["words"] = new JsonArray([.. why.Words.Select(word => new JsonObject { ["word"] = word.Word, ["weight"] = Math.Round(word.Weight, 3) })]),
        ["nearestQuestion"] = why.NearestQuestion,
        ["runnerUp"] = why.RunnerUp,
        ["margin"] = Math.Round(why.Margin, 3),
        ["filters"] = new JsonArray([.. why.Filters.Select(applied => new JsonObject
        {
            ["filter"] = applied.Filter, ["value"] = applied.Value, ["origin"] = applied.Origin.ToString().ToLowerInvariant(),
        })]),
    };
}

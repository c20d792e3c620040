using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Reply;

/// <summary>
/// The reply that hands over: the first safety step where there is one, exactly one line that a person is coming (or, with nobody
/// on duty, the honest line), with what was noted of a right, and the request for the desk. All in one write with the change of holder.
/// </summary>
internal sealed class HandedOffReply(IHandoffPolicy policy, ILine line, IKnowledgeBase knowledge, RightsNoted rights)
{
    /// <summary>Articles named to the agent as tried.</summary>
    private const int TriedMax = 5;

    /// <summary>Builds the reply.</summary>
    public TurnReply Of(Turn turn)
    {
        var texts = policy.TextsFor(turn.Person.Reason, turn.Lang);
        var entries = new List<NewEntry>();
        if (turn.Answer is { Outcome: AnswerOutcome.Answer } answer)
        {
            entries.Add(new NewEntry(AnswerMessage.Of(turn, answer).ReplyingTo(turn.Last), Visible: true));
        }
        else if (texts.FirstStep is { } firstStep)
        {
            entries.Add(new NewEntry(FirstStep(turn, firstStep, texts.FirstStepArticle).ReplyingTo(turn.Last), Visible: true));
        }

        var handoffId = $"{turn.Head.ConversationId}.{turn.Head.TurnSeq}";
        var words = line.AgentsOnDuty
            ? CardholderText.OfHandoff(texts.HandedOver, line.PlaceForNew(turn.Person.Reason))
            : CardholderText.OfHandoff(texts.NobodyOnDuty);
        var noted = rights.Of(turn);
        words = noted.Line is { } right ? words.Then(right) : words;
        var chips = entries.SelectMany(entry => BotMessage.TakeChips(entry.Activity)).ToList();
        entries.Add(new NewEntry(BotMessage.Of("handedOff", words, turn.Lang).Marked("handoffId", handoffId).WithChips(chips).ReplyingTo(turn.Last), Visible: true));
        entries.Add(Initiate(turn, handoffId));
        entries.AddRange(noted.Records);
        entries.Add(OutcomeEvent.Of(turn, TurnOutcome.HandedOff, turn.Answer));
        return new TurnReply(TurnOutcome.HandedOff, entries, ToQueue: true);
    }

    /// <summary>The request that the desk reads, in the shape of the Bot Framework's event.</summary>
    public NewEntry Initiate(Turn turn, string handoffId)
    {
        var initiate = BotMessage.StaffEvent(LogEvents.HandoffInitiate, new JsonObject
        {
            ["handoffId"] = handoffId,
            ["reason"] = turn.Person.Reason,
            ["priority"] = line.PriorityOf(turn.Person.Reason),
            ["evidence"] = turn.Person.Evidence,
            ["rule"] = turn.Person.Rule,
            ["lang"] = turn.Lang,
            ["tried"] = new JsonArray([.. Tried(turn)]),
        });
        initiate.Activity["replyToId"] = turn.Last.Activity["id"]?.DeepClone();
        return initiate;
    }

    /// <summary>The first step, with its article a press away when there is one in force.</summary>
    private JsonObject FirstStep(Turn turn, string words, string? article)
    {
        var message = BotMessage.Of("firstStep", CardholderText.OfHandoff(words), turn.Lang);
        return article is not null && knowledge.Show(article, turn.Lang, turn.StartedAt) is { Candidates: [var first, ..] }
            ? message.WithChips(BotMessage.ArticleChip(new Chip(first.Article, first.Title)))
            : message;
    }

    /// <summary>The articles that the bot has shown so far, so that the agent does not send them again.</summary>
    private static IEnumerable<JsonNode> Tried(Turn turn) => turn.Said
        .SelectMany(entry => entry.Articles)
        .Distinct(StringComparer.Ordinal).TakeLast(TriedMax).Select(article => (JsonNode)article);
}

using System.Text.Json.Nodes;
using Cardline.Bot.Turns.Reply.Composing;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Reply;

/// <summary>Writes an answer: approved words with their sources, the rest a press away, and what people ask next.</summary>
internal static class AnswerMessage
{
    /// <summary>Chips under a message with two answers.</summary>
    private const int PartChipsMax = 4;

    /// <summary>Builds the message.</summary>
    public static JsonObject Of(Turn turn, KnowledgeAnswer answer)
    {
        var message = turn.Parts.Count > 0 ? OfParts(turn) : OfOne(turn, answer);
        return turn.Draft is { IsSaid: true } draft ? ComposedMessage.Of(message, draft, Lead(turn, answer)) : message;
    }

    /// <summary>What is said before the words of the articles; null when it is nothing.</summary>
    public static CardholderText? Lead(Turn turn, KnowledgeAnswer answer) =>
        turn.Parts.Count == 0 && answer.Followed?.Rule == FollowedBy.SameForAll ? CardholderText.OfLine(BotLine.SameForAll, answer.Lang) : null;

    private static JsonObject OfOne(Turn turn, KnowledgeAnswer answer)
    {
        var article = answer.Sources[0].Article;
        var rest = turn.Wish is { More: true } && answer.More is not null;
        var more = answer.More is not null && !rest ? [BotMessage.MoreChip(article, answer.Lang)] : Array.Empty<(string, JsonObject)>();
        var words = CardholderText.Of(answer, rest);
        var message = BotMessage.Of("answer", Lead(turn, answer)?.Then(words) ?? words, answer.Lang)
            .Marked("sources", BotMessage.Sources([answer], rest))
            .WithChips([.. more, .. answer.Chips.Select(BotMessage.ArticleChip)]);
        return rest ? message.Marked("part", "more") : message;
    }

    /// <summary>Two short answers under their titles, or one and the question which article the other half means.</summary>
    private static JsonObject OfParts(Turn turn)
    {
        var sure = turn.Parts.Where(part => part.Outcome == AnswerOutcome.Answer).ToList();
        var words = sure.Select(CardholderText.Titled).Aggregate((before, next) => before.Then(next));
        if (turn.Parts.FirstOrDefault(part => part.Outcome == AnswerOutcome.Choose) is { } open)
        {
            return BotMessage.Of("answer", words.Then(CardholderText.OfLine(BotLine.OtherQuestion, turn.Lang)), turn.Lang)
                .Marked("sources", BotMessage.Sources(sure))
                .Marked("asks", true)
                .WithChips(open.Chips.Select(BotMessage.ArticleChip));
        }

        var rests = sure.Where(part => part.More is not null).Select(part => (part.Candidates[0].Title, BotMessage.MoreChip(part.Sources[0].Article, turn.Lang).Value));
        var next = sure.SelectMany(part => part.Chips).Where(chip => sure.TrueForAll(part => part.Sources[0].Article != chip.Article)).DistinctBy(chip => chip.Article).Select(BotMessage.ArticleChip);
        return BotMessage.Of("answer", words, turn.Lang)
            .Marked("sources", BotMessage.Sources(sure))
            .WithChips(rests.Concat(next).Take(PartChipsMax));
    }
}

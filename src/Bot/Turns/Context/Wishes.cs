namespace Cardline.Bot.Turns.Context;

/// <summary>Recognises messages that want something of what was said before. Only a message that is nothing else counts, as with <see cref="Courtesies"/>.</summary>
internal static class Wishes
{
    /// <summary>Recognises the wish of the waiting messages: the last one's, when nothing else is asked before it.</summary>
    public static Wish? Of(Turn turn, Memory memory)
    {
        if (turn.Last.Value("article") is { Length: > 0 })
        {
            return ShownChips.WishOf(WishRule.Chip, turn.Last.Activity["value"]!.AsObject());
        }

        if (turn.Last.Activity["value"] is not null || turn.Waiting.SkipLast(1).Any(message => Courtesies.Of(message.Text) == Courtesy.None))
        {
            return null;
        }

        var words = FollowWords.Plain(turn.Last.Text);
        return words.Length == 0 ? null : OfChips(words, memory) ?? OfAnswer(turn.Last.Text, words, memory);
    }

    /// <summary>What was just offered: taken by its place, by its title, or by yes.</summary>
    private static Wish? OfChips(string words, Memory memory)
    {
        var asked = memory.Before is { Asks: true };
        if (memory.Before is not { Kind: "choice" or "answer" or "offer" } || ShownChips.Of(memory.Before) is not { Count: > 0 } chips)
        {
            return null;
        }

        if (chips.AtPlace(words) is { } place)
        {
            return place;
        }

        if (FollowWords.Yes().IsMatch(words) || (asked && FollowWords.AllRight().IsMatch(words)))
        {
            return chips.Count == 1 ? ShownChips.WishOf(WishRule.Yes, chips.All[0].Value) : new Wish(WishRule.WhichOne) { Chips = chips.All };
        }

        return chips.ByTitle(words, asked);
    }

    private static Wish? OfAnswer(string text, string words, Memory memory)
    {
        var wished = LanguageRequest.Of(text) is not null;
        if (memory.Answer is not { Article: { } article } answer || memory.Before is { Kind: "choice" or "unknown" } && wished)
        {
            return wished ? new Wish(WishRule.Language) : null;
        }

        if (wished)
        {
            return new Wish(WishRule.Language, article) { More = answer.IsRest };
        }

        if (FollowWords.More().IsMatch(words))
        {
            return answer.Articles.Count > 1 ? new Wish(WishRule.WhichOne) { Chips = ShownChips.Of(answer).All } : new Wish(answer.IsRest ? WishRule.AllTold : WishRule.More, article) { More = true };
        }

        return FollowWords.LastFact().IsMatch(words) ? new Wish(WishRule.LastFact, article)
            : FollowWords.Again().IsMatch(words) ? new Wish(WishRule.Again, article)
            : FollowWords.NotUnderstood().IsMatch(words) ? new Wish(WishRule.NotUnderstood, article)
            : null;
    }
}

using Microsoft.Extensions.AI;

namespace Cardline.Bot.Model.Prompting;

/// <summary>
/// Makes a prompt fit by rule: items of its list go first, oldest or worst first, then those of other lists; what may never be left out is then shortened in the
/// middle, longest first; the rules are never touched.
/// </summary>
internal static class PromptTrim
{
    /// <summary>What is never left out is not made shorter than this many tokens, or one text each.</summary>
    public const int TextTokensMin = 32;

    /// <summary>Most times that a text is shortened for one prompt.</summary>
    public const int ShortenedMax = 40;

    /// <summary>Fills a prompt in so that it has at most so many tokens.</summary>
    /// <param name="template">The template.</param>
    /// <param name="shape">Its use.</param>
    /// <param name="values">Its values; those that are too long are changed.</param>
    /// <param name="tokensMax">Most tokens.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not even the rules and the shortest texts fit; the start checks this for <c>Model:PromptTokensMax</c>.</exception>
    public static (List<ChatMessage> Messages, int TokensTrimmed) Fit(IPromptTemplate template, PromptShape shape, Dictionary<string, object> values, int tokensMax)
    {
        var messages = ChatMarkup.Parse(template.Render(values));
        var whole = TokenEstimate.Of(messages);
        var tokens = whole;

        // Each round takes something away, so it ends with the list.
        while (tokens > tokensMax && TakeItems(shape, values, tokens - tokensMax))
        {
            messages = ChatMarkup.Parse(template.Render(values));
            tokens = TokenEstimate.Of(messages);
        }

        for (var round = 0; tokens > tokensMax && round < ShortenedMax && Shorten(values, tokens - tokensMax); round++)
        {
            messages = ChatMarkup.Parse(template.Render(values));
            tokens = TokenEstimate.Of(messages);
        }

        return tokens <= tokensMax
            ? (messages, whole - tokens)
            : throw new ArgumentOutOfRangeException(nameof(tokensMax), tokensMax, $"The prompt \"{shape.Name}\" has {tokens} tokens at least.");
    }

    /// <summary>Estimates a text or an item of a list.</summary>
    public static int TokensOf(object value) => value switch
    {
        string text => TokenEstimate.Of(text),
        IReadOnlyDictionary<string, object> fields => fields.Values.Sum(TokensOf),
        _ => 0,
    };

    // The list of the rule first, then what is left of the other lists.
    private static bool TakeItems(PromptShape shape, Dictionary<string, object> values, int tooMany)
    {
        var taken = 0;
        foreach (var name in values.Keys.OrderBy(name => name == shape.Trimmed ? 0 : 1))
        {
            var items = values[name] as List<object> ?? [];
            while (items.Count > (name == shape.Trimmed ? shape.ItemsKept : 0) && taken < tooMany)
            {
                var at = shape.FirstGo ? 0 : items.Count - 1;
                taken += Math.Max(1, TokensOf(items[at]));
                items.RemoveAt(at);
            }
        }

        return taken > 0;
    }

    private static bool Shorten(Dictionary<string, object> values, int tooMany)
    {
        var longest = Texts(values).MaxBy(text => TokenEstimate.Of(text.Text));
        if (longest is null || TokenEstimate.Of(longest.Text) is var tokens && tokens <= TextTokensMin)
        {
            return false;
        }

        // Characters in proportion to tokens, and a little less, because a text is not alike everywhere.
        var target = Math.Max(TextTokensMin / 2, tokens - tooMany);
        var chars = (int)(longest.Text.Length * (long)target / tokens * 9 / 10);
        longest.Set(ValueText.Cut(longest.Text, Math.Max(ValueText.Gap.Length + 4, chars)));
        return true;
    }

    private static IEnumerable<Place> Texts(Dictionary<string, object> values)
    {
        foreach (var name in values.Keys.ToList())
        {
            switch (values[name])
            {
                case string text:
                    yield return new Place(text, shorter => values[name] = shorter);
                    break;
                case List<object> items:
                    for (var at = 0; at < items.Count; at++)
                    {
                        foreach (var place in Item(items, at))
                        {
                            yield return place;
                        }
                    }

                    break;
            }
        }
    }

    private static IEnumerable<Place> Item(List<object> items, int at)
    {
        if (items[at] is string text)
        {
            return [new Place(text, shorter => items[at] = shorter)];
        }

        var fields = (Dictionary<string, object>)items[at];
        return fields.Keys.ToList().Select(name => new Place((string)fields[name], shorter => fields[name] = shorter));
    }

    private sealed record Place(string Text, Action<string> Set);
}

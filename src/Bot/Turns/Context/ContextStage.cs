namespace Cardline.Bot.Turns.Context;

/// <summary>Works out what is asked: the waiting messages together, the chip that was pressed, "more" after an answer, and whether anything is asked at all.</summary>
internal sealed class ContextStage : ITurnStage
{
    /// <summary>Characters of the waiting messages that are searched for together.</summary>
    private const int QuestionCharsMax = 4000;

    private static readonly HashSet<string> MoreWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "more", "tell me more", "more please", "details", "更多", "详细", "详细说明", "再说说", "还有呢",
    };

    /// <inheritdoc/>
    public ValueTask<Turn> RunAsync(Turn turn, CancellationToken cancel)
    {
        var question = string.Join('\n', turn.Waiting.Select(message => message.Text).Where(text => text.Length > 0));
        return ValueTask.FromResult(turn with
        {
            Question = question.Length > QuestionCharsMax ? question[..QuestionCharsMax] : question,
            Picked = Picked(turn),
            Courtesy = turn.Last.Activity["value"] is null ? Courtesies.Of(turn.Waiting) : Courtesy.None,
        });
    }

    private static (string Article, bool More)? Picked(Turn turn)
    {
        if (turn.Last.Value("article") is { Length: > 0 } article)
        {
            return (article, turn.Last.Value("part") == "more");
        }

        var askedForMore = MoreWords.Contains(turn.Last.Text.Trim().TrimEnd('.', '。', '?', '?', '!', '!'));
        return askedForMore && LastArticle(turn) is { } last ? (last, true) : null;
    }

    /// <summary>The article of the bot's last answer, which its chips and "more" are about.</summary>
    private static string? LastArticle(Turn turn) => turn.Said.LastOrDefault(entry => entry.Article is not null)?.Article;
}

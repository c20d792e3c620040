using System.Text.Json.Nodes;

namespace Cardline.Bot.Turns.Context;

/// <summary>Works out what is asked: the waiting messages together, the chip that was pressed, "more" after an answer, and whether anything is asked at all.</summary>
internal sealed class ContextStage : ITurnStage
{
    /// <summary>Characters of the waiting messages that are searched for together; the knowledge base reads no more.</summary>
    private const int QuestionCharsMax = 2000;

    private static readonly HashSet<string> MoreWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "more", "tell me more", "what else", "go on", "继续", "more please", "details", "更多", "详细", "详细说明", "再说说", "还有呢",
    };

    /// <summary>How people name the first, second and third of what they were shown.</summary>
    private static readonly string[][] Places =
    [
        ["1", "first", "the first", "the first one", "first one", "number 1", "一", "第一", "第一个", "第1个", "1号"],
        ["2", "second", "the second", "the second one", "second one", "number 2", "二", "第二", "第二个", "第2个", "2号"],
        ["3", "third", "the third", "the third one", "third one", "number 3", "the last one", "三", "第三", "第三个", "第3个", "3号"],
    ];

    /// <inheritdoc/>
    public ValueTask<Turn> RunAsync(Turn turn, CancellationToken cancel)
    {
        var texts = turn.Waiting.Select(message => message.Text).Where(text => text.Length > 0).ToList();
        while (texts.Count > 1 && texts.Sum(text => text.Length + 1) > QuestionCharsMax)
        {
            // Of more than is read the newest messages count; the oldest one is probably no longer what is asked.
            texts.RemoveAt(0);
        }

        var question = string.Join('\n', texts);
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
        return askedForMore && LastArticle(turn) is { } last ? (last, true) : Chosen(turn) is { } chosen ? (chosen, false) : null;
    }

    /// <summary>The article named by its place or its title, right after the bot asked which one is meant.</summary>
    private static string? Chosen(Turn turn)
    {
        var before = turn.Said.TakeWhile(entry => entry.Seq < turn.Waiting[0].Seq).LastOrDefault();
        if (before is not { Speaker: "bot" } || before.Kind != "choice" || before.Activity["suggestedActions"]?["actions"] is not JsonArray chips)
        {
            return null;
        }

        var words = turn.Last.Text.Trim().TrimEnd('.', '。', '!', '！');
        var articles = chips.Where(chip => chip!["value"]?["article"] is not null).ToList();
        var place = Array.FindIndex(Places, names => names.Contains(words, StringComparer.OrdinalIgnoreCase));
        var chosen = place >= 0 && place < articles.Count ? articles[place] : articles.Find(chip => string.Equals((string?)chip!["title"], words, StringComparison.OrdinalIgnoreCase));
        return (string?)chosen?["value"]!["article"];
    }

    /// <summary>The article of the bot's last answer, which its chips and "more" are about.</summary>
    private static string? LastArticle(Turn turn) => turn.Said.LastOrDefault(entry => entry.Article is not null)?.Article;
}

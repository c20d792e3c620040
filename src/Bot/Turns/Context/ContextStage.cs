using Cardline.Bot.Turns.Escalation;

namespace Cardline.Bot.Turns.Context;

/// <summary>Works out what is asked: the waiting messages together, what they want of what was said before, and whether anything is asked at all.</summary>
internal sealed class ContextStage : ITurnStage
{
    /// <summary>Characters of the waiting messages that are searched for together; the knowledge base reads no more.</summary>
    private const int QuestionCharsMax = 2000;

    /// <inheritdoc/>
    public ValueTask<Turn> RunAsync(Turn turn, CancellationToken cancel)
    {
        // What stands on a press that asks nothing is not what is asked beside it.
        var texts = turn.Waiting.Where(message => turn.Waiting.Count == 1 || Courtesies.OfPress(message) == Courtesy.None).Select(message => message.Text).Where(text => text.Length > 0).ToList();
        while (texts.Count > 1 && texts.Sum(text => text.Length + 1) > QuestionCharsMax)
        {
            // Of more than is read the newest messages count; the oldest one is probably no longer what is asked.
            texts.RemoveAt(0);
        }

        var question = string.Join('\n', texts);
        var memory = Memory.Of(turn);
        var wish = Wishes.Of(turn, memory);
        return ValueTask.FromResult(turn with
        {
            Question = Searched(question.Length > QuestionCharsMax ? question[..QuestionCharsMax] : question, wish, memory),
            Memory = memory,
            Wish = wish,
            Courtesy = CourtesyOf(turn, wish, memory),
            Declines = memory.Before is { Offered: not null } && Courtesies.Refuses(turn.Last),
        });
    }

    private static Courtesy CourtesyOf(Turn turn, Wish? wish, Memory memory) =>
        wish is { Rule: WishRule.Language, Article: null } && memory.LastAsked.Length == 0 ? Courtesy.Hello
        : turn.Last.Activity["value"] is not null ? OfPress(turn)
        : wish is not null ? Courtesy.None
        : turn.Offers.Calm.Count > 0 && turn.Waiting.All(message => Settled.Is(message.Text)) ? Courtesy.Thanks
        : Courtesies.Of(turn.Waiting);

    /// <summary>A press that asks nothing, unless something was asked right before it that is not answered yet.</summary>
    private static Courtesy OfPress(Turn turn) =>
        turn.Waiting.SkipLast(1).Any(message => message.Activity["value"] is null && Courtesies.Of(message.Text) == Courtesy.None) ? Courtesy.None : Courtesies.OfPress(turn.Last);

    /// <summary>The words without the wish for a language; when they are nothing else and no answer is there to repeat, the last question once more.</summary>
    private static string Searched(string question, Wish? wish, Memory memory) =>
        wish is { Rule: WishRule.Language, Article: null } ? memory.LastAsked
        : LanguageRequest.In(question) is not null && LanguageRequest.Without(question) is { Length: > 0 } rest ? rest
        : question;
}

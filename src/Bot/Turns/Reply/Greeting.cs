using Cardline.Bot.Conversations;
using Cardline.Knowledge;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Turns.Reply;

/// <summary>The first words of a conversation, appended in the write that begins it.</summary>
internal sealed class Greeting(IKnowledgeBase knowledge, IOptions<TurnOptions> options, TimeProvider clock)
{
    /// <summary>Greets in the language of the client's locale and offers a few titles to begin with.</summary>
    public NewEntry For(string? locale)
    {
        var lang = Languages.OfLocale(locale);
        var starters = options.Value.Starters
            .Select(id => knowledge.Show(id, lang, clock.GetUtcNow()))
            .Where(answer => answer is { Candidates.Count: > 0 })
            .Select(answer => BotMessage.ArticleChip(new Chip(answer!.Candidates[0].Article, answer.Candidates[0].Title)));
        return new NewEntry(BotMessage.Of("greeting", CardholderText.OfLine(BotLine.Greeting, lang), lang).WithChips([.. starters]), Visible: true);
    }
}

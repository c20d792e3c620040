using Cardline.Bot.Conversations;
using Cardline.Bot.Gate;
using Cardline.Knowledge;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Turns.Reply;

/// <summary>The first words of a conversation, appended in the write that begins it.</summary>
internal sealed class Greeting(IKnowledgeBase knowledge, IOptions<TurnOptions> options, TimeProvider clock) : IGreeting
{
    /// <inheritdoc/>
    /// <remarks>It offers a few titles to begin with.</remarks>
    public NewEntry? For(string? locale)
    {
        var lang = Languages.OfLocale(locale);
        var starters = options.Value.Starters
            .Select(id => knowledge.Show(id, lang, clock.GetUtcNow()))
            .Where(answer => answer is { Candidates.Count: > 0 })
            .Select(answer => BotMessage.ArticleChip(new Chip(answer!.Candidates[0].Article, answer.Candidates[0].Title)));
        return new NewEntry(BotMessage.Of("greeting", CardholderText.OfLine(BotLine.Greeting, lang), lang).WithChips([.. starters]), Visible: true);
    }
}

using System.Text.Json.Nodes;
using Cardline.Bot.Turns.Escalation;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Reply;

/// <summary>Writes the offer of a person: the reason's approved line, or its one question in place of it, with the way to a person beside it at once.</summary>
internal static class OfferMessage
{
    /// <summary>Chips before the one that asks for a person.</summary>
    private const int ChipsMax = 5;

    /// <summary>Builds the message.</summary>
    /// <param name="policy">Has the words.</param>
    /// <param name="turn">The turn that offers.</param>
    /// <param name="chips">What the message before it offered to press.</param>
    public static JsonObject Of(IHandoffPolicy policy, Turn turn, IEnumerable<(string Title, JsonObject Value)> chips)
    {
        var texts = policy.TextsFor(turn.Person.Reason, turn.Lang);
        var words = turn.Intake switch
        {
            IntakeStep.Asked => texts.Intake ?? texts.Offer,
            IntakeStep.Noted => texts.IntakeNoted ?? texts.Offer,
            _ => texts.Offer,
        };
        List<(string Title, JsonObject Value)> before = [.. chips.Where(chip => chip.Value["action"] is null)];
        before.AddRange(Matters(turn, before).Select(BotMessage.ArticleChip).ToList());
        var message = BotMessage.Of("offer", CardholderText.OfHandoff(words), turn.Lang).Marked("offered", turn.Person.Reason);
        (string, JsonObject)[] ways = turn.Intake is null ? [BotMessage.PersonChip(turn.Lang)] : [BotMessage.PersonChip(turn.Lang), BotMessage.DeclineChip(turn.Lang)];
        return (turn.Intake is { } step ? message.Marked("intake", NameOf(step)) : message).WithChips([.. before.Take(ChipsMax), .. ways]);
    }

    /// <summary>The matters of the message that are neither answered above nor among the chips, so that the cardholder sees that all of it was read.</summary>
    private static IEnumerable<Chip> Matters(Turn turn, List<(string Title, JsonObject Value)> chips) => turn.Matters.Where(matter =>
        chips.TrueForAll(chip => (string?)chip.Value["article"] != matter.Article)
        && turn.Answer?.Sources.Any(source => source.Article == matter.Article) != true
        && !turn.Parts.Any(part => part.Sources.Any(source => source.Article == matter.Article)));

    /// <summary>The step as docs/log.md names it.</summary>
    public static string NameOf(IntakeStep step) => step switch
    {
        IntakeStep.Asked => "asked",
        IntakeStep.Noted => "noted",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "A new step needs a name here."),
    };
}

using System.Text.Json.Nodes;
using Cardline.Bot.Model.Checking;

namespace Cardline.Bot.Turns.Reply.Composing;

/// <summary>Puts checked sentences in the place of the approved words, and says of each where it comes from. Everything else of the answer stays as it is.</summary>
internal static class ComposedMessage
{
    /// <summary>Characters of a passage that are sent along with a citation.</summary>
    private const int PassageCharsMax = 2_000;

    /// <summary>Documents named in the label.</summary>
    private const int NamesMax = 3;

    /// <summary>Characters of a citation's abstract, as Teams allows.</summary>
    private const int AbstractCharsMax = 160;

    /// <summary>Turns the approved answer into a composed one.</summary>
    /// <param name="answer">The answer in approved words.</param>
    /// <param name="draft">What is said in place of them.</param>
    /// <param name="lead">What is said before it; null for nothing.</param>
    public static JsonObject Of(JsonObject answer, Composition draft, CardholderText? lead)
    {
        var lang = draft.Scope.Lang;
        var words = CardholderText.OfChecked(draft.Sentences, lang);
        answer["text"] = (lead?.Then(words) ?? words).Markdown;
        answer["entities"] = new JsonArray(Label([.. draft.Sentences.Select(sentence => sentence.Source).Distinct()], lang));
        return answer.Marked("composed", true).Marked("sentences", new JsonArray([.. SentencePlace.Of(lead, draft.Sentences, lang).Select(place => new JsonObject
        {
            ["at"] = place.At, ["length"] = place.Length, ["article"] = place.Source.Article, ["version"] = place.Source.Version,
        })]));
    }

    /// <summary>The mark of Microsoft's clients that a program wrote this, with the passages that it rests on.</summary>
    private static JsonObject Label(List<Passage> sources, string lang) => new()
    {
        ["type"] = "https://schema.org/Message",
        ["@type"] = "Message",
        ["@context"] = "https://schema.org",

        // Web Chat takes the entity for the message's own only under the empty id.
        ["@id"] = "",
        ["keywords"] = new JsonArray("AIGeneratedContent"),
        ["citation"] = new JsonArray([.. sources.Select((source, i) => new JsonObject
        {
            ["@type"] = "Claim",
            ["@id"] = $"cite:{i + 1}",
            ["position"] = i + 1,
            ["appearance"] = new JsonObject
            {
                ["@type"] = "DigitalDocument", ["name"] = source.Name, ["text"] = Cut(source.Markdown, PassageCharsMax), ["abstract"] = Cut(source.Markdown, AbstractCharsMax),
            },
            ["claimInterpreter"] = new JsonObject { ["@type"] = "Project", ["slogan"] = Slogan(sources, lang) },
        })]),
    };

    /// <summary>The only line of the label that Web Chat shows, so it names the documents.</summary>
    private static string Slogan(List<Passage> sources, string lang)
    {
        var names = sources.Select(source => source.Name).Distinct(StringComparer.Ordinal).Take(NamesMax);
        return BotLines.Get(BotLine.Composed, lang) + (lang == Languages.Chinese ? string.Join('；', names) : " " + string.Join("; ", names));
    }

    private static string Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return text[..end] + "…";
    }
}

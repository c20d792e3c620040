using System.Text.RegularExpressions;
using Cardline.Bot.Protocol;

namespace Cardline.Bot.Turns;

/// <summary>Chooses the language to answer in: the one asked for, that of the words, or where words do not tell, that of the conversation.</summary>
internal static partial class Languages
{
    /// <summary>English.</summary>
    public const string English = "en";

    /// <summary>Chinese in Simplified script.</summary>
    public const string Chinese = "zh-Hans";

    /// <summary>What a word of the frame of a sentence weighs beside a borrowed one, such as the name of a card.</summary>
    private const int FrameWeight = 4;

    /// <summary>So many words or characters are a whole question, which ends the wish for the other language.</summary>
    private const int WholeMin = 4;

    /// <summary>The language asked for, until a whole question in the other one comes; otherwise that of the last words that show one; the client's locale when none do.</summary>
    public static string Of(IReadOnlyList<SaidEntry> waiting, IReadOnlyList<SaidEntry> said)
    {
        string? shown = null;
        string? whole = null;
        for (var i = waiting.Count - 1 + said.Count; i >= 0; i--)
        {
            var entry = i >= said.Count ? waiting[i - said.Count] : said[i];
            if (i < said.Count && (entry.Speaker != "cardholder" || entry.Seq >= waiting[0].Seq))
            {
                continue;
            }

            var text = entry.Text;
            if (shown is not null && shown == whole)
            {
                // A wish further back either names this language or was ended by the whole question.
                return shown;
            }

            if (LanguageRequest.In(text) is { } wished)
            {
                return whole is null || whole == wished ? wished : shown!;
            }

            var weight = WordWeight.Of(text);
            var words = OfWords(text, weight);
            shown ??= words;
            whole ??= words is not null && (words == Chinese ? weight.Han : weight.Latin) >= WholeMin ? words : null;
        }

        return shown ?? OfLocale(Activity.Text(waiting[^1].Activity, "locale"));
    }

    /// <summary>The language of a locale such as <c>zh-HK</c>; English when unknown.</summary>
    public static string OfLocale(string? locale) =>
        locale is not null && locale.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English;

    /// <summary>
    /// The language whose words carry the sentence: "我的 card 被 declined 了" is Chinese, "what does 年费 mean" is English. Borrowed words
    /// alone ("年费 gold card") are Chinese; words that people of both languages use ("ok", "gold?") show none.
    /// </summary>
    public static string? OfWords(string text) => OfWords(text, WordWeight.Of(text));

    private static string? OfWords(string text, WordWeight weight) =>
        weight.Han == 0 ? (Spelt().IsMatch(text) ? Chinese : weight.Latin > 0 && !Shared().IsMatch(text) ? English : null)
            : weight.LatinFrame == 0 || weight.Han + (FrameWeight * weight.HanFrame) >= weight.Latin + (FrameWeight * weight.LatinFrame) ? Chinese : English;

    /// <summary>Nothing but Chinese words spelt in Latin letters, as they are typed where no Chinese keyboard is at hand: mostly the wish for a person.</summary>
    [GeneratedRegex(@"^[^\p{L}]*(?:(?:zrg|zrgkf|zhuan|rengong|zhuanrengong|kefu|fuwu|ni ?hao|nin ?hao|xiexie)(?:[^\p{L}]+|$))+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Spelt();

    /// <summary>Nothing but words that are at home in both languages.</summary>
    [GeneratedRegex(@"^[^\p{L}]*(?:(?:ok|okay|bye|thx|app|pin|atm|sms|gold|platinum|classic|visa)[^\p{L}]*)+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Shared();
}

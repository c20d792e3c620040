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

    /// <summary>Characters looked at; a long paste is judged by its beginning.</summary>
    private const int LookedAtMax = 2000;

    /// <summary>What a word of the frame of a sentence weighs beside a borrowed one, such as the name of a card.</summary>
    private const int FrameWeight = 4;

    /// <summary>So many words or characters are a whole question, which ends the wish for the other language.</summary>
    private const int WholeMin = 4;

    /// <summary>The language asked for, until a whole question in the other one comes; otherwise that of the last words that show one; the client's locale when none do.</summary>
    public static string Of(IReadOnlyList<SaidEntry> waiting, IReadOnlyList<SaidEntry> said)
    {
        string? shown = null;
        string? whole = null;
        foreach (var text in waiting.Reverse().Concat(said.Reverse().Where(entry => entry.Speaker == "cardholder" && entry.Seq < waiting[0].Seq)).Select(entry => entry.Text))
        {
            if (LanguageRequest.In(text) is { } wished)
            {
                return whole is null || whole == wished ? wished : shown!;
            }

            var words = OfWords(text);
            shown ??= words;
            whole ??= words is not null && Weigh(text) is var (han, latin, _, _) && (words == Chinese ? han : latin) >= WholeMin ? words : null;
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
    public static string? OfWords(string text)
    {
        var (han, latin, hanFrame, latinFrame) = Weigh(text);
        return han == 0 ? (latin > 0 && !Shared().IsMatch(text) ? English : null)
            : latinFrame == 0 || han + (FrameWeight * hanFrame) >= latin + (FrameWeight * latinFrame) ? Chinese : English;
    }

    private static (int Han, int Latin, int HanFrame, int LatinFrame) Weigh(string text)
    {
        var looked = text.Length > LookedAtMax ? text[..LookedAtMax] : text;
        return (looked.Count(c => c is >= '\u4E00' and <= '\u9FFF' or >= '\u3400' and <= '\u4DBF'), Latin().Count(looked), HanFrame().Count(looked), LatinFrame().Count(looked));
    }

    [GeneratedRegex(@"[A-Za-z](?:[A-Za-z'’]*[A-Za-z])+|\bI\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Latin();

    /// <summary>Words that hold an English sentence together.</summary>
    [GeneratedRegex(
        @"\b(?:what|how|when|where|which|who|why|is|are|was|does|do|did|can|could|should|will|would|the|an?|my|your|i|you|it|this|that|to|of|for|in|on|with|and|or|not|me|mean|please)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LatinFrame();

    /// <summary>Characters that hold a Chinese sentence together, in both scripts.</summary>
    [GeneratedRegex(@"[的了问問吗嗎呢吧么麼是我你您在把被给給请請怎什多少哪几幾有没沒不要想能会會还還也就和跟]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HanFrame();

    /// <summary>Nothing but words that are at home in both languages.</summary>
    [GeneratedRegex(@"^[^\p{L}]*(?:(?:ok|okay|bye|thx|app|pin|atm|sms|gold|platinum|classic|visa)[^\p{L}]*)+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Shared();
}

using Cardline.Bot.Protocol;

namespace Cardline.Bot.Turns;

/// <summary>Chooses the language to answer in: that of the words, or where words do not tell, that of the conversation.</summary>
internal static class Languages
{
    /// <summary>English.</summary>
    public const string English = "en";

    /// <summary>Chinese in Simplified script.</summary>
    public const string Chinese = "zh-Hans";

    /// <summary>Characters looked at; a long paste is judged by its beginning.</summary>
    private const int LookedAtMax = 2000;

    /// <summary>The language of the last words that show one; the client's locale when none do.</summary>
    public static string Of(IReadOnlyList<SaidEntry> waiting, IReadOnlyList<SaidEntry> said) =>
        waiting.Reverse().Concat(said.Reverse().Where(entry => entry.Speaker == "cardholder"))
            .Select(entry => OfWords(entry.Text)).FirstOrDefault(lang => lang is not null)
        ?? OfLocale(Activity.Text(waiting[^1].Activity, "locale"));

    /// <summary>The language of a locale such as <c>zh-HK</c>; English when unknown.</summary>
    public static string OfLocale(string? locale) =>
        locale is not null && locale.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English;

    /// <summary>Any Han character makes it Chinese ("查一下 Platinum annual fee"); otherwise a Latin word makes it English.</summary>
    public static string? OfWords(string text)
    {
        var latin = 0;
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, LookedAtMax)))
        {
            if (c is >= '\u4E00' and <= '\u9FFF' or >= '\u3400' and <= '\u4DBF')
            {
                return Chinese;
            }

            latin += char.IsAsciiLetter(c) ? 1 : 0;
        }

        return latin >= 2 ? English : null;
    }
}

using System.Buffers;
using System.Text.RegularExpressions;

namespace Cardline.Bot.Turns;

/// <summary>Recognises the wish for a language: "in English please", "用中文说". It holds until a whole question comes in the other one.</summary>
internal static partial class LanguageRequest
{
    /// <summary>Without one of these a message wishes for no language; hardly one has any, and the patterns need not look.</summary>
    private static readonly SearchValues<string> Names = SearchValues.Create(
        ["english", "英文", "英语", "英語", "chinese", "mandarin", "中文", "汉语", "漢語", "普通话", "普通話"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The language asked for when the message is nothing but that wish; null otherwise.</summary>
    public static string? Of(string text) => NamesOne(text) && Only().Match(text.Trim()) is { Success: true } match ? Named(match) : null;

    /// <summary>The language asked for anywhere in a message, in words that leave no doubt; null when in none.</summary>
    public static string? In(string text) => Of(text) ?? (NamesOne(text) && Inside().Match(text) is { Success: true } match ? Named(match) : null);

    /// <summary>The message without the wish, which is nothing to search for.</summary>
    public static string Without(string text) => Inside().Replace(text, " ").Trim();

    private static bool NamesOne(string text) => text.AsSpan().ContainsAny(Names);

    private static string Named(Match match) => match.Groups["en"].Success ? Languages.English : Languages.Chinese;

    [GeneratedRegex(
        @"^(?:(?:sorry|please|can you|could you|can we|may i have (?:that|it|this)|i (?:want|need) (?:it|that|this)?|say (?:it|that)|the same|again|answer|reply|write|speak|talk|switch|repeat (?:it|that)|in|to|and|now|ok|请|麻烦|可以|能|能不能|你?能|你会|用|说|讲|写|改|换|成|回答|再说一遍|的|转)[ ,，]*)*(?:(?<en>english|英文|英语|英語)|(?<zh>chinese|mandarin|中文|汉语|漢語|普通话|普通話))[ ,，]*(?:(?:please|instead|again|version|if possible|thanks|thank you|说|讲|回答|回复|告诉我|一遍|一下|再说|吧|吗|呢|谢谢|可以|行|好|的|版|版本|解释)[ ,，]*)*[.。!！?？]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Only();

    [GeneratedRegex(
        @"\b(?:please )?(?:answer |reply )?in (?:(?<en>english)|(?<zh>chinese|mandarin))(?= *(?:please|[,.:!?，：]|$))(?: please)?[:：,，]*|请?用(?:(?<en>英文|英语|英語)|(?<zh>中文|汉语|漢語|普通话|普通話))(?:回答|回复|告诉我|说|讲|解释)(?:一下|我)?[:：,，]*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Inside();
}

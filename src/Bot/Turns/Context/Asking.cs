using System.Buffers;
using System.Text.RegularExpressions;

namespace Cardline.Bot.Turns.Context;

/// <summary>Tells what is asked from what is told around it: people say good morning, or how they feel, before they ask.</summary>
internal static partial class Asking
{
    /// <summary>A shorter clause is a tag ("please", "对吗") and not a question of its own.</summary>
    private const int LettersMin = 3;

    /// <summary>A longer message is not looked at for two things that share one verb.</summary>
    private const int SharedCharsMax = 200;

    /// <summary>Without one of these no question ends and another begins, and two things share no verb; most messages have none, and the patterns need not look.</summary>
    private static readonly SearchValues<string> JointWords = SearchValues.Create(["and", "also", "plus", "还有", "另外", "以及", "顺便", "再问"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> SharingWords = SearchValues.Create([" and ", "卡"], StringComparison.OrdinalIgnoreCase);
    /// <summary>How a list begins; without one of these the pattern need not look.</summary>
    private static readonly SearchValues<string> ListWords = SearchValues.Create(["1", "first", "第一", "首先"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> Stops = SearchValues.Create(".,;!?。，；！？\n…");

    /// <summary>Whether words ask something, as far as their form tells; a story told to a waiting colleague does not.</summary>
    public static bool Asks(string text) => text.AsSpan().ContainsAny('?', '？') || Form().IsMatch(text);

    /// <summary>The last clause of several when it asks something; null when there is only one, or when it asks nothing.</summary>
    public static string? LastClause(string text)
    {
        if (!text.AsSpan().ContainsAny(Stops))
        {
            return null;
        }

        var clauses = Ends().Split(text).Select(clause => clause.Trim()).Where(clause => clause.Count(char.IsLetter) >= LettersMin).ToList();
        return clauses.Count > 1 && Asks(clauses[^1]) ? clauses[^1] : null;
    }

    /// <summary>The clauses of a message that each ask something in a form of their own, cut at stops and conjunctions.</summary>
    /// <param name="text">The message.</param>
    /// <param name="max">Most clauses returned.</param>
    public static IReadOnlyList<string> Questions(string text, int max)
    {
        string[] parts = text.AsSpan().ContainsAny(Stops) || text.AsSpan().ContainsAny(JointWords) ? Joints().Split(text) : [text];
        List<string> clauses = [.. parts.Select(clause => clause.Trim()).Where(clause => clause.Count(char.IsLetter) >= LettersMin && (Asks(clause) || Wants().IsMatch(clause))).Take(max)];
        return clauses.Count == 1 && text.Length <= SharedCharsMax && text.AsSpan().ContainsAny(SharingWords) && Shared().Match(text) is { Success: true } shared
            ? [.. from thing in (string[])["first", "second"] select shared.Groups["lead"].Value + shared.Groups[thing].Value + shared.Groups["rest"].Value]
            : clauses;
    }

    /// <summary>The items of a numbered list ("第一，……；第二，……", "1. ... 2. ..."), whether or not they ask; empty when there are not at least two.</summary>
    /// <param name="text">The message.</param>
    /// <param name="max">Most items returned.</param>
    public static IReadOnlyList<string> Listed(string text, int max)
    {
        if (!text.AsSpan().ContainsAny(ListWords) || Markers().Matches(text) is not { Count: > 1 } marks)
        {
            return [];
        }

        return [.. marks.Select((mark, at) => text[(mark.Index + mark.Length)..(at + 1 < marks.Count ? marks[at + 1].Index : text.Length)].Trim())
            .Where(item => item.Count(char.IsLetter) >= LettersMin).Take(max)];
    }

    /// <summary>What follows a clause that says what is not wanted ("I don't want to complain, I just ..."); null when there is no such clause.</summary>
    public static string? AfterDenial(string text) => Denial().Match(text) is { Success: true } denial && text[denial.Length..].Trim() is { Length: > 0 } rest ? rest : null;

    [GeneratedRegex(
        @"^\s*(?:(?:no,? )?(?:i (?:do not|don['’]?t|dont) (?:want|need) (?:to (?:talk|speak|chat|complain|dispute|cancel)|an? (?:person|agent|human))|i(?:['’]?m| am) not (?:angry|complaining|upset|asking (?:about|for))|(?:this|it) is(?:n['’]t| not) (?:about|a complaint))[^,.;!?，。\n]*[,.;!\n]+|(?:我)?(?:不是(?:要|想|来)|不用转|不用找|不要转|先不转|不需要转|没说要|别转)[^,，。；;！!\n]*[,，。；;！!\n]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Denial();

    [GeneratedRegex(
        @"[?？]|(?:^|[,.;!\n] *|\b(?:and|but|so|just|please) )(?:how|what|when|where|which|who|why|can|could|do|does|did|is|are|may|should|will|would|tell me|explain|show me)\b|怎么|怎样|如何|什么|多少|吗|呢|哪|几[天个次点号]|能不能|可不可以|是否|多久|多长|为什么|告诉我|怎麼|怎樣|什麼|嗎|幾|為什麼|請問|请问",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Form();

    /// <summary>Where one question may end and the next begin: at a stop, or at a conjunction before words that ask.</summary>
    [GeneratedRegex(
        @"(?:[.,;!?](?=\s|$)|[,;?](?=[^\x00-\x7F])|[。，；！？\n…])+|\b(?:and|also|plus)\b(?: also| then| please)?(?= (?:how|what|when|where|which|who|why|can|could|do|does|is|are|may|should|will|i want to|i need to|i would like to|i'd like to|tell me) ?\b)|还有|另外|以及|顺便(?:问一下|问下|问)?|再问一下|再问下",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Joints();

    /// <summary>Two things that share their question: "how do I change my PIN and my address?", "金卡和白金卡年费多少".</summary>
    [GeneratedRegex(
        @"^(?<lead>[^,.;?\n]*\b(?:how|what|when|where|why|can|do|does|is|are)\b[^,.;?\n]*\b)(?<first>(?:the|my)\b[^,.;?\n]+?),? and (?:also )?(?<second>(?:the|my)\b[^,.;?\n]+)\??$|^(?<lead>)(?<first>[^，。？?\s]{0,6}卡)(?:和|跟|与|與|还有|還有)(?<second>[^，。？?\s]{0,6}卡)的?(?<rest>[^，。？?\s]{2,20})[？?]?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Shared();

    /// <summary>What numbers an item of a list: only with a mark behind it, because "the first time" and "1 card" number nothing.</summary>
    [GeneratedRegex(
        @"(?:(?<=^|[\s,.;!?，。；！？])(?:(?:first|second|third|fourth)(?:ly)?|[1-4])|第[一二三四]|首先|其次|再次|最后)[,.:)，、：）](?!\d)\s*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Markers();

    /// <summary>A wish to do something, which asks how.</summary>
    [GeneratedRegex(@"^(?:and |also |please )*(?:i want to|i need to|i would like to|i'd like to)\b|^我?(?:还|也)?(?:想|要|需要)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Wants();

    /// <summary>A stop inside a number (3.5, 1,000) ends nothing.</summary>
    [GeneratedRegex(@"(?:[.,;!?](?=\s|$)|[。，；！？\n…])+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Ends();
}

using System.Text.RegularExpressions;
using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing.Checks;

/// <summary>Finds telephone numbers, web and e-mail addresses that are not the bank's, and those of the bank that are written by hand.</summary>
internal static partial class ContactChecks
{
    private const int CueCharsMax = 24;
    private const int ShortCueCharsMax = 8;
    private const int ShortDigitsMax = 4;
    private const int LongDigitsMin = 7;

    internal static Func<BodyText, IEnumerable<Finding>> Over(Checkup checkup)
    {
        var list = new ContactList(checkup.Content.Facts);
        return body => Phones(body, list).Concat(Addresses(body, list));
    }

    private static IEnumerable<Finding> Phones(BodyText body, ContactList list)
    {
        foreach (var link in body.Links.Where(link => link.Target.StartsWith("tel:", StringComparison.OrdinalIgnoreCase)))
        {
            if (!Named(link.Target)) yield return Phone(body, link.Start, link.Target[4..], list);
        }

        foreach (Match match in Digits().Matches(body.Plain))
        {
            if (IsPhone(body.Plain, match, list)) yield return Phone(body, match.Index, match.Value, list);
        }
    }

    private static Finding Phone(BodyText body, int start, string number, ContactList list) => list.OfPhone(number) is { } fact
        ? ByHand(body, start, number, fact)
        : Finding.Error(
            FindingNumber.UnlistedPhone,
            body.At(start),
            $"\"{number.Trim()}\" is none of the telephone numbers in facts.yml.",
            $"Write the fact of the number that is meant{(NearestName.Of(number, list.Phones) is { } nearest ? $" ({{{{{list.OfPhone(nearest)}}}}} is the nearest)" : string.Empty)}, or list the number with unit: phone.");

    private static IEnumerable<Finding> Addresses(BodyText body, ContactList list)
    {
        foreach (var link in body.Links)
        {
            if (Web().IsMatch(link.Target) && !Named(link.Target)) yield return Address(body, link.Start, link.Target, list);
        }

        foreach (Match match in Address().Matches(body.Plain)) yield return Address(body, match.Index, match.Value.TrimEnd('.', ','), list);
    }

    private static Finding Address(BodyText body, int start, string address, ContactList list) => list.OfAddress(address) is { } fact
        ? ByHand(body, start, address, fact)
        : Finding.Error(
            FindingNumber.UnlistedAddress,
            body.At(start),
            $"\"{address}\" is not one of the bank's addresses in facts.yml.",
            "Correct it, or list it with unit: url or unit: email and write the fact here.");

    private static Finding ByHand(BodyText body, int start, string what, string fact) => Finding.Warning(
        FindingNumber.HandWrittenContact,
        body.At(start),
        $"\"{what.Trim()}\" is written by hand.",
        $"Write {{{{{fact}}}}}, so that it changes everywhere on the same day.");

    // An address that a fact brings is on the list already.
    private static bool Named(string target) => Uri.UnescapeDataString(target).Contains("{{", StringComparison.Ordinal);

    /// <summary>Whether digits are a telephone number: by their shape, or by a word such as call before them.</summary>
    private static bool IsPhone(string text, Match match, ContactList list)
    {
        var digits = string.Concat(match.Value.Where(char.IsAsciiDigit));
        if (Day().IsMatch(match.Value) || digits.Length > 15 || NumberUnits.After(text, match.Index + match.Length).Unit.Length > 0) return false;
        if (Shape().IsMatch(match.Value.StartsWith('+') ? "+" + digits : digits)) return true;
        if (Grouped().IsMatch(match.Value)) return true;
        if (digits.Length < LongDigitsMin && !Short().IsMatch(digits) && list.OfPhone(digits) is null) return false;
        // 110 is the police after "call" and an amount elsewhere, so a short number needs the word right beside it.
        var reach = digits.Length <= ShortDigitsMax ? ShortCueCharsMax : CueCharsMax;
        var before = text[Math.Max(0, match.Index - reach)..match.Index];
        var sentence = before[(before.LastIndexOfAny(['.', '。', '\n', '!', '?', '!', ';']) + 1)..];
        return Cue().IsMatch(sentence);
    }

    [GeneratedRegex(@"(?<![A-Za-z0-9_.,/@+¥$€£-])\+?\d(?:[ \t()-]{0,2}\d){2,18}(?![A-Za-z0-9_@%]|[.,:/-]\d)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digits();

    [GeneratedRegex(@"\A\d{4}-\d{1,2}-\d{1,2}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Day();

    // Toll-free lines, mobiles, area codes, and anything with a country.
    [GeneratedRegex(@"\A(?:[48]00\d{7}|1[3-9]\d{9}|0[1-9]\d{8,10}|(?:\+|00)\d{7,14})\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();

    // Emergencies, service lines and banks; any other short number beside a word such as call counts something else.
    [GeneratedRegex(@"\A(?:1[012]\d|911|999|1[012]\d{3}|9[56]\d{3})\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Short();

    [GeneratedRegex(@"\A\(?\d{3,4}\)?-\d{3,4}-\d{3,4}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Grouped();

    [GeneratedRegex(@"\b(?:call|calling|dial|phone|ring|hotline|tel|telephone|helpline)\b[^\d]*\z|(?:拨打|拨|致电|电话|热线|打给|专线)[^\d]*\z", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Cue();

    [GeneratedRegex(@"\A(?:https?://|mailto:|//|www\.)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Web();

    [GeneratedRegex(
        @"https?://[^\s<>()\[\]""'，。；：、！？“”（）\p{IsCJKUnifiedIdeographs}]+|(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+" +
        @"|(?<![A-Za-z0-9_.@/-])(?:[A-Za-z0-9-]+\.)+(?:com|cn|net|org|gov|edu|info|biz|bank|io|co|hk|app|top|xyz|vip|cc|link|site|shop|online|example)(?![A-Za-z0-9_-])(?:/[^\s<>()\[\]""'，。；：、！？“”（）\p{IsCJKUnifiedIdeographs}]*)?",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}

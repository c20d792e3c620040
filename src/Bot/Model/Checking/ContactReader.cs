using System.Collections.Frozen;

namespace Cardline.Bot.Model.Checking;

/// <summary>Finds addresses of pages and mails, and telephone numbers, and blanks them, so that their digits and words are not read again.</summary>
internal static class ContactReader
{
    private const string AddressSigns = "._~:/?#@!$&'*+=%-";
    private const int PhoneDigitsMin = 7;
    private const int PhoneDigitsMax = 15;

    /// <summary>Most separators between two digits of one number: ") -".</summary>
    private const int SeparatorsMax = 3;

    private static readonly FrozenSet<string> Endings = new[]
    {
        "com", "cn", "net", "org", "gov", "edu", "info", "biz", "bank", "io", "co", "hk", "app", "top", "xyz", "vip", "cc", "link", "site", "shop", "online",
        "example", "test", "me", "tv", "uk", "de", "fr", "ru", "jp", "us", "tk", "ml", "ly", "gg", "dev", "cloud", "club", "live", "pro", "asia", "mobi", "win", "loan", "pay", "card", "finance", "support", "help", "zip", "icu", "work", "store", "tech", "space", "website",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Schemes = ["http:", "https:", "mailto:", "tel:", "sms:", "javascript:", "data:", "file:", "ftp:", "vbscript:", "weixin:", "alipays:", "intent:"];

    internal static void Read(Span<char> text, Reading into)
    {
        Addresses(text, into);
        Phones(text, into);
    }

    /// <summary>Says whether a host or a whole address is written there.</summary>
    internal static bool IsAddress(ReadOnlySpan<char> run)
    {
        foreach (var scheme in Schemes)
        {
            if (run.Length > scheme.Length && run.StartsWith(scheme)) return true;
        }

        if (run.Contains("://", StringComparison.Ordinal) || run.StartsWith("www.")) return true;
        var mail = run.IndexOf('@');
        if (mail >= 0) return run[(mail + 1)..].Contains('.') || mail > 0;
        var host = run;
        var end = host.IndexOfAny('/', ':', '?');
        if (end >= 0) host = host[..end];
        var dot = host.LastIndexOf('.');
        return dot >= 0 && dot < host.Length - 1 && Endings.GetAlternateLookup<ReadOnlySpan<char>>().Contains(host[(dot + 1)..].TrimEnd("'*_!&"));
    }

    private static void Addresses(Span<char> text, Reading into)
    {
        if (text.IndexOfAny(".@:/") < 0) return;
        for (var i = 0; i < text.Length;)
        {
            if (!IsPart(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && IsPart(text[i])) i++;
            var run = text[start..i];
            run = run.TrimStart("*_'!").TrimEnd(".,:!?'*_-");
            if (run.Length < 3 || !IsAddress(run)) continue;
            into.Addresses.Add(run.TrimEnd('/').ToString());
            run.Fill(' ');
        }
    }

    private static bool IsPart(char sign) => char.IsAsciiLetterOrDigit(sign) || AddressSigns.Contains(sign, StringComparison.Ordinal);

    private static void Phones(Span<char> text, Reading into)
    {
        Span<char> digits = stackalloc char[PhoneDigitsMax + 1];
        for (var i = 0; i < text.Length;)
        {
            var plus = text[i] == '+' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]);
            if (!plus && !char.IsAsciiDigit(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            i = EndOfDigits(text, plus ? i + 1 : i, out var groups);
            var run = text[start..i];
            var count = 0;
            foreach (var sign in run)
            {
                if (char.IsAsciiDigit(sign) && count < digits.Length) digits[count++] = sign;
            }

            if (count is < PhoneDigitsMin or > PhoneDigitsMax || !IsPhone(run, digits[..count], plus, groups)) continue;
            into.Phones.Add((plus ? "+" : string.Empty) + digits[..count].ToString());
            run.Fill(' ');
        }
    }

    private static int EndOfDigits(ReadOnlySpan<char> text, int at, out int groups)
    {
        groups = 1;
        var end = at;
        var separators = 0;
        for (; at < text.Length && separators <= SeparatorsMax; at++)
        {
            if (char.IsAsciiDigit(text[at]))
            {
                if (separators > 0) groups++;
                separators = 0;
                end = at + 1;
            }
            else if (text[at] is '-' or ' ' or '(' or ')' or '·') separators++;
            else break;
        }

        return end;
    }

    private static bool IsPhone(ReadOnlySpan<char> run, ReadOnlySpan<char> digits, bool plus, int groups)
    {
        if (plus) return true;
        // A date, and a sum with blanks between the thousands, are no telephone numbers.
        if (groups == 3 && digits.Length <= 8 && run.IndexOf('-') == 4 && digits[0] is '1' or '2') return false;
        if (groups >= 3) return run.Contains('-') || run.Contains('(') || digits[0] == '0' || digits.StartsWith("400") || digits.StartsWith("800");
        if (groups == 2) return run.IndexOfAny('-', ' ', ')') is 3 or 4 or 5 && digits[0] is '0' or '4' or '8' && digits.Length >= 10;
        return digits.Length switch
        {
            10 => digits.StartsWith("400") || digits.StartsWith("800") || digits[0] == '0',
            11 => digits[0] is '0' or '1',
            12 or 13 => digits[0] == '0' || digits.StartsWith("86"),
            _ => false,
        };
    }
}

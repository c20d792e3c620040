using System.Buffers;

namespace Cardline.Bot.Gate.Masking;

/// <summary>
/// Finds people's phone numbers: Chinese mobile numbers, with or without +86, and international ones that begin with a plus.
/// The bank's own numbers are exempt. Land lines without a plus are left alone: they look like any other reference.
/// </summary>
internal sealed class PhoneNumbers
{
    private const int MobileDigits = 11;
    private const int InternationalDigitsMin = 9;
    private const int InternationalDigitsMax = 15;
    private const int GroupsMax = 6;

    // Whole lengths with country code where they are fixed, so that an amount after a number is not taken for its end.
    private static readonly (string Code, int Digits)[] FixedLengths = [("86", 13), ("852", 11), ("853", 11), ("886", 12), ("65", 10), ("1", 11), ("44", 12)];
    private static readonly string[] WordsBefore = ["tel", "phone", "mobile", "call", "mob", "cell", "wechat"];

    private static readonly SearchValues<char> GapSigns = SearchValues.Create(" ()-.（）\u00A0\u2010\u2011\u2013");

    private readonly HashSet<string> exempt;

    /// <summary>Initializes a new instance that leaves the bank's numbers alone.</summary>
    public PhoneNumbers(IEnumerable<string> bankNumbers) =>
        exempt = [.. bankNumbers.Select(number => Bare(string.Concat(number.Where(char.IsAsciiDigit))))];

    /// <summary>Finds all of them.</summary>
    public void Add(DigitGroups groups, List<Finding> found)
    {
        for (var at = 0; at < groups.Groups.Count; at++)
        {
            var last = PlusBefore(groups, at) is not null ? International(groups, at) : Mobile(groups, at);
            if (last < 0)
            {
                continue;
            }

            var digits = string.Concat(Enumerable.Range(at, last - at + 1).SelectMany(index => groups.DigitsOf(groups.Groups[index]).ToArray()).Select(digit => (char)('0' + digit)));
            if (!exempt.Contains(Bare(digits)))
            {
                var start = PlusBefore(groups, at) ?? groups.Groups[at].Start;
                found.Add(new Finding(start, groups.Groups[last].End, MaskKinds.Phone, MaskKinds.Stars(MaskKinds.Phone)));
            }

            at = last;
        }
    }

    private static string Bare(string digits)
    {
        digits = digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..] : digits;
        return digits.StartsWith("86", StringComparison.Ordinal) && digits.Length > 10 ? digits[2..] : digits;
    }

    /// <summary>Gives the last group of a Chinese mobile number that begins with this group, or -1.</summary>
    private static int Mobile(DigitGroups groups, int at)
    {
        var group = groups.Groups[at];
        var digits = groups.DigitsOf(group);
        var prefix = group.Count switch
        {
            2 or 13 when digits is [8, 6, ..] => 2,
            4 or 15 when digits is [0, 0, 8, 6, ..] => 4,
            _ => 0,
        };
        if (prefix == group.Count)
        {
            return at + 1 < groups.Groups.Count && groups.Groups[at + 1].Joined ? Local(groups, at + 1) : -1;
        }

        return prefix > 0 ? (IsMobile(digits[prefix..]) ? at : -1) : (FollowsReference(groups, group) ? -1 : Local(groups, at));
    }

    private static int Local(DigitGroups groups, int at)
    {
        var group = groups.Groups[at];
        if (!IsMobile(groups.DigitsOf(group)))
        {
            return -1;
        }

        if (group.Count == MobileDigits)
        {
            return at;
        }

        Span<int> counts = stackalloc int[3];
        for (var index = 0; index < 3 && at + index < groups.Groups.Count && (index == 0 || groups.Groups[at + index].Joined); index++)
        {
            counts[index] = groups.Groups[at + index].Count;
        }

        return counts switch
        {
            [3, 4, 4] or [4, 4, 3] or [4, 3, 4] => at + 2,
            [3, 8, _] or [7, 4, _] => at + 1,
            _ => -1,
        };
    }

    private static bool IsMobile(ReadOnlySpan<byte> digits) =>
        digits is [1, >= 3, ..] && digits.Length is 3 or 4 or 7 or MobileDigits && digits[0] == 1 && digits[1] >= 3;

    /// <summary>A number glued to letters is a reference, unless the letters say that it is a phone.</summary>
    private static bool FollowsReference(DigitGroups groups, DigitGroup group)
    {
        var after = group.End < groups.Text.Length && char.IsAsciiLetter(groups.Text[group.End]);
        var before = group.Start > 0 && (char.IsAsciiLetter(groups.Text[group.Start - 1]) || groups.Text[group.Start - 1] is '_' or '#');
        var head = groups.Text.AsSpan(Math.Max(0, group.Start - 8), Math.Min(8, group.Start));
        foreach (var word in WordsBefore)
        {
            before &= !head.EndsWith(word, StringComparison.OrdinalIgnoreCase);
        }

        return before || after;
    }

    private static int International(DigitGroups groups, int at)
    {
        var digits = groups.Digits[groups.Groups[at].First..];
        var max = InternationalDigitsMax;
        foreach (var (code, length) in FixedLengths)
        {
            max = Begins(digits, code) ? length : max;
        }

        var total = 0;
        var last = -1;
        for (var index = at; index < groups.Groups.Count && index < at + GroupsMax && (index == at || IsPhoneGap(groups, index)); index++)
        {
            total += groups.Groups[index].Count;
            if (total > max)
            {
                break;
            }

            last = total >= InternationalDigitsMin ? index : -1;
        }

        return digits[0] == 0 ? -1 : last;
    }

    private static bool Begins(ReadOnlySpan<byte> digits, string code)
    {
        for (var at = 0; at < code.Length; at++)
        {
            if (at >= digits.Length || digits[at] != code[at] - '0')
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPhoneGap(DigitGroups groups, int index)
    {
        var gap = groups.Text.AsSpan(groups.Groups[index - 1].End..groups.Groups[index].Start);
        return gap.Length <= 3 && !gap.ContainsAnyExcept(GapSigns);
    }

    private static int? PlusBefore(DigitGroups groups, int at)
    {
        var position = groups.Groups[at].Start - 1;
        while (position >= 0 && (groups.Text[position] is ' ' or '(' || DigitGroups.IsInvisible(groups.Text[position])) && position >= groups.Groups[at].Start - 2)
        {
            position--;
        }

        return position >= 0 && groups.Text[position] is '+' or '＋' ? position : null;
    }
}

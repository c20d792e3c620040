namespace Cardline.Bot.Gate.Masking;

/// <summary>Check digits and plausible dates.</summary>
internal static class Checks
{
    /// <summary>Fewest digits of a card number.</summary>
    public const int CardDigitsMin = 13;

    /// <summary>Most digits of a card number.</summary>
    public const int CardDigitsMax = 19;

    // ISO 7064 mod 11-2 weights and check characters, as GB 11643 uses them; 10 stands for X.
    private static readonly byte[] IdWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private static readonly byte[] IdChecks = [1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2];

    /// <summary>The check of ISO/IEC 7812: every second digit from the right doubled, the sum divisible by ten.</summary>
    public static bool Luhn(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        var doubled = false;
        for (var at = digits.Length - 1; at >= 0; at--)
        {
            var digit = doubled ? digits[at] * 2 : digits[at];
            sum += digit > 9 ? digit - 9 : digit;
            doubled = !doubled;
        }

        return sum % 10 == 0;
    }

    /// <summary>Tells whether a number begins like the cards of a scheme in use. It only breaks ties; masking never depends on it alone.</summary>
    public static bool BeginsLikeCard(ReadOnlySpan<byte> digits)
    {
        var two = (digits[0] * 10) + digits[1];
        var four = (two * 100) + (digits[2] * 10) + digits[3];
        return digits[0] == 4 || two is 34 or 35 or 36 or 37 or 38 or (>= 50 and <= 69) or 81 || four is >= 2200 and <= 2720;
    }

    /// <summary>Checks an identity number of 18 characters.</summary>
    /// <param name="digits">Its 17 first digits and, when that is one, its 18th.</param>
    /// <param name="endsWithX">Whether an X follows 17 digits.</param>
    public static bool IdNumber(ReadOnlySpan<byte> digits, bool endsWithX)
    {
        if (digits.Length != (endsWithX ? 17 : 18) || !IsDate(Number(digits.Slice(6, 4)), Number(digits.Slice(10, 2)), Number(digits.Slice(12, 2)), 1850, 2099))
        {
            return false;
        }

        var sum = 0;
        for (var at = 0; at < 17; at++)
        {
            sum += digits[at] * IdWeights[at];
        }

        return IdChecks[sum % 11] == (endsWithX ? 10 : digits[17]);
    }

    /// <summary>Checks an identity number of the old form: 15 digits, a province and a date of birth.</summary>
    public static bool OldIdNumber(ReadOnlySpan<byte> digits) =>
        digits.Length == 15
        && Number(digits[..2]) is (>= 11 and <= 15) or (>= 21 and <= 23) or (>= 31 and <= 37) or (>= 41 and <= 46) or (>= 50 and <= 54) or (>= 61 and <= 65)
        && IsDate(1900 + Number(digits.Slice(6, 2)), Number(digits.Slice(8, 2)), Number(digits.Slice(10, 2)), 1900, 1999);

    /// <summary>Tells whether digits are a full time stamp: a day, or a day and a time to the second or millisecond, all run together.</summary>
    public static bool IsTimeStamp(ReadOnlySpan<byte> digits) =>
        digits.Length is 8 or 14 or 17
        && IsDate(Number(digits[..4]), Number(digits.Slice(4, 2)), Number(digits.Slice(6, 2)), 1900, 2099)
        && (digits.Length == 8
            || (Number(digits.Slice(8, 2)) < 24 && Number(digits.Slice(10, 2)) < 60 && Number(digits.Slice(12, 2)) < 60));

    /// <summary>Tells whether three numbers are a day of the calendar within two years, both included.</summary>
    public static bool IsDate(int year, int month, int day, int yearMin, int yearMax) =>
        year >= yearMin && year <= yearMax && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    /// <summary>Reads up to nine digits as a number.</summary>
    public static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            number = (number * 10) + digit;
        }

        return number;
    }
}

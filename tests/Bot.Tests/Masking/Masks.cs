using System.Text;
using Cardline.Bot.Conversations;
using Cardline.Bot.Gate.Masking;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Tests.Masking;

/// <summary>Masking as the host builds it, and numbers made for tests.</summary>
internal static class Masks
{
    public const string Bank = "400-820-1234";

    public static TextMask Texts { get; } = new(new PhoneNumbers([Bank, "+852 2123 4567", "+86 138 0000 0000"]));

    public static ActivityMask Activities { get; } = new(Texts);

    public static MaskedLog Over(IConversationLog log, TimeProvider clock, MaskingOptions? options = null) =>
        new(log, Activities, new SplitNumbers(log, Options.Create(options ?? new MaskingOptions()), clock));

    public static string Mask(string text) => Texts.Mask(text).Text;

    /// <summary>Adds the check digit, written here a second time so that the test does not lean on the code it tests.</summary>
    public static string WithCheckDigit(string digits) =>
        Enumerable.Range(0, 10).Select(check => digits + (char)('0' + check)).Single(PassesLuhn);

    public static bool PassesLuhn(string digits)
    {
        var sum = 0;
        for (var at = 0; at < digits.Length; at++)
        {
            var digit = digits[digits.Length - 1 - at] - '0';
            sum += at % 2 == 0 ? digit : digit < 5 ? digit * 2 : (digit * 2) - 9;
        }

        return sum % 10 == 0;
    }

    /// <summary>The longest run of digits once everything that may stand inside a number is taken away.</summary>
    public static int LongestRun(string text)
    {
        int longest = 0, run = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsDigit(rune))
            {
                longest = Math.Max(longest, ++run);
            }
            else if (!Rune.IsWhiteSpace(rune) && rune.Value is not ('-' or '.' or '·' or '－' or '．' or '–' or 0x200B or 0x200D or 0x2060 or 0xFEFF or 0xFE0F or 0x20E3))
            {
                run = 0;
            }
        }

        return longest;
    }
}

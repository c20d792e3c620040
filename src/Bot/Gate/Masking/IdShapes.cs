using System.Globalization;

namespace Cardline.Bot.Gate.Masking;

/// <summary>Tells ids and times, which must reach the log unchanged, from a card number written in their place.</summary>
internal static class IdShapes
{
    /// <summary>Longest client id that is kept as it is.</summary>
    public const int ClientIdCharsMax = 64;

    private const int StructuralCharsMax = 160;
    private const int PrefixCharsMax = 8;

    /// <summary>An activity's id, type or replyToId.</summary>
    public static bool IsStructural(string text) => text.Length <= StructuralCharsMax && !HoldsCard(text);

    /// <summary>A client's own id of a message: letters, perhaps with digits, or a UUID.</summary>
    public static bool IsClientId(string text) =>
        text.Length is > 0 and <= ClientIdCharsMax
        && text.AsSpan().ContainsAnyExceptInRange('0', '9')
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or ':' or '|')
        && (IsUuid(text) || (text.Any(char.IsAsciiLetter) && !HoldsCard(text)));

    /// <summary>A UUID with a letter in it, perhaps behind a short prefix: no card number has this shape. Other ids of accounts may be a phone number.</summary>
    public static bool IsAccountId(string text)
    {
        for (var prefix = 0; prefix <= PrefixCharsMax && prefix < text.Length; prefix++)
        {
            if (IsUuid(text[prefix..]))
            {
                return true;
            }

            if (char.IsAsciiDigit(text[prefix]))
            {
                break;
            }
        }

        return false;
    }

    /// <summary>A moment as the protocol writes it.</summary>
    public static bool IsTime(string text) =>
        text.Length <= 40 && text.Contains('-', StringComparison.Ordinal) && text.Contains(':', StringComparison.Ordinal)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    private static bool IsUuid(string text) => text.Length is 32 or 36 && Guid.TryParse(text, out _) && text.Any(char.IsAsciiLetter);

    private static bool HoldsCard(string text)
    {
        var groups = DigitGroups.Of(text);
        return CardNumbers.In(groups, keepTail: false).Any(card =>
            groups.Groups.Any(group => group.Start >= card.Start && group.End <= card.End && group.Count is >= 15 and <= Checks.CardDigitsMax)
            || (text.Length <= 32 && !text.Any(char.IsAsciiLetter)));
    }
}

using System.Buffers;

namespace Cardline.Bot.Gate.Masking;

/// <summary>A word that says what the number beside it is.</summary>
/// <param name="Word">The word, lower case.</param>
/// <param name="Kind">What stands beside it, one of <see cref="MaskKinds"/>.</param>
/// <param name="StrictOnly">Whether the number must follow at once, because the word has other uses.</param>
internal readonly record struct Cue(string Word, string Kind, bool StrictOnly = false)
{
    /// <summary>Gets the fewest digits of such a secret.</summary>
    public int DigitsMin => Kind == MaskKinds.Cvv ? 3 : 4;

    /// <summary>Gets the most digits of such a secret.</summary>
    public int DigitsMax => Kind switch
    {
        MaskKinds.Cvv => 4,
        MaskKinds.OneTimeCode => 8,
        _ => 12,
    };
}

/// <summary>The cue words in both languages, and how to find them. A new word goes into <see cref="All"/>; longer words win.</summary>
internal static class Cues
{
    private static readonly Cue[] All =
    [
        .. Of(MaskKinds.Cvv, "cvv2", "cvc2", "cvn2", "cvv", "cvc", "cvn", "card security code", "安全码", "安全碼", "后三位", "末三位", "後三位"),
        .. Of(MaskKinds.OneTimeCode, "verification code", "authentication code", "security code", "one-time code", "one time code", "one-time passcode",
            "sms code", "passcode", "otp", "验证码", "驗證碼", "动态码", "動態碼", "校验码", "校驗碼", "动态密码", "動態密碼", "短信码", "确认码"),
        new Cue("code", MaskKinds.OneTimeCode, StrictOnly: true),
        .. Of(MaskKinds.Password, "one-time password", "password", "passwd", "passphrase", "pwd", "pin", "密码", "密碼", "口令"),
    ];

    // Longest first, so that the first match at a place is the longest.
    private static readonly Cue[] LongestFirst = [.. All.OrderByDescending(cue => cue.Word.Length)];
    private static readonly SearchValues<string> Words = SearchValues.Create([.. All.Select(cue => cue.Word)], StringComparison.OrdinalIgnoreCase);

    // Before a bare "code" these mean something that is no secret.
    private static readonly string[] OtherCodes =
    [
        "error", "promo", "area", "post", "postal", "zip", "country", "swift", "branch", "merchant", "response", "reference", "qr", "status", "product",
        "currency", "coupon", "sort", "bank", "referral", "invite", "category", "reason", "return", "transaction", "city", "bar", "discount", "reply",
    ];

    /// <summary>Finds the next cue at or after a position.</summary>
    /// <param name="text">The text, with full-width letters folded.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="start">Where the cue stands; -1 when there is none.</param>
    public static Cue Next(string text, int from, out int start)
    {
        while (from < text.Length)
        {
            start = text.AsSpan(from).IndexOfAny(Words);
            if (start < 0)
            {
                return default;
            }

            start += from;
            foreach (var cue in LongestFirst)
            {
                if (string.Compare(text, start, cue.Word, 0, cue.Word.Length, StringComparison.OrdinalIgnoreCase) == 0 && StandsAlone(text, start, cue))
                {
                    return cue;
                }
            }

            from = start + 1;
        }

        start = -1;
        return default;
    }

    /// <summary>A Latin cue is a word of its own ("pin", never "shopping"); digits may touch its end.</summary>
    private static bool StandsAlone(string text, int start, Cue cue)
    {
        var end = start + cue.Word.Length;
        if (!char.IsAsciiLetter(cue.Word[0]))
        {
            return true;
        }

        var alone = (start == 0 || !char.IsAsciiLetter(text[start - 1])) && (end >= text.Length || !char.IsAsciiLetter(text[end]));
        return alone && !(cue.StrictOnly && FollowsOtherUse(text, start));
    }

    private static bool FollowsOtherUse(string text, int start)
    {
        var before = text.AsSpan(0, start).TrimEnd(" -_");
        foreach (var word in OtherCodes)
        {
            if (before.EndsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<Cue> Of(string kind, params string[] words) => words.Select(word => new Cue(word, kind));
}

using System.Buffers;

namespace Cardline.Bot.Gate.Masking;

/// <summary>
/// Finds passwords that are not only digits. Letters alone are taken only after a colon or an equals sign: "my password is wrong"
/// is a question, and destroying it would cost the cardholder the answer.
/// </summary>
internal static class PasswordWord
{
    private const int CharsMin = 4;
    private const int CharsMax = 64;
    private const int LeadCharsMax = 12;

    private static readonly SearchValues<char> Symbols = SearchValues.Create("!@#$%^&+=_~");

    private static readonly string[] Plain =
    [
        "how", "what", "where", "why", "when", "which", "can", "cannot", "does", "not", "please", "help", "reset", "change", "forgot", "forgotten", "wrong", "lost", "blocked",
        "locked", "incorrect", "invalid", "expired", "unknown", "none", "error", "failed", "should", "must", "will", "have", "null", "true", "false", "string", "required",
    ];

    /// <summary>Finds the password after a cue; null when there is none.</summary>
    public static Finding? After(string text, int end, string cue)
    {
        var at = SkipLead(text, end, out var strong, out var lead);
        var stop = at;
        while (stop < text.Length && stop - at < CharsMax && text[stop] is > ' ' and < '\u007f')
        {
            stop++;
        }

        while (stop > at && text[stop - 1] is '.' or ',' or ';' or '!' or '?' or ')' or '"' or '\'' or '}' or ']')
        {
            stop--;
        }

        var word = text.AsSpan(at, stop - at);
        if (word.Length < CharsMin || word.Contains("***", StringComparison.Ordinal) || word.StartsWith("http", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var letters = word.IndexOfAnyInRange('a', 'z') >= 0 || word.IndexOfAnyInRange('A', 'Z') >= 0;
        var digits = word.IndexOfAnyInRange('0', '9') >= 0;
        var mixed = letters && (digits || word.ContainsAny(Symbols));
        var named = letters && strong && cue != "pin" && !Plain.Contains(word.ToString(), StringComparer.OrdinalIgnoreCase);
        return (mixed && lead) || named ? new Finding(at, stop, MaskKinds.Password, MaskKinds.Stars(MaskKinds.Password)) : null;
    }

    /// <summary>Skips what may stand between cue and password.</summary>
    private static int SkipLead(string text, int end, out bool strong, out bool lead)
    {
        strong = false;
        lead = true;
        var at = end;
        while (at < text.Length && at - end < LeadCharsMax)
        {
            if (text[at] is ':' or '：' or '=')
            {
                strong = true;
            }
            else if (text.AsSpan(at).StartsWith("is ", StringComparison.OrdinalIgnoreCase) || text.AsSpan(at).StartsWith("->", StringComparison.Ordinal))
            {
                at++;
            }
            else if (!(text[at] is ' ' or '"' or '\'' or '“' or '”' or '‘' or '’' or '是' or '为' or '為') && !DigitGroups.IsInvisible(text[at]))
            {
                break;
            }

            at++;
        }

        return at;
    }
}

using System.Text;

namespace Cardline.Bot.Model.Prompting;

/// <summary>
/// Says how many tokens a text costs at most, without knowing the model's vocabulary. It is meant to be too high rather than too low:
/// a prompt that it lets through must fit.
/// </summary>
/// <remarks>
/// The rule is ours and rests on no measurement, only on how byte-pair vocabularies are built: a word of Latin letters is split into pieces of
/// four letters at worst in ordinary prose; digits may each be a token, because some vocabularies never join them; so may every sign and
/// every letter of another alphabet; a Chinese, Japanese or Korean character is one token or two, counted as one and a half; a character
/// beyond the basic plane, such as an emoji, is up to three. Blanks go with the word behind them; every eighth blank of a run counts.
/// </remarks>
internal static class TokenEstimate
{
    /// <summary>Tokens that each message costs beside its words: its role and its two ends.</summary>
    public const int TokensPerMessage = 4;

    private const int LettersPerToken = 4;
    private const int BlanksPerToken = 8;

    // Halves of a token, so that one and a half stays a whole number.
    private const int HalvesPerToken = 2;

    /// <summary>Estimates one text.</summary>
    public static int Of(string text)
    {
        long halves = 0;
        var letters = 0;
        var blanks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            letters = rune.IsAscii && Rune.IsLetter(rune) ? letters + 1 : 0;
            blanks = rune.Value == ' ' ? blanks + 1 : 0;
            halves += HalvesPerToken * Whole(rune, letters, blanks) + (IsCjk(rune.Value) ? 3 : 0);
        }

        return (int)Math.Min(int.MaxValue, (halves + 1) / HalvesPerToken);
    }

    /// <summary>Estimates a whole prompt.</summary>
    public static int Of(IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages) => messages.Sum(message => TokensPerMessage + Of(message.Text));

    private static int Whole(Rune rune, int letters, int blanks)
    {
        if (letters > 0)
        {
            return letters % LettersPerToken == 1 ? 1 : 0;
        }

        if (blanks > 0)
        {
            return blanks % BlanksPerToken == 0 ? 1 : 0;
        }

        return IsCjk(rune.Value) ? 0 : rune.IsBmp ? 1 : 3;
    }

    private static bool IsCjk(int value) => value
        is >= 0x2E80 and <= 0x9FFF
        or >= 0xAC00 and <= 0xD7A3
        or >= 0xF900 and <= 0xFAFF
        or >= 0xFF00 and <= 0xFFEF
        or >= 0x20000 and <= 0x3FFFF;
}

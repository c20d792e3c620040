using System.Text;

namespace Cardline.TestKit.Model;

/// <summary>
/// Tokens as this fake counts them: a Chinese character is one; of other writing at most five characters of a word, with the blank before it,
/// are one. Near enough to the real thing for limits, pace and prices; never the same number.
/// </summary>
public static class TokenCount
{
    /// <summary>Most characters of a word that make one token.</summary>
    public const int CharactersMax = 5;

    /// <summary>Tokens that every message costs beside its words.</summary>
    public const int PerMessage = 4;

    /// <summary>Counts the tokens of a text.</summary>
    public static int Of(string text) => Split(text).Count();

    /// <summary>Counts the tokens of a chat request: its messages and its tools.</summary>
    public static int Of(ModelRequest request) =>
        request.Messages.Sum(message => PerMessage + Of(message.Text) + Of(message.Json.Field("tool_calls")?.GetRawText() ?? ""))
        + Of(request.Body.Field("tools")?.GetRawText() ?? "");

    /// <summary>Splits a text into its tokens; put together again they are the text.</summary>
    public static IEnumerable<string> Split(string text)
    {
        var token = new StringBuilder();
        var letters = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var blank = Rune.IsWhiteSpace(rune);
            if (token.Length > 0 && (blank ? letters > 0 : letters >= CharactersMax || IsHan(rune) && letters > 0))
            {
                yield return token.ToString();
                token.Clear();
                letters = 0;
            }

            token.Append(rune.ToString());
            letters += blank ? 0 : IsHan(rune) ? CharactersMax : 1;
        }

        if (token.Length > 0)
        {
            yield return token.ToString();
        }
    }

    private static bool IsHan(Rune rune) => rune.Value is >= 0x2E80 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or >= 0xFF00 and <= 0xFFEF or >= 0x20000 and <= 0x3FFFF;
}

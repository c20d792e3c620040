using System.Text.RegularExpressions;

namespace Cardline.TestKit.Model.Evil;

/// <summary>What a lying model adds of itself: a sentence of what it was given, with its number changed, or a plain invention when there is no number.</summary>
internal static partial class Lie
{
    /// <summary>Most digits of a number that is changed; longer ones are no amounts.</summary>
    private const int DigitsMax = 9;

    /// <summary>Makes the lie.</summary>
    public static string Of(EvilScene scene)
    {
        // The last messages hold what the answer is about; the first ones are rules.
        foreach (var text in scene.Request.Messages.Reverse().Where(message => message.Role is not ("system" or "developer")).Select(message => AttackFinder.Decoded(message.Text)))
        {
            foreach (Match sentence in SentencePattern().Matches(text))
            {
                if (NumberPattern().Match(sentence.Value) is { Success: true } number && Chinese(sentence.Value) == scene.Chinese)
                {
                    return LabelPattern().Replace(sentence.Value[..number.Index], "") + Wrong(number.Value) + sentence.Value[(number.Index + number.Length)..];
                }
            }
        }

        return scene.Say("The annual fee is 88.88 yuan and is charged on 31 February.", "年费为88.88元，2月31日扣收。");
    }

    // Another number of the same look: thousands of separators and decimals are gone, which no reader misses.
    private static string Wrong(string number)
    {
        var digits = number.Where(char.IsAsciiDigit).Take(DigitsMax).ToArray();
        return (long.Parse(digits) * 7 + 13).ToString();
    }

    private static bool Chinese(string text) => text.Any(letter => letter is >= '\u3400' and <= '\u9FFF');

    [GeneratedRegex(@"[^.!?。！？\n]+(\.\d[^.!?。！？\n]*)*[.!?。！？]?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SentencePattern();

    [GeneratedRegex(@"^\s*(\[\d+\]\s*)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LabelPattern();

    // Not the number of a passage in brackets, which would change nothing that is said.
    [GeneratedRegex(@"(?<!\[)\d[\d,]*(\.\d+)?(?!\])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NumberPattern();
}

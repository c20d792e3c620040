using Microsoft.Extensions.AI;

namespace Cardline.Bot.Model.Guard;

/// <summary>How many tokens a prompt has at most, without the model's own dictionary: rather too many than too few.</summary>
internal static class TokenGuess
{
    /// <summary>Tokens that a reply may have when the prompt's options do not say.</summary>
    public const int ReplyTokens = 1_000;

    private const int TokensPerMessage = 8;
    private const int LettersPerToken = 3;

    /// <summary>Guesses the tokens of messages.</summary>
    public static long Of(IEnumerable<ChatMessage> messages) => messages.Sum(message => TokensPerMessage + Of(message.Text));

    /// <summary>Guesses the tokens of a text: three Latin letters are one, and so is every character of another script.</summary>
    public static long Of(string text)
    {
        var latin = text.Count(char.IsAscii);
        return ((latin + LettersPerToken - 1) / LettersPerToken) + (text.Length - latin);
    }
}

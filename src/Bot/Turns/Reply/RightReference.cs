using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cardline.Bot.Turns.Reply;

/// <summary>The lasting reference of a right that was invoked, such as <c>K7T-4MQ-XR9C</c>: made from where it was invoked, so that it is the same for ever and on every node.</summary>
/// <remarks>
/// It can be read out over a telephone: no vowels (no words come about), none of 0 1 2 5 8 and I O S Z B, which are heard or read for one another. It is
/// no long run of digits either, so nobody takes it for a card number. Ten of 22 characters are 44 bits; with the conversation beside it, it is never in doubt.
/// </remarks>
internal static class RightReference
{
    private const string Letters = "34679CDFGHJKMNPQRTVWXY";
    private const int LettersCount = 10;

    /// <summary>Makes the reference.</summary>
    /// <param name="conversationId">Where the right was invoked.</param>
    /// <param name="seq">By which message.</param>
    /// <param name="right">Which right; one message may invoke several.</param>
    public static string Of(string conversationId, long seq, string right)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{conversationId}\n{seq}\n{right}")));
        var number = new System.Numerics.BigInteger(hash, isUnsigned: true, isBigEndian: true);
        var reference = new StringBuilder(LettersCount + 2);
        for (var i = 0; i < LettersCount; i++)
        {
            reference.Append(i is 3 or 6 ? "-" : "").Append(Letters[(int)(number % Letters.Length)]);
            number /= Letters.Length;
        }

        return reference.ToString();
    }
}

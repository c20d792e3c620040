using System.Security.Cryptography;

namespace Cardline.Bot.Gate.Tokens;

/// <summary>Random names and hashes written in the letters a to p, four bits each.</summary>
/// <remarks>Names stand in messages, as ids and in addresses of files. With digits in them some would pass for card numbers and be masked.</remarks>
internal static class Letters
{
    /// <summary>Bytes in a random name: nobody guesses one.</summary>
    public const int NameBytes = 16;

    /// <summary>Makes a random name of 32 letters.</summary>
    public static string Random() => Of(RandomNumberGenerator.GetBytes(NameBytes));

    /// <summary>Writes bytes as letters, two for each.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var letters = new char[bytes.Length * 2];
        for (var i = 0; i < bytes.Length; i++)
        {
            letters[i * 2] = (char)('a' + (bytes[i] >> 4));
            letters[(i * 2) + 1] = (char)('a' + (bytes[i] & 15));
        }

        return new string(letters);
    }

    /// <summary>Whether a text could have been written here.</summary>
    public static bool Are(string text) => text.All(c => c is >= 'a' and <= 'p');
}

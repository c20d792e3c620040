namespace Cardline.Load.Drivers;

/// <summary>Numbers in letters: digits in a message may be masked, and then the words in the log are not those that were sent.</summary>
internal static class Letters
{
    /// <summary>Writes a number: 0 is a, 25 is z, 26 is aa.</summary>
    public static string Of(int number) => number < 26 ? ((char)('a' + number)).ToString() : Of((number / 26) - 1) + (char)('a' + (number % 26));
}

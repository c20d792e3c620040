using System.Text.RegularExpressions;

namespace Cardline.Knowledge.Search;

/// <summary>At home and abroad: the one pair of words that articles are not limited by, but that people put in the place of each other.</summary>
internal static partial class HomeAndAbroad
{
    /// <returns>The earlier question with its word of place replaced; null when it has none or the topic is not the other place.</returns>
    internal static string? Swapped(string earlier, string topic) =>
        Home().IsMatch(topic) && Abroad().IsMatch(earlier) ? Abroad().Replace(earlier, topic)
        : Abroad().IsMatch(topic) && Home().IsMatch(earlier) ? Home().Replace(earlier, topic)
        : null;

    [GeneratedRegex(@"\b(?:abroad|overseas|in (?:another|a foreign) country)\b|国外|境外|海外|外国", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Abroad();

    [GeneratedRegex(@"\b(?:at home|home|domestic|in china|china)\b|国内|境内|大陆|内地", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Home();
}

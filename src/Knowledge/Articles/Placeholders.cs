using System.Text.RegularExpressions;

namespace Cardline.Knowledge.Articles;

/// <summary>Finds and fills <c>{{fact}}</c> in a text.</summary>
internal static partial class Placeholders
{
    internal static IEnumerable<(string Name, int Start, int End)> In(string text) =>
        Pattern().Matches(text).Select(match => (match.Groups["name"].Value.Trim(), match.Index, match.Index + match.Length));

    /// <returns>The text with every fact written out, or null when one has no value in force: a hole is never shown.</returns>
    internal static string? Fill(string text, FactTable facts, string lang, DateOnly day)
    {
        var complete = true;
        var filled = Pattern().Replace(text, match =>
        {
            var fact = facts.InForce(match.Groups["name"].Value.Trim(), day);
            complete &= fact is not null;
            return fact is null ? string.Empty : FactText.Of(fact, lang);
        });
        return complete ? filled : null;
    }

    internal static string Drop(string text) => Pattern().Replace(text, " ");

    // One opening or closing pair left over after the good ones are taken away is a typing slip.
    internal static int StrayBraces(string text)
    {
        var rest = Pattern().Replace(text, match => new string(' ', match.Length));
        var open = rest.IndexOf("{{", StringComparison.Ordinal);
        return open >= 0 ? open : rest.IndexOf("}}", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\{\{(?<name>[^{}\r\n]*)\}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}

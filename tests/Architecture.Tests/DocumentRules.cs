using System.Text.RegularExpressions;

namespace Cardline.Architecture.Tests;

/// <summary>What must be true of the pages that people read.</summary>
internal static partial class DocumentRules
{
    /// <summary>Most lines of a room's README.</summary>
    public const int ReadmeLinesMax = 30;

    /// <summary>Finds relative links that lead nowhere.</summary>
    /// <param name="path">Path of the page from the root.</param>
    /// <param name="text">The page.</param>
    /// <param name="exists">Says whether a path from the root exists.</param>
    public static IEnumerable<Finding> DeadLinks(string path, string text, Func<string, bool> exists)
    {
        foreach (Match match in LinkPattern().Matches(WithoutCode(text)))
        {
            var target = match.Groups["to"].Value.Split('#')[0].Split('?')[0];
            if (target.Length == 0 || target.Contains("{{", StringComparison.Ordinal) || AbsolutePattern().IsMatch(target))
            {
                continue;
            }

            var fromRoot = target.StartsWith('/') ? target[1..] : Path.Combine(Path.GetDirectoryName(path) ?? "", target);
            if (!exists(Normalize(Uri.UnescapeDataString(fromRoot))))
            {
                yield return new Finding(path, $"dead link {target}");
            }
        }
    }

    /// <summary>Finds what is wrong with the README of one room.</summary>
    /// <param name="room">Path of the room's folder.</param>
    /// <param name="readme">Text of its README.md; null when there is none.</param>
    public static IEnumerable<Finding> Readme(string room, string? readme)
    {
        if (readme is null)
        {
            yield return new Finding(room, "has no README.md");
        }
        else if (readme.TrimEnd().Split('\n').Length is var lines and > ReadmeLinesMax)
        {
            yield return new Finding(room, $"README.md has {lines} lines, at most {ReadmeLinesMax}");
        }
    }

    /// <summary>Finds paths of somebody's machine.</summary>
    public static IEnumerable<Finding> MachinePaths(string path, string text) =>
        MachinePattern().Matches(text).Select(match => new Finding(path, $"names a machine's path, {match.Value}"));

    /// <summary>Finds download addresses in a package lock.</summary>
    public static IEnumerable<Finding> DownloadAddresses(string path, string text) =>
        DownloadPattern().Matches(text).Take(1).Select(match => new Finding(path, $"holds a download address: {match.Value}"));

    private static string WithoutCode(string text) => CodePattern().Replace(text, "");

    private static string Normalize(string path)
    {
        var parts = new Stack<string>();
        foreach (var part in path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                parts.TryPop(out _);
            }
            else if (part != ".")
            {
                parts.Push(part);
            }
        }

        return string.Join('/', parts.Reverse());
    }

    [GeneratedRegex(@"\]\(\s*<?(?<to>[^)\s>]+)>?[^)]*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LinkPattern();

    [GeneratedRegex("^([a-z][a-z0-9+.-]*:|//)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex AbsolutePattern();

    [GeneratedRegex("^(```|~~~).*?^(```|~~~)|`[^`\n]*`", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.Multiline, 1000)]
    private static partial Regex CodePattern();

    // Spelled in pieces, so that this file does not find itself.
    [GeneratedRegex(@"(?<![\w./-])/(wo" + @"rk|ro" + @"ot|ho" + @"me/\w+|Us" + @"ers/\w+|tm" + @"p/wt)/[\w.-]+|[A-Z]:\\Us" + @"ers\\", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MachinePattern();

    [GeneratedRegex("\"resolved\"\\s*:\\s*\"[^\"]+\"|https?://[^\"\\s]+\\.tgz", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DownloadPattern();
}

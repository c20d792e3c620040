using System.Text.RegularExpressions;

namespace Cardline.Bot.Tests.Dialogues;

/// <summary>One line of a dialogue file that does or expects something.</summary>
internal sealed record DialogueLine(int Number, string Who, string Text);

/// <summary>A conversation that an editor can read and that runs as a test. The format is described in tests/Dialogues/README.md.</summary>
internal sealed partial record Dialogue(string Path, string Title, string Why, IReadOnlyList<DialogueLine> Lines)
{
    private static readonly string[] Expectations = ["outcome", "article", "log", "holder", "queue", "chips", "never", "not", "offered", "nothing", "lang", "masked", "follow", "source", "filter", "card"];

    /// <summary>Reads a file; a line that is neither speech, expectation, heading nor comment is an error that names file and line.</summary>
    public static Dialogue Read(string path)
    {
        var title = string.Empty;
        var why = string.Empty;
        var lines = new List<DialogueLine>();
        foreach (var (text, number) in File.ReadAllLines(path).Select((text, i) => (text.Trim(), i + 1)))
        {
            if (text.StartsWith("# ", StringComparison.Ordinal))
            {
                title = text[2..];
            }
            else if (text.StartsWith("why:", StringComparison.Ordinal))
            {
                why = text[4..].Trim();
            }
            else if (text.Length > 0 && !IsAside(text))
            {
                lines.Add(Line(path, number, text));
            }
        }

        return new Dialogue(path, title, why, lines);
    }

    private static bool IsAside(string text) =>
        text.StartsWith("source:", StringComparison.Ordinal) || text.StartsWith("<!--", StringComparison.Ordinal);

    private static DialogueLine Line(string path, int number, string text)
    {
        var match = text.StartsWith('>') ? Expectation().Match(text) : Speech().Match(text);
        if (!match.Success || (text.StartsWith('>') && !Expectations.Contains(match.Groups["who"].Value)))
        {
            throw new FormatException(
                $"{path}:{number}: \"{text}\" is not a line of a dialogue. Write \"Cardholder: words\", \"Bot: words\", \"Agent Ann claims\" or \"> outcome: Answered\".");
        }

        return new DialogueLine(number, (text.StartsWith('>') ? "> " : string.Empty) + match.Groups["who"].Value, match.Groups["text"].Value.Trim());
    }

    [GeneratedRegex(@"^>\s*(?<who>\w+)\s*:?\s*(?<text>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Expectation();

    [GeneratedRegex(@"^(?<who>Cardholder presses|Cardholder waits|Cardholder|Bot|System|Agent \w+ claims|Agent \w+ closes|Agent \w+ returns|Agent \w+|Desk is empty|Minutes pass)\s*(:\s*(?<text>.*))?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Speech();
}

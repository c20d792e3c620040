using System.Text.RegularExpressions;
using Cardline.Knowledge.Articles;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Cardline.Knowledge.Editing.Importing;

/// <summary>Adds to an editor's text without touching what stands there.</summary>
internal static partial class DraftEdit
{
    private const string Memory = "# answer imported: ";

    /// <summary>Adds sample questions to the front matter.</summary>
    /// <param name="file">The file's name, which its id and language must agree with.</param>
    /// <param name="text">What stands in it.</param>
    /// <param name="added">Questions that are not there yet.</param>
    /// <returns>The longer text, or null when it cannot be done without touching something else.</returns>
    internal static string? WithQuestions(string file, string text, IReadOnlyList<string> added)
    {
        if (added.Count == 0) return text;
        var before = DraftText.Read(file, text, []);
        if (before is null || Front(text) is not { } front) return null;
        var longer = Insert(text, front, added);
        var after = longer is null ? null : DraftText.Read(file, longer, []);
        // Whatever form the list had: if anything but the questions came out different, nothing is written.
        var same = after is not null
            && after.Title.Text == before.Title.Text
            && after.Body.Markdown == before.Body.Markdown
            && after.Questions.Select(question => question.Text).SequenceEqual(before.Questions.Select(question => question.Text).Concat(added), StringComparer.Ordinal);
        return same ? longer : null;
    }

    /// <summary>Notes in a comment of the front matter which answer was imported, so that the same one is never brought again.</summary>
    internal static string Remember(string text, string answer) =>
        Remembers(text, answer) || Front(text) is not { } front ? text : text.Insert(front.End, $"{Memory}{ImportId.HashOfAnswer(answer)}{NewLine(text)}");

    internal static bool Remembers(string text, string answer) =>
        Front(text) is { } front && text[front.Start..front.End].Contains(Memory + ImportId.HashOfAnswer(answer), StringComparison.Ordinal);

    // Where the front matter begins and ends; its end is the start of the second line of dashes.
    private static (int Start, int End)? Front(string text)
    {
        var first = text.IndexOf('\n', StringComparison.Ordinal);
        if (first < 0 || text[..first].TrimEnd() != "---") return null;
        for (var at = first + 1; at < text.Length;)
        {
            var end = text.IndexOf('\n', at);
            var line = end < 0 ? text[at..] : text[at..end];
            if (line.TrimEnd() == "---") return (first + 1, at);
            if (end < 0) return null;
            at = end + 1;
        }

        return null;
    }

    private static string? Insert(string text, (int Start, int End) front, IReadOnlyList<string> added)
    {
        var line = NewLine(text);
        var node = new YamlText("draft", 0, []).Mapping(text[front.Start..front.End])?.Children
            .FirstOrDefault(child => child.Key is YamlScalarNode { Value: "questions" }).Value;
        var quoted = added.Select(DraftText.Quoted);
        switch (node)
        {
            case null:
                return text.Insert(front.End, $"questions:{line}{string.Concat(quoted.Select(question => $"  - {question}{line}"))}");
            case YamlSequenceNode { Style: SequenceStyle.Flow } flow:
                // A list's own end is not known to the parser's nodes; its last entry's is.
                var bracket = text.IndexOf(']', front.Start + (int)(flow.Children is [.., var end] ? end.End.Index : flow.Start.Index));
                return bracket < 0 ? null : text.Insert(bracket, (flow.Children.Count == 0 ? string.Empty : ", ") + string.Join(", ", quoted));
            case YamlSequenceNode { Children: [.., var last] }:
                var begins = text.LastIndexOf('\n', front.Start + (int)last.Start.Index - 1) + 1;
                var indent = Dash().Match(text[begins..(front.Start + (int)last.Start.Index)]);
                var ends = text.IndexOf('\n', front.Start + Math.Max((int)last.End.Index - 1, 0));
                if (!indent.Success || ends < 0) return null;
                return text.Insert(ends + 1, string.Concat(quoted.Select(question => $"{indent.Value}{question}{line}")));
            default:
                return null;
        }
    }

    private static string NewLine(string text) => text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    [GeneratedRegex(@"^\s*-\s+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Dash();
}

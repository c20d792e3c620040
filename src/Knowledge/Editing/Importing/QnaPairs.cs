using System.Text.RegularExpressions;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Editing.Importing;

/// <summary>Reads a Bot Framework <c>.qna</c> file line by line: questions, filters, a fenced answer, prompts.</summary>
internal sealed partial class QnaPairs(string file, ICollection<Finding> findings)
{
    /// <summary>A longer line outside of an answer is no question that anybody asks.</summary>
    internal const int LineCharsMax = 4_000;

    /// <summary>A longer answer has lost its end: an article of that size would not be served either.</summary>
    internal const int AnswerCharsMax = FolderReader.FileBytesMax;

    private readonly List<ImportedPair> pairs = [];
    private readonly List<Marked> questions = [];
    private readonly List<ImportedProperty> filters = [];
    private Part part = Part.Outside;
    private string anchor = string.Empty;
    private string? source;
    private ImportedPair? answered;

    /// <summary>Where the list entry that comes next belongs.</summary>
    private enum Part
    {
        Outside,
        Questions,
        Filters,
        Answered,
        Prompts,
    }

    /// <returns>The pairs, in the order of the file.</returns>
    internal IReadOnlyList<ImportedPair> Read(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0) continue;
            var at = new Place(file, i + 1, lines[i].Length - lines[i].TrimStart().Length + 1);
            if (line.StartsWith("```", StringComparison.Ordinal)) i = Answer(lines, i, at);
            else if (line.Length > LineCharsMax) findings.Add(Finding.Error(FindingNumber.ImportShape, at, $"The line is longer than {LineCharsMax} characters.", "Look for a missing line end; the line was left out."));
            else Line(line, at);
        }

        End();
        return pairs;
    }

    private void Line(string line, Place at)
    {
        if (Heading().Match(line) is { Success: true } heading)
        {
            End();
            questions.Add(new Marked(heading.Groups["question"].Value.Trim(), Moved(at, heading.Groups["question"].Index)));
            part = Part.Questions;
        }
        else if (line[0] == '>') Comment(line, at);
        else if (Anchor().Match(line) is { Success: true } id)
        {
            End();
            anchor = id.Groups["id"].Value;
        }
        else if (Section().Match(line) is { Success: true } section)
            part = section.Groups["name"].Value.Equals("filters", StringComparison.OrdinalIgnoreCase) ? Part.Filters : Part.Prompts;
        else if (Entry().Match(line) is { Success: true } entry)
            Listed(entry.Groups["text"].Value.Trim(), Moved(at, entry.Groups["text"].Index));
        else if (Reference().Match(line) is { Success: true } reference)
            findings.Add(Finding.Warning(FindingNumber.ImportReference, at, $"\"{reference.Groups["target"].Value.Trim()}\" was not followed.", "Import that file by itself; drafts with the same question are merged."));
        else findings.Add(Finding.Warning(FindingNumber.ImportShape, at, "The line belongs to no question, answer, filter or prompt.", "Write # ? before a question, - before an alternate, and the answer between two lines of ```; the line was left out."));
    }

    private void Listed(string text, Place at)
    {
        switch (part)
        {
            case Part.Questions: questions.Add(new Marked(text, at)); break;
            case Part.Filters: Filter(text, at); break;
            case Part.Prompts when answered is not null: Prompt(text, at); break;
            default:
                findings.Add(Finding.Warning(FindingNumber.ImportShape, at, "The entry belongs to no question.", "Write # ? and the question above it; the entry was left out."));
                break;
        }
    }

    private void Filter(string text, Place at)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0 && text[(equals + 1)..].Trim() is { Length: > 0 } value)
        {
            // Filters may stand below the answer as well as above it.
            (answered?.Metadata ?? filters).Add(new ImportedProperty(text[..equals].Trim(), value, at));
        }
        else findings.Add(Finding.Warning(FindingNumber.ImportNoPlace, at, $"The filter \"{text}\" is not a name and a value.", "Write - key = value; it was left out."));
    }

    private void Prompt(string text, Place at)
    {
        if (PromptLink().Match(text) is not { Success: true } link)
        {
            findings.Add(Finding.Warning(FindingNumber.ImportPrompt, at, "The prompt is not a link to a question.", "Write - [words](#?question); it was left out."));
            return;
        }

        answered!.Prompts.Add(new ImportedPrompt(link.Groups["display"].Value.Trim(), Uri.UnescapeDataString(link.Groups["target"].Value.Trim()), at));
        if (link.Groups["only"].Success)
            findings.Add(Finding.Warning(FindingNumber.ImportNoPlace, at, "That the target is found only through this prompt has no place in an article.", "Its draft can be found by asking; look at its sample questions."));
    }

    private void Comment(string line, Place at)
    {
        if (Property().Match(line) is not { Success: true } property) return;
        var name = property.Groups["name"].Value;
        if (name == "qna.pair.source")
        {
            End();
            source = property.Groups["value"].Value.Trim();
        }
        else findings.Add(Finding.Warning(FindingNumber.ImportNoPlace, at, $"The property \"{name}\" has no place in an article.", "It was left out."));
    }

    /// <returns>The number of the line that closes the answer.</returns>
    private int Answer(string[] lines, int opened, Place at)
    {
        var fence = new string('`', lines[opened].Trim().TakeWhile(sign => sign == '`').Count());
        var closed = Array.FindIndex(lines, opened + 1, line => line.Trim() == fence);
        if (closed < 0)
        {
            findings.Add(Finding.Error(FindingNumber.ImportShape, at, "The answer is never closed.", "Write a line of ``` below it; what follows was left out."));
            questions.Clear();
            return lines.Length;
        }

        var text = Dedent(lines[(opened + 1)..closed]);
        if (questions.Count == 0 || answered is not null)
            findings.Add(Finding.Error(FindingNumber.ImportShape, at, "The answer belongs to no question.", "Write # ? and the question above it; the answer was left out."));
        else if (text.Length > AnswerCharsMax)
        {
            findings.Add(Finding.Error(FindingNumber.ImportShape, at, $"The answer is longer than {AnswerCharsMax} characters.", "Look for a missing line of ```; it was left out."));
            questions.Clear();
            anchor = string.Empty;
            source = null;
        }
        else if (text.Length > 0)
        {
            answered = new ImportedPair(questions[0].At, anchor, new Marked(text, at with { Line = at.Line + 1, Column = 1 })) { Source = source };
            answered.Questions.AddRange(questions.Where(question => question.Text.Length > 0).DistinctBy(question => Folding.Key(question.Text), StringComparer.Ordinal));
            answered.Metadata.AddRange(filters);
            if (answered.Questions.Count > 0) pairs.Add(answered);
            else findings.Add(Finding.Error(FindingNumber.ImportEmpty, questions[0].At, "The question is empty.", "Write it behind # ?; the answer was left out."));
        }

        part = Part.Answered;
        return closed;
    }

    private void End()
    {
        if (questions.Count > 0 && answered is null)
            findings.Add(Finding.Error(FindingNumber.ImportEmpty, questions[0].At, "The question has no answer.", "Write it between two lines of ```, or delete the question; it was left out."));
        if (questions.Count > 0)
        {
            anchor = string.Empty;
            source = null;
        }

        questions.Clear();
        filters.Clear();
        answered = null;
        part = Part.Outside;
    }

    private static string Dedent(string[] lines)
    {
        var indent = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty().Min();
        return string.Join('\n', lines.Select(line => line.Length >= indent ? line[indent..].TrimEnd() : string.Empty)).Trim('\n');
    }

    private static Place Moved(Place at, int by) => at with { Column = at.Column + by };

    [GeneratedRegex(@"^#+\s*\?\s*(?<question>.*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("^<a\\s+id\\s*=\\s*\"(?<id>[^\"]*)\"\\s*>(\\s*</a>)?$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Anchor();

    [GeneratedRegex(@"^\*{2,3}\s*(?<name>filters|prompts)\s*:?\s*\*{2,3}:?$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Section();

    [GeneratedRegex(@"^(-|[*+]\s)\s*(?<text>.*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Entry();

    [GeneratedRegex(@"^\[[^\]]*\]\s*\((?<target>[^)]*)\)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();

    [GeneratedRegex(@"^\[(?<display>.*?)\]\s*\(\s*#(?<target>.*)\)\s*(?<only>`?context-only`?)?$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PromptLink();

    [GeneratedRegex(@"^>\s*!#\s*@(?<name>[^=\s]+)\s*=\s*(?<value>.*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Property();
}

using System.Globalization;

namespace Cardline.Handoff.Detection.Learned;

/// <summary>Reads a file of examples: one a line, the label, a tab, the message. Empty lines and lines that begin with # count for nothing.</summary>
internal static class ExampleFile
{
    /// <summary>Most examples of one file; bounds the time that training takes.</summary>
    public const int ExamplesMax = 120_000;

    /// <summary>Most characters of an example; what is longer hides what it is an example of.</summary>
    public const int CharsMax = 2000;

    /// <summary>Most faults told of one file.</summary>
    public const int FaultsMax = 100;

    /// <summary>Reads the examples.</summary>
    /// <param name="file">Its name, for faults.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="subject">What they are examples of.</param>
    /// <exception cref="HandoffFileException">A line is no example (HND116), with the first hundred that are none.</exception>
    public static List<Example> Read(string file, IEnumerable<string> lines, Subject subject)
    {
        var examples = new List<Example>();
        var faults = new List<HandoffFault>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || line[0] == '#')
            {
                continue;
            }

            var (example, column, fault) = Parse(line, subject);
            if (example is not null && examples.Count < ExamplesMax)
            {
                examples.Add(example);
                continue;
            }

            faults.Add(new HandoffFault(file, number, column, "HND116", fault ?? string.Create(CultureInfo.InvariantCulture, $"There are more than {ExamplesMax} examples.")));
            if (fault is null || faults.Count == FaultsMax)
            {
                break;
            }
        }

        return faults.Count == 0 ? examples : throw new HandoffFileException(faults);
    }

    private static (Example? Example, int Column, string? Fault) Parse(string line, Subject subject)
    {
        var tab = line.IndexOf('\t', StringComparison.Ordinal);
        if (tab < 0)
        {
            return (null, 1, "A line has to be a label, a tab and a message.");
        }

        var (label, text) = (line[..tab], line[(tab + 1)..].Trim());
        if (subject.PlaceOf(label) < 0)
        {
            return (null, 1, $"\"{label}\" is not a label here; the labels are {string.Join(", ", subject.Labels)}.");
        }

        return text.Length is 0 or > CharsMax
            ? (null, tab + 2, string.Create(CultureInfo.InvariantCulture, $"The message has {text.Length} characters; it may have 1 to {CharsMax}."))
            : (new Example(label, text), 1, null);
    }
}

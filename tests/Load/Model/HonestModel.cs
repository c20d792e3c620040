using System.Text.RegularExpressions;
using Cardline.TestKit.Model;

namespace Cardline.Load.Model;

/// <summary>
/// Answers for a model as an honest one would, out of nothing but the request: the first sentences of the first passage, the first of the candidates, the question
/// before put in front of the last one, no reason for a person, the cardholder's own words for the agent. It knows none of our articles.
/// </summary>
internal sealed partial class HonestModel
{
    /// <summary>Sentences of a composed answer.</summary>
    public const int SentencesMax = 2;

    private const string Nothing = "none";

    /// <summary>Gets or sets the pace of its words; null for no wait at all.</summary>
    public double? TokensPerSecond { get; set; }

    /// <summary>Gets what was asked for and how many tokens it took.</summary>
    public UseTally Tally { get; } = new();

    /// <summary>Answers a request.</summary>
    public ModelAnswer Answer(ModelRequest request)
    {
        var use = AskedUses.Of(request);
        var text = Words(use, request.LastUserText);
        Tally.Add(use, TokenCount.Of(request), TokenCount.Of(text));
        return TokensPerSecond is { } pace ? ModelAnswer.Stream(text, pace) : ModelAnswer.Text(text);
    }

    /// <summary>Says what it would answer, and counts nothing.</summary>
    public static string WordsFor(ModelRequest request) => Words(AskedUses.Of(request), request.LastUserText);

    private static string Words(AskedUse use, string data) => use switch
    {
        AskedUse.Rewrite => Rewritten(data),
        AskedUse.Choose => Lines(data, "articles") is [var first, ..] ? first.Split('|')[0].Trim() : Nothing,
        AskedUse.Compose => Composed(data),
        AskedUse.SecondOpinion => """{"need": "none", "reason": "none", "words": ""}""",
        AskedUse.Summary => Summed(data),
        _ => "pong",
    };

    private static string Rewritten(string data)
    {
        var asked = string.Join(' ', Lines(data, "last_question"));
        var before = Lines(data, "talk").LastOrDefault(line => line.StartsWith("cardholder:", StringComparison.Ordinal));
        return before is null ? asked : $"{before["cardholder:".Length..].Trim()} {asked}";
    }

    private static string Composed(string data)
    {
        var passage = Lines(data, "passages").Select(line => Number().Replace(line, "")).FirstOrDefault() ?? "";
        var sentences = SentenceEnd().Split(passage.Replace("**", "", StringComparison.Ordinal)).Select(one => one.Trim())
            .Where(one => one.Length > 0 && !one.StartsWith('-') && one.IndexOfAny(['|', '[', '#']) < 0).Take(SentencesMax).ToList();
        return sentences.Count == 0 ? Nothing : string.Join(' ', sentences);
    }

    private static string Summed(string data)
    {
        var said = Lines(data, "chat").Where(line => line.StartsWith("cardholder:", StringComparison.Ordinal)).Select(line => line["cardholder:".Length..].Trim()).ToList();
        return said.Count == 0 ? Nothing
            : said[^1].Any(letter => letter is >= '\u4E00' and <= '\u9FFF') ? string.Join('\n', said.TakeLast(2).Select(words => $"持卡人说：“{words}”"))
            : string.Join('\n', said.TakeLast(2).Select(words => $"The cardholder says: \"{words}\""));
    }

    /// <summary>The lines between a tag and its end; a value is one line and cannot make another.</summary>
    private static IReadOnlyList<string> Lines(string data, string tag)
    {
        var lines = data.Split('\n').Select(line => line.Trim()).ToList();
        var (begin, end) = (lines.IndexOf($"<{tag}>"), lines.IndexOf($"</{tag}>"));
        return begin < 0 || end <= begin ? [] : [.. lines[(begin + 1)..end].Where(line => line.Length > 0)];
    }

    [GeneratedRegex(@"^\[[0-9]+\] ", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<=[.!?])\s+|(?<=[。！？])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SentenceEnd();
}

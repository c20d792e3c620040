using System.Text.RegularExpressions;
using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing.Checks;

/// <summary>Finds what a model would read and obey although no cardholder is meant to: hidden HTML, comments, encoded runs, orders to a model.</summary>
internal static partial class HiddenChecks
{
    private const int TagCharsMax = 2_000;

    internal static IEnumerable<Finding> Of(BodyText body) => Hidden(body).Concat(Orders(body)).Concat(Encoded(body));

    private static IEnumerable<Finding> Hidden(BodyText body)
    {
        foreach (var html in body.Html)
        {
            if (html.Text.Contains("<!--", StringComparison.Ordinal)) yield return HiddenAt(body, html.Start, "An HTML comment");
            else if (Tags(html.Text).Any(tag => Invisible().IsMatch(tag) || WhiteOnWhite(tag))) yield return HiddenAt(body, html.Start, "HTML that is styled to be invisible");
        }

        var used = body.Links.Where(link => link.IsIndirect).Select(link => link.Target).ToHashSet(StringComparer.Ordinal);
        foreach (var definition in body.Definitions)
        {
            if (!used.Contains(definition.Url ?? string.Empty)) yield return HiddenAt(body, definition.Span.Start, "A link definition that no link uses");
        }
    }

    // Tag by tag, each cut to a length that nobody exceeds by hand: a block of HTML may be as long as the file.
    private static IEnumerable<string> Tags(string html)
    {
        var start = html.IndexOf('<', StringComparison.Ordinal);
        while (start >= 0)
        {
            var end = html.IndexOf('>', start);
            var next = html.IndexOf('<', start + 1);
            if (end < 0) end = html.Length - 1;
            yield return html[start..Math.Min(end + 1, start + TagCharsMax)];
            start = next < 0 || next > end ? next : html.IndexOf('<', end);
        }
    }

    private static Finding HiddenAt(BodyText body, int start, string what) => Finding.Error(
        FindingNumber.HiddenText,
        body.At(start),
        $"{what} hides text: cardholders do not read it, a model would.",
        "Delete it.");

    private static bool WhiteOnWhite(string html)
    {
        if (Colour().Match(html) is not { Success: true } colour) return false;
        var ground = Ground().Match(html);
        // Nothing said about the ground means that of the page, which is mostly white.
        return ground.Success ? Same(colour.Groups["c"].Value, ground.Groups["c"].Value) : IsWhite(colour.Groups["c"].Value);
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase) || (IsWhite(one) && IsWhite(other));

    private static bool IsWhite(string colour) => colour.ToLowerInvariant() is "white" or "#fff" or "#ffffff" or "transparent" or "#fefefe" or "#ffffffff";

    // Read in the text as written and in the title and questions, which a model may be given too.
    private static IEnumerable<Finding> Orders(BodyText body)
    {
        var article = body.Article;
        var texts = article.Questions.Concat(article.NotQuestions).Prepend(article.Title).Select(text => (text.Text, At: (Func<int, Place>)(_ => text.At)))
            .Append((article.Body.Markdown, body.At));
        foreach (var (text, at) in texts)
        {
            foreach (Match match in ModelOrders.In(BodyText.HalfWidth(text)))
            {
                yield return Finding.Warning(
                    FindingNumber.ModelInstruction,
                    at(match.Index),
                    $"\"{match.Value.ReplaceLineEndings(" ")}\" reads like an order to a language model.",
                    "Delete it, and find out who wrote it; or say it in other words.");
            }
        }
    }

    private static IEnumerable<Finding> Encoded(BodyText body) => Blob().Matches(body.Article.Body.Markdown)
        .Where(match => match.Groups["data"].Success || IsEncoded(match.Value))
        .Select(match => Finding.Warning(
            FindingNumber.EncodedText,
            body.At(match.Index),
            $"There is a run of {match.Length} letters and digits that nobody can read.",
            "Delete it, or write what it says."));

    // A long word or an address has not all three kinds of signs, or no length that could be decoded.
    private static bool IsEncoded(string run) =>
        run.Any(char.IsAsciiLetterUpper) && run.Any(char.IsAsciiLetterLower) && run.Any(char.IsAsciiDigit)
        && Convert.TryFromBase64String(run.Length % 4 == 0 ? run : run.TrimEnd('=')[..(run.TrimEnd('=').Length / 4 * 4)], new byte[run.Length], out _);

    [GeneratedRegex(
        @"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:\.0*)?(?![.\d]*[1-9])|opacity\s*:\s*0(?:\.0*)?(?![.\d]*[1-9])|(?:left|top|text-indent)\s*:\s*-\d{3,}|(?:max-)?(?:height|width)\s*:\s*0(?![.\d])|clip(?:-path)?\s*:|<[^>]*\s(?:hidden|aria-hidden\s*=\s*[""']?true)\b|<(?:template|script|style|noscript|meta|title)\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Invisible();

    [GeneratedRegex(@"(?<![-\w])color\s*[:=]\s*[""']?\s*(?<c>#?\w+)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Colour();

    [GeneratedRegex(@"(?:background(?:-color)?|bgcolor)\s*[:=]\s*[""']?\s*(?<c>#?\w+)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ground();

    [GeneratedRegex(@"(?<data>data:[\w.+-]+/[\w.+-]+;base64,[A-Za-z0-9+/=]*)|(?<![\w/+.-])[A-Za-z0-9+/]{40,}={0,2}(?![\w/+.-])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blob();
}

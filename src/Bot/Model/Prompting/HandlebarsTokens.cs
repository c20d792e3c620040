using System.Text.RegularExpressions;

namespace Cardline.Bot.Model.Prompting;

/// <summary>
/// Takes a Handlebars template apart. Only what is known to write encoded values passes: <c>{{path}}</c>, comments and the blocks
/// <c>each, if, unless, with</c>. What is not recognised is a fault, so that nothing new in the engine opens a hole.
/// </summary>
internal static partial class HandlebarsTokens
{
    private const string Known = "Known are {{value}}, {{#each}}, {{#if}}, {{#unless}}, {{#with}}, {{else}} and {{! comments }}.";

    /// <summary>Reads the parts in order; <paramref name="fault"/> is told of each mistake and its place.</summary>
    public static List<TemplateToken> Read(string template, Action<int, string> fault)
    {
        var tokens = new List<TemplateToken>();
        var at = 0;
        while (at < template.Length)
        {
            var open = template.IndexOf("{{", at, StringComparison.Ordinal);
            AddWords(tokens, template, at, open < 0 ? template.Length : open);
            if (open < 0)
            {
                break;
            }

            var close = template.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
            {
                fault(open, "\"{{\" has no \"}}\" behind it.");
                break;
            }

            CheckBraces(template, open, close, fault);
            AddExpression(tokens, open, template[(open + 2)..close], fault);
            at = close + 2;
        }

        return tokens;
    }

    private static void AddWords(List<TemplateToken> tokens, string template, int from, int to)
    {
        if (to > from)
        {
            tokens.Add(new TemplateToken(TemplateTokenKind.Words, from, template[from..to]));
        }
    }

    private static void CheckBraces(string template, int open, int close, Action<int, string> fault)
    {
        if (template[open + 2] == '{' || (close + 2 < template.Length && template[close + 2] == '}'))
        {
            fault(open, "Three braces write a value unencoded. Write two.");
        }

        if (open > 0 && template[open - 1] == '\\')
        {
            fault(open - 1, "A backslash before braces is read differently by different engines. Take it out.");
        }
    }

    private static void AddExpression(List<TemplateToken> tokens, int at, string inside, Action<int, string> fault)
    {
        var words = inside;
        if (words.StartsWith('~'))
        {
            words = words[1..];
        }

        if (words.EndsWith('~'))
        {
            words = words[..^1];
        }

        if (words.StartsWith('!'))
        {
            if (words.AsSpan().IndexOfAny('{', '}') >= 0 || (words.StartsWith("!--", StringComparison.Ordinal) && !words.EndsWith("--", StringComparison.Ordinal)))
            {
                fault(at, "A comment holds no braces, and one that begins with !-- ends with --.");
            }

            return;
        }

        words = words.Trim();
        if (Path().IsMatch(words))
        {
            tokens.Add(words == "else" ? new TemplateToken(TemplateTokenKind.Else, at, string.Empty) : new TemplateToken(TemplateTokenKind.Value, at, words));
        }
        else if (Opening().Match(words) is { Success: true } block)
        {
            tokens.Add(new TemplateToken(TemplateTokenKind.Open, at, block.Groups["path"].Value, block.Groups["block"].Value));
        }
        else if (Closing().Match(words) is { Success: true } end)
        {
            tokens.Add(new TemplateToken(TemplateTokenKind.Close, at, string.Empty, end.Groups["block"].Value));
        }
        else
        {
            fault(at, $"{Why(words)} {Known}");
        }
    }

    private static string Why(string words) => words switch
    {
        ['&', ..] => "An ampersand writes a value unencoded.",
        ['{', ..] => "Three braces write a value unencoded.",
        ['>', ..] or ['#', '>', ..] => "Partial templates are not read.",
        ['*', ..] or ['#', '*', ..] => "Decorators are not read.",
        ['#', ..] => "Other blocks are not read, and a block takes one name and nothing else.",
        ['^', ..] => "Write {{else}} or {{#unless}}.",
        _ => "Functions and helpers are not called from a prompt.",
    };

    [GeneratedRegex("^(this\\.)?[A-Za-z_][A-Za-z0-9_]*$|^@(index|first|last)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Path();

    [GeneratedRegex("^#(?<block>each|if|unless|with)\\s+(?<path>(this\\.)?[A-Za-z_][A-Za-z0-9_]*|@first|@last)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Opening();

    [GeneratedRegex("^/(?<block>each|if|unless|with)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Closing();
}

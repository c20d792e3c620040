using System.Text.RegularExpressions;

namespace Cardline.Bot.Model.Prompting;

/// <summary>Takes a template in Semantic Kernel's own format apart. Only <c>{{$variable}}</c> is read; a call of a function is refused.</summary>
internal static partial class SemanticKernelTokens
{
    /// <summary>Reads the parts in order; <paramref name="fault"/> is told of each mistake and its place.</summary>
    public static List<TemplateToken> Read(string template, Action<int, string> fault)
    {
        var tokens = new List<TemplateToken>();
        var at = 0;
        while (at < template.Length)
        {
            var open = template.IndexOf("{{", at, StringComparison.Ordinal);
            var end = open < 0 ? template.Length : open;
            if (end > at)
            {
                tokens.Add(new TemplateToken(TemplateTokenKind.Words, at, template[at..end]));
            }

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

            var inside = template[(open + 2)..close].Trim();
            if (Variable().IsMatch(inside))
            {
                tokens.Add(new TemplateToken(TemplateTokenKind.Value, open, inside[1..]));
            }
            else
            {
                fault(open, $"{Why(inside)} Write {{{{$name}}}} with the name of an input variable.");
            }

            at = close + 2;
        }

        return tokens;
    }

    private static string Why(string inside) => inside switch
    {
        "" => "There is nothing between the braces.",
        ['#' or '/' or '!' or '>' or '^', ..] => "This is Handlebars; its files say \"template_format: handlebars\".",
        ['\'' or '"', ..] => "A quoted value is not read; write its words without braces.",
        ['$', ..] => "This is not the name of a variable.",
        _ => "Functions are not called from a prompt.",
    };

    [GeneratedRegex("^\\$[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}

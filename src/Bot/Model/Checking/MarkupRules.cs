using System.Text;

namespace Cardline.Bot.Model.Checking;

/// <summary>Which markup a sentence may have: bold, italics, the start of a list's line, and links. Everything else is refused.</summary>
internal static class MarkupRules
{
    /// <summary>Finds what has no place in an answer.</summary>
    /// <param name="sentence">What the model wrote.</param>
    /// <returns>The words at fault, or null.</returns>
    internal static string? Fault(string sentence)
    {
        for (var i = 0; i < sentence.Length; i++)
        {
            var sign = sentence[i];
            if (TextSigns.IsRefused(sign)) return $"U+{(int)sign:X4}";
            if (Refused(sentence, i, sign)) return sentence.Substring(i, Math.Min(12, sentence.Length - i));
        }

        var line = sentence.AsSpan().Trim();
        return line.Length > 0 && (line[0] is '#' or '>' or '=' || line.StartsWith("---") || line.StartsWith("***") || line.StartsWith("___")) ? line[..Math.Min(12, line.Length)].ToString() : null;
    }

    /// <summary>Takes the markup off.</summary>
    /// <param name="markdown">A sentence.</param>
    /// <param name="targets">Takes the targets of links, in small letters.</param>
    internal static string Plain(string markdown, ICollection<string> targets)
    {
        var plain = new StringBuilder(markdown.Length);
        var text = markdown.AsSpan().TrimStart("# \t\n\r>").TrimEnd();
        if (text.Length > 1 && text[0] is '-' or '*' or '+' or '•' && text[1] == ' ') text = text[2..];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '[' && Link(text[i..], out var shown, out var target) is var length and > 0)
            {
                plain.Append(shown);
                targets.Add(target.ToString().ToLowerInvariant().TrimEnd('/'));
                i += length - 1;
            }
            else if (text[i] != '*') plain.Append(text[i]);
        }

        return plain.ToString();
    }

    /// <summary>Reads a link: <c>[words](target)</c>.</summary>
    /// <returns>Its length, or 0 when it is none.</returns>
    private static int Link(ReadOnlySpan<char> text, out ReadOnlySpan<char> shown, out ReadOnlySpan<char> target)
    {
        shown = default;
        target = default;
        var middle = text.IndexOf("](");
        if (middle < 1) return 0;
        var end = text[middle..].IndexOf(')');
        if (end < 0) return 0;
        shown = text[1..middle];
        target = text[(middle + 2)..(middle + end)].Trim();
        return shown.ContainsAny('[', ']') || target.ContainsAny('(', '[', ' ') || target.Length == 0 ? 0 : middle + end + 1;
    }

    private static bool Refused(string sentence, int at, char sign)
    {
        var next = at + 1 < sentence.Length ? sentence[at + 1] : '\0';
        return TextSigns.Fold(sign) switch
        {
            '`' or '\\' or '|' or '^' => true,
            '<' => char.IsLetter(next) || next is '/' or '!' or '?' or '<',
            '!' => next is '[' or '［',
            '~' => next == '~',
            '{' or '}' => next == sign,
            '&' => IsEntity(sentence.AsSpan(at + 1)),
            '[' => Link(sentence.AsSpan(at), out _, out _) == 0,
            ']' => next != '(' && sentence.IndexOf('[', StringComparison.Ordinal) is var open && (open < 0 || open > at || next is '[' or ':'),
            _ => false,
        };
    }

    private static bool IsEntity(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf(';');
        return end is > 0 and < 12 && !text[..end].Contains(' ');
    }
}

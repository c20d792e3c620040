namespace Cardline.Handoff.Detection;

/// <summary>
/// Reads a pattern far enough to tell which pieces of text it cannot be found without. Reads the syntax that the rules use: groups,
/// alternatives, quantifiers, classes, escapes. Of a pattern with anything else nothing is told, and it is looked for in every text.
/// </summary>
internal sealed class PatternReader
{
    /// <summary>Groups within groups; of what is deeper nothing is told.</summary>
    public const int DepthMax = 50;

    /// <summary>Most alternatives of a pattern that are told apart.</summary>
    public const int WaysMax = 64;

    /// <summary>Most characters of a class that are listed one by one.</summary>
    private const int ClassCharsMax = 16;

    private readonly string _text;
    private int _at;

    private PatternReader(string text) => _text = text;

    /// <summary>The ways in which a pattern can be found: each names sets of pieces, and of every set the text holds at least one piece.</summary>
    /// <param name="pattern">A pattern for the ordinary engine, without options.</param>
    /// <returns>Empty when the pattern may be found in any text.</returns>
    public static IReadOnlyList<IReadOnlyList<IReadOnlyList<string>>> Ways(string pattern)
    {
        try
        {
            var reader = new PatternReader(pattern);
            var ways = reader.Alternatives(0);
            if (reader._at < pattern.Length || ways.Count > WaysMax)
            {
                return [];
            }

            var told = ways.ConvertAll(way => way.Told());
            return told.TrueForAll(needs => needs.Count > 0) ? told.ConvertAll(needs => (IReadOnlyList<IReadOnlyList<string>>)[.. needs.Select(PatternPart.Shortest)]) : [];
        }
        catch (FormatException)
        {
            // Not our syntax. The pattern is as good as any other, only nothing is known of it.
            return [];
        }
    }

    private List<PatternPart> Alternatives(int depth)
    {
        if (depth > DepthMax)
        {
            throw new FormatException("Too deep.");
        }

        var found = new List<PatternPart>();
        var parts = new List<PatternPart>();
        for (; _at < _text.Length && _text[_at] != ')'; )
        {
            if (_text[_at] == '|')
            {
                _at++;
                found.Add(PatternPart.Sequence(parts));
                parts.Clear();
                continue;
            }

            var part = One(depth);
            var (least, most) = Quantifier();
            parts.Add(part.Repeated(least, most));
        }

        found.Add(PatternPart.Sequence(parts));
        return found;
    }

    private PatternPart One(int depth)
    {
        var c = _text[_at++];
        return c switch
        {
            '(' => Group(depth),
            '[' => Class(),
            '\\' => Escape(),
            '.' => PatternPart.Anything,
            '^' or '$' => PatternPart.Empty,
            // A brace or quantifier with nothing before it; and the mark that we use ourselves.
            '{' or '}' or '*' or '+' or '?' or PatternPart.Edge => throw new FormatException("Not read."),
            _ => Run(),
        };
    }

    /// <summary>Characters that stand for themselves, as many as no quantifier takes one of.</summary>
    private PatternPart Run()
    {
        var start = _at - 1;
        while (_at < _text.Length && _at - start < PatternPart.PieceCharsMax && !IsMark(_text[_at]) && !IsQuantifier(_at) && !IsQuantifier(_at + 1))
        {
            _at++;
        }

        return PatternPart.OneOf([_text[start.._at]]);
    }

    private static bool IsMark(char c) => c is '(' or ')' or '[' or ']' or '{' or '}' or '\\' or '.' or '^' or '$' or '|' or PatternPart.Edge;

    private bool IsQuantifier(int at) => at < _text.Length && _text[at] is '?' or '*' or '+' or '{';

    private PatternPart Group(int depth)
    {
        if (Takes("?<"))
        {
            // A name. Look-behind and balancing groups begin alike, and are not read.
            while (Next() is var c && c != '>')
            {
                if (!char.IsAsciiLetterOrDigit(c) && c != '_')
                {
                    throw new FormatException("Not a name.");
                }
            }
        }
        else if (!Takes("?:") && _at < _text.Length && _text[_at] == '?')
        {
            throw new FormatException("Options, look-around, conditions and remarks are not read.");
        }

        var within = PatternPart.Either(Alternatives(depth + 1));
        return Next() == ')' ? within : throw new FormatException("Not closed.");
    }

    private (int Least, int Most) Quantifier()
    {
        var found = (Least: 1, Most: 1);
        switch (_at < _text.Length ? _text[_at] : '\0')
        {
            case '?':
                found = (0, 1);
                break;
            case '*':
                found = (0, int.MaxValue);
                break;
            case '+':
                found = (1, int.MaxValue);
                break;
            case '{':
                found = Braces();
                break;
            default:
                return found;
        }

        _at++;
        // Reluctant: it finds the same texts.
        Takes("?");
        return found;
    }

    /// <summary>Reads <c>{2}</c>, <c>{2,}</c> or <c>{2,4}</c> up to the closing brace; anything else in braces is not read.</summary>
    private (int Least, int Most) Braces()
    {
        var close = _text.IndexOf('}', _at);
        if (close < 0)
        {
            throw new FormatException("Not closed.");
        }

        var numbers = _text[(_at + 1)..close].Split(',');
        _at = close;
        if (numbers.Length > 2 || !Whole(numbers[0], out var least))
        {
            throw new FormatException("Not a quantifier.");
        }

        var most = numbers.Length == 1 ? least : int.MaxValue;
        return numbers.Length == 1 || numbers[1].Length == 0 || Whole(numbers[1], out most) ? (least, most) : throw new FormatException("Not a quantifier.");
    }

    private static bool Whole(string digits, out int number) =>
        int.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out number);

    private PatternPart Escape()
    {
        var c = Next();
        switch (c)
        {
            case 'b':
                return PatternPart.OneOf([PatternPart.Edge.ToString()]);
            case 'B' or 'A' or 'z' or 'Z' or 'G':
                return PatternPart.Empty;
            case 'w' or 'W' or 'd' or 'D' or 's' or 'S' or 't' or 'n' or 'r' or 'f' or 'v':
                return PatternPart.Anything;
            default:
                return Plain(c) is { } plain ? PatternPart.OneOf([plain.ToString()]) : throw new FormatException("Not an escape that is read.");
        }
    }

    /// <summary>What an escaped mark stands for: itself. Letters and digits mean something else; only a few of those are read.</summary>
    private static char? Plain(char escaped) => char.IsAscii(escaped) && !char.IsAsciiLetterOrDigit(escaped) && escaped != '_' && escaped >= ' ' ? escaped : null;

    private PatternPart Class()
    {
        var known = !Takes("^");
        var chars = new List<string>();
        var first = true;
        while (Next() is var c && (c != ']' || first))
        {
            first = false;
            if (c == '[')
            {
                throw new FormatException("A class within a class is not read.");
            }

            if (c == '\\')
            {
                c = Next();
                if (Plain(c) is null)
                {
                    // A kind of characters, such as digits.
                    known &= c is 'w' or 'd' or 's' or 'W' or 'D' or 'S' ? false : throw new FormatException("Not an escape that is read.");
                    continue;
                }
            }

            var last = c;
            if (_at + 1 < _text.Length && _text[_at] == '-' && _text[_at + 1] != ']')
            {
                _at++;
                last = Next();
                if (last is '[' or '\\')
                {
                    throw new FormatException("Not a range that is read.");
                }
            }

            known &= last - c + chars.Count < ClassCharsMax && c != PatternPart.Edge;
            for (int each = c; known && each <= last; each++)
            {
                chars.Add(((char)each).ToString());
            }
        }

        return known ? PatternPart.OneOf(chars) : PatternPart.Anything;
    }

    private bool Takes(string next)
    {
        if (string.CompareOrdinal(_text, _at, next, 0, next.Length) != 0)
        {
            return false;
        }

        _at += next.Length;
        return true;
    }

    private char Next() => _at < _text.Length ? _text[_at++] : throw new FormatException("It ends too early.");
}

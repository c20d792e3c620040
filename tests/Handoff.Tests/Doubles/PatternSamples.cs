using System.Globalization;
using System.Text;

namespace Cardline.Handoff.Tests.Doubles;

/// <summary>Writes texts that a pattern is made for, by walking through it and choosing by lot. Knows the syntax that the rules of the repository use.</summary>
internal sealed class PatternSamples(string pattern, Random lot)
{
    private const int RepeatsMax = 3;
    private const string Letters = "abehkmostwy 卡钱的了3";

    private int at;

    public string Next()
    {
        at = 0;
        return Either();
    }

    private string Either()
    {
        var ways = new List<string>();
        do
        {
            ways.Add(Sequence());
        }
        while (at < pattern.Length && pattern[at] == '|' && at++ >= 0);
        return ways[lot.Next(ways.Count)];
    }

    private string Sequence()
    {
        var text = new StringBuilder();
        while (at < pattern.Length && pattern[at] is not '|' and not ')')
        {
            var start = at;
            var one = One();
            var end = at;
            var times = Times();
            var after = at;
            for (var i = 0; i < times; i++)
            {
                text.Append(i == 0 ? one : Again(start));
            }

            at = times == 0 ? after : Math.Max(after, end);
        }

        return text.ToString();
    }

    private string Again(int start)
    {
        at = start;
        return One();
    }

    private string One()
    {
        var c = pattern[at++];
        switch (c)
        {
            case '(':
                at += string.CompareOrdinal(pattern, at, "?:", 0, 2) == 0 ? 2 : 0;
                var within = Either();
                at++;
                return within;
            case '[':
                var close = pattern.IndexOf(']', at);
                var chars = pattern[at..close];
                at = close + 1;
                return Of(chars);
            case '\\':
                return pattern[at++] switch { 'b' => string.Empty, 'w' => "x", 'd' => "7", 's' => " ", var mark => mark.ToString() };
            case '.':
                return Letters[lot.Next(Letters.Length)].ToString();
            default:
                return c is '^' or '$' ? string.Empty : c.ToString();
        }
    }

    private string Of(string chars)
    {
        var range = chars.IndexOf('-', 1);
        return range > 0 && range < chars.Length - 1 && range == 1
            ? ((char)lot.Next(chars[0], chars[2] + 1)).ToString()
            : chars[lot.Next(chars.Length)].ToString();
    }

    private int Times()
    {
        var (least, most) = (1, 1);
        switch (at < pattern.Length ? pattern[at] : '\0')
        {
            case '?':
                (least, most) = (0, 1);
                break;
            case '*':
                (least, most) = (0, RepeatsMax);
                break;
            case '+':
                (least, most) = (1, RepeatsMax);
                break;
            case '{':
                var close = pattern.IndexOf('}', at);
                var numbers = pattern[(at + 1)..close].Split(',');
                (least, most) = (int.Parse(numbers[0], CultureInfo.InvariantCulture), int.Parse(numbers[^1], CultureInfo.InvariantCulture));
                at = close;
                break;
            default:
                return 1;
        }

        at++;
        at += at < pattern.Length && pattern[at] == '?' ? 1 : 0;
        return lot.Next(least, Math.Min(most, least + RepeatsMax) + 1);
    }
}

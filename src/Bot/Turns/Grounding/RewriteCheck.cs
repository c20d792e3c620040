using System.Text.RegularExpressions;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Grounding;

/// <summary>Tells whether a question that a model spelled out may be asked: one plain line in the cardholder's language that brings in nothing of its own.</summary>
internal sealed partial class RewriteCheck(IKnowledgeBase knowledge, Turn turn, IReadOnlyList<SaidEntry> before)
{
    /// <summary>A longer line is no question of a cardholder's.</summary>
    public const int CharsMax = 200;

    /// <summary>Most words, or Chinese characters, of a product's or a region's name that are looked at together.</summary>
    private const int NameMax = 4;

    /// <summary>The line without one pair of quotation marks around all of it.</summary>
    public static string Unquoted(string text)
    {
        var line = text.Trim();
        return line.Length > 2 && (line[0], line[^1]) is ('"', '"') or ('“', '”') or ('「', '」') ? line[1..^1].Trim() : line;
    }

    /// <summary>Why it may not be asked; null when it may.</summary>
    public UseFault? FaultOf(string asked)
    {
        if (asked.Length is 0 or > CharsMax || !asked.Any(char.IsLetter) || NoQuestion().IsMatch(asked))
        {
            return UseFault.Form;
        }

        if (Languages.OfWords(asked) is { } lang && lang != turn.Lang)
        {
            return UseFault.Language;
        }

        var said = Said();
        return SaidNumbers.In(said).HasAllOf(asked) && NamesNothingNew(asked, said) ? null : UseFault.Unsaid;
    }

    /// <summary>All that anybody said or showed, the messages to answer included.</summary>
    private List<string> Said() => [.. before.Concat(turn.Waiting).SelectMany(entry => entry.Chips.Select(chip => chip.Title).Prepend(entry.Text))];

    /// <summary>Whether each product and region in it was named before. It is looked at piece by piece: of a text that names two, the knowledge base says neither.</summary>
    private bool NamesNothingNew(string asked, List<string> said)
    {
        foreach (var piece in Pieces(asked))
        {
            var named = knowledge.Named(piece, turn.StartedAt);
            if (named.Count > 0 && !said.Exists(text => text.Contains(piece, StringComparison.OrdinalIgnoreCase))
                && named.Any(name => !said.Exists(text => knowledge.Named(text, turn.StartedAt).GetValueOrDefault(name.Key) == name.Value)))
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<string> Pieces(string asked)
    {
        var words = Words().Matches(asked).ToList();
        for (var first = 0; first < words.Count; first++)
        {
            for (var last = first; last < Math.Min(words.Count, first + NameMax); last++)
            {
                yield return asked[words[first].Index..(words[last].Index + words[last].Length)];
            }
        }
    }

    /// <summary>What no question of a cardholder's holds: a second line, markup, an address, a sign that cannot be seen.</summary>
    [GeneratedRegex(@"[\p{C}\u2028\u2029<>{}\[\]`|\\]|https?:|www\.|://", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NoQuestion();

    /// <summary>A word in letters, or one Chinese character.</summary>
    [GeneratedRegex(@"[\u4E00-\u9FFF\u3400-\u4DBF]|[^\W\u4E00-\u9FFF\u3400-\u4DBF]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Words();
}

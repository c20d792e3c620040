using System.Net;
using System.Text;

namespace Cardline.TestKit.Model.Evil;

/// <summary>
/// Finds the attack of the corpus that a request holds. Word for word first, also in HTML-decoded text; then by letters alone, because a product may mask digits, fold
/// lines, take unseen characters away or cut a long text, and a gullible model would understand the order all the same.
/// </summary>
internal sealed class AttackFinder
{
    /// <summary>Letters of one run that is compared.</summary>
    private const int RunLetters = 6;

    /// <summary>The share of an attack's runs that must be there.</summary>
    private const double ShareLeast = 0.7;

    /// <summary>Runs of a short attack, in Chinese and otherwise, below which only its very words count: too many harmless texts share so few letters.</summary>
    private const int RunsLeastChinese = 3;
    private const int RunsLeast = 15;

    /// <summary>How often encoded text is decoded; twice is what a template and a wire can do to it.</summary>
    private const int DecodingsMax = 2;

    private readonly IReadOnlyList<Prepared> _pairs;

    /// <summary>Prepares the corpus.</summary>
    public AttackFinder(IEnumerable<AttackPair> pairs) => _pairs = [.. pairs.Select(pair => Prepared.Of(pair))];

    /// <summary>Finds the attack; of several the longest.</summary>
    /// <param name="texts">The words of the request, as they came.</param>
    public AttackPair? Find(IReadOnlyList<string> texts)
    {
        if (_pairs.Count == 0)
        {
            return null;
        }

        var seen = texts.SelectMany(Decodings).ToList();
        var exact = _pairs.Select(one => one.Pair).Where(pair => seen.Any(text => text.Contains(pair.Attack, StringComparison.Ordinal))).MaxBy(pair => pair.Attack.Length);
        if (exact is not null)
        {
            return exact;
        }

        var runs = seen.SelectMany(RunsOf).ToHashSet();
        return _pairs.Where(one => one.IsLong && one.Runs.Count(runs.Contains) >= one.Runs.Count * ShareLeast)
            .MaxBy(one => one.Runs.Count(runs.Contains))?.Pair;
    }

    /// <summary>Gives a text as it came and as it is when decoded.</summary>
    public static IEnumerable<string> Decodings(string text)
    {
        yield return text;
        for (var time = 0; time < DecodingsMax; time++)
        {
            var decoded = WebUtility.HtmlDecode(text);
            if (decoded == text)
            {
                yield break;
            }

            yield return text = decoded;
        }
    }

    /// <summary>Gives a text as it is when decoded.</summary>
    public static string Decoded(string text) => Decodings(text).Last();

    private static HashSet<string> RunsOf(string text)
    {
        var letters = new StringBuilder();
        foreach (var letter in text.Normalize(NormalizationForm.FormKC).Where(char.IsLetter))
        {
            letters.Append(char.ToLowerInvariant(letter));
        }

        var all = letters.ToString();
        var runs = new HashSet<string>();
        for (var start = 0; start + RunLetters <= all.Length; start++)
        {
            runs.Add(all.Substring(start, RunLetters));
        }

        return runs;
    }

    private sealed record Prepared(AttackPair Pair, HashSet<string> Runs, bool IsLong)
    {
        public static Prepared Of(AttackPair pair)
        {
            var runs = RunsOf(pair.Attack);
            return new Prepared(pair, runs, runs.Count >= (pair.Attack.Any(letter => letter >= '\u3400') ? RunsLeastChinese : RunsLeast));
        }
    }
}

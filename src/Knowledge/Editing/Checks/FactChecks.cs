using System.Globalization;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Editing.Checks;

/// <summary>Finds a number in a sentence that has all the words of a fact's name, but not its value in force.</summary>
internal sealed class FactChecks
{
    /// <summary>One word is too little to tell that a sentence speaks of a fact.</summary>
    private const int WordsMin = 2;

    /// <summary>No more characters before or after the number are taken for its sentence.</summary>
    private const int SentenceReachMax = 500;

    // They say what kind of value it is, and sentences seldom repeat them.
    private static readonly HashSet<string> Kinds = new("share rate max min maximum minimum per number count day month year hour minute time factor point".Split(' ').Select(EnglishStem.Of), StringComparer.Ordinal);
    private static readonly char[] SentenceEnds = ['.', '!', '?', ';', '。', '!', '?', ';', '\n'];

    private readonly List<Candidate> candidates;

    private readonly Checkup checkup;

    private FactChecks(Checkup checkup)
    {
        this.checkup = checkup;
        candidates =
        [
            .. checkup.Content.Facts.Names
                .Select(name => new Candidate(name, checkup.Content.Facts.Values(name)[0].Unit, WordsOf(name), ChineseOf(name, checkup.Content.Glossary)))
                .Where(candidate => FactText.IsNumeric(candidate.Unit) && candidate.Words.Count >= WordsMin),
        ];
    }

    internal static Func<BodyText, IEnumerable<Finding>> Over(Checkup checkup) => new FactChecks(checkup).Of;

    private IEnumerable<Finding> Of(BodyText body)
    {
        foreach (var number in NumberReader.In(body.Plain))
        {
            if (number.Unit.Length == 0 || number.IsSoft) continue;
            var (start, sentence) = SentenceAround(body.Plain, number.Start);
            var words = Terms.Of(sentence).Select(term => term.Text).ToHashSet(StringComparer.Ordinal);
            var key = Folding.Key(sentence);
            var near = candidates
                .Where(candidate => NumberUnits.Of(candidate.Unit) == number.Unit && candidate.StandsIn(words, key))
                .Select(candidate => (candidate.Name, candidate.Words, Value: checkup.Content.Facts.InForce(candidate.Name, checkup.DayOf(body.Article))))
                .Where(candidate => candidate.Value is not null)
                .ToList();
            if (near.Count == 0 || near.Exists(fact => Value(fact.Value!) == number.Value)) continue;
            // A fact named in the sentence says its own value; the number beside it then counts something else.
            var named = Placeholders.In(body.Article.Body.Markdown).Where(use => use.Start >= start && use.Start < start + sentence.Length).Select(use => use.Name).ToHashSet(StringComparer.Ordinal);
            var best = near.Where(fact => !named.Contains(fact.Name)).OrderByDescending(fact => fact.Words.Count).FirstOrDefault();
            if (best.Name is null) continue;
            yield return Finding.Warning(
                FindingNumber.ContradictedFact,
                body.At(number.Start),
                $"\"{number.Written}\" contradicts {{{{{best.Name}}}}}, which is {FactText.Of(best.Value!, body.Article.Lang)}.",
                $"Write {{{{{best.Name}}}}}, or correct facts.yml.");
        }
    }

    private static decimal? Value(FactValue value) =>
        decimal.TryParse(value.English, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static List<string> WordsOf(string name) =>
        [.. name.Split('.', '_', '-').Where(word => word.Length > 0 && !word.All(char.IsAsciiDigit)).Select(word => EnglishStem.Of(word.ToLowerInvariant())).Where(word => !Kinds.Contains(word)).Distinct(StringComparer.Ordinal)];

    // Two words of the name that a glossary entry joins have its Chinese words: annual fee is 年费.
    private static List<List<string>> ChineseOf(string name, Glossary glossary)
    {
        var words = WordsOf(name);
        var found = new List<List<string>>();
        var left = words.ToHashSet(StringComparer.Ordinal);
        foreach (var group in glossary.Groups)
        {
            var chinese = group.Select(Folding.Key).Where(word => word.Length > 1 && Folding.IsHan(word[0])).ToList();
            if (chinese.Count == 0) continue;
            foreach (var stems in group.Select(word => Terms.Of(word).Select(term => term.Text).ToList()))
            {
                if (stems.Count == 0 || !stems.TrueForAll(left.Contains)) continue;
                left.ExceptWith(stems);
                found.Add(chinese);
                break;
            }
        }

        return left.Count == 0 ? found : [];
    }

    private static (int Start, string Text) SentenceAround(string text, int at)
    {
        var start = at;
        while (start > Math.Max(0, at - SentenceReachMax) && !IsEnd(text, start - 1)) start--;
        var end = at;
        while (end < Math.Min(text.Length, at + SentenceReachMax) && !IsEnd(text, end)) end++;
        return (start, text[start..end]);
    }

    // The point of 12.5 ends no sentence.
    private static bool IsEnd(string text, int at) =>
        SentenceEnds.Contains(text[at]) && !(text[at] == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]));

    private sealed record Candidate(string Name, FactUnit Unit, List<string> Words, List<List<string>> Chinese)
    {
        internal bool StandsIn(HashSet<string> words, string key) =>
            Words.TrueForAll(words.Contains)
            || (Chinese.Count > 0 && Chinese.TrueForAll(group => group.Exists(word => key.Contains(word, StringComparison.Ordinal))));
    }
}

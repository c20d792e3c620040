using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>Reads a mistyped English word as the known word that was most likely meant, by what was typed, how common the word is, and the words around it.</summary>
/// <remarks>
/// A slip may leave a word that is itself known ("get rid of this car"), so a known word among strange neighbours is looked at too. The constants are fitted
/// by <c>Benchmarks fit</c> on development and training files only.
/// </remarks>
internal sealed class Proofreader
{
    /// <summary>Words put right in one question; the rest of a text of so many slips is left to its letters.</summary>
    private const int CorrectionsMax = 6;

    /// <summary>A word written no more often may itself be a slip in a sample, so its neighbours there prove nothing.</summary>
    private const int SeldomMax = 2;

    /// <summary>A word one slip from another that is written so many times as often is taken for unknown.</summary>
    private const int OftenFactor = 20;

    /// <summary>A word of so few letters is a slip away from so many that only its neighbours can tell.</summary>
    private const int ShortMax = 4;

    /// <summary>The place of the measure that a word stands beside none of its neighbours in any sample.</summary>
    internal const int Strange = 8;

    // In the order of the measures of a reading.
    internal static readonly double[] Weights = [2.978, -0.872, -1.8, -1.919, 2.179, -4.308, -3.134, -4.384, -1.154, 0.405, -0.119, 0.209];

    private readonly FeatureSpace space;
    private readonly Spelling spelling;

    /// <param name="documents">The articles; every word in them is known.</param>
    /// <param name="outside">Questions that no article is meant to answer; their words are known too.</param>
    /// <param name="glossary">Words for the same thing.</param>
    /// <param name="space">Tells which words stand side by side in samples.</param>
    internal Proofreader(IReadOnlyList<RankedDocument> documents, IReadOnlyList<string> outside, Glossary glossary, FeatureSpace space)
    {
        this.space = space;
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var tokens = new List<Token>();
        var texts = documents.SelectMany(document => document.Titles.Concat(document.Questions).Concat(document.Bodies.SelectMany(body => body.Split('\n'))))
            .Concat(outside).Concat(glossary.Groups.SelectMany(group => group))
            .Concat(documents.SelectMany(document => document.Applies.Values.SelectMany(names => names)));
        foreach (var text in texts)
        {
            Tokenizer.Read(Folding.Fold(text), tokens, Folding.CharsMax);
            foreach (var token in tokens)
            {
                if (!token.IsHan) counts[token.Written] = counts.GetValueOrDefault(token.Written) + 1;
            }
        }

        foreach (var filler in Terms.FillerWords) counts.TryAdd(filler, 1);
        spelling = new Spelling(counts);
        Words = new KnownWords(counts.Keys);
    }

    /// <summary>Gets the words of the articles, ready for reading questions.</summary>
    internal KnownWords Words { get; }

    /// <returns>The folded text with its slips put right; the same instance when there are none.</returns>
    internal string Read(string folded) => Read(folded, []);

    /// <param name="folded">A folded text.</param>
    /// <param name="tokens">Takes the words of what is returned.</param>
    /// <returns>As <see cref="Read(string)"/>.</returns>
    internal string Read(string folded, List<Token> tokens)
    {
        var text = Terms.WithoutFillers(folded);
        Tokenizer.Read(text, tokens, FeatureReader.TokensMax, Words);
        var corrections = 0;
        var moved = 0;
        for (var place = 0; place < tokens.Count && corrections < CorrectionsMax; place++)
        {
            if (tokens[place].IsHan || Meant(tokens, place) is not { } meant) continue;
            corrections++;
            var token = tokens[place];
            text = string.Concat(text.AsSpan(0, token.At + moved), meant, text.AsSpan(token.End + moved));
            moved += meant.Length - (token.End - token.At);
            tokens[place] = Tokenizer.Word(meant, token.At, token.End);
        }

        if (corrections == 0) return folded;
        Tokenizer.Read(text, tokens, FeatureReader.TokensMax, Words);
        return text;
    }

    /// <summary>The words of a folded text as they are counted here.</summary>
    internal static List<Token> TokensOf(string folded)
    {
        var tokens = new List<Token>();
        Tokenizer.Read(folded, tokens, FeatureReader.TokensMax);
        return tokens;
    }

    /// <summary>The ways to read a typed word, as it stands first, each with what speaks for it; empty when there is nothing to choose.</summary>
    internal IReadOnlyList<Reading> Readings(IReadOnlyList<Token> tokens, int place)
    {
        var typed = tokens[place];
        if (!Spelling.IsChecked(typed.Written)) return [];
        // A known word beside a word that it stands beside in a sample is what was meant.
        if (spelling.Count(typed.Written) > SeldomMax && (Beside(tokens, place, typed.Key, place - 1) > 0 || Beside(tokens, place, typed.Key, place + 1) > 0)) return [];
        var near = spelling.Near(typed.Written);
        if (near.Count == 0) return [];
        var written = near.Any(slip => slip.Kind == SlipKind.Finger && spelling.Count(slip.Meant) >= OftenFactor * spelling.Count(typed.Written)) ? 0 : spelling.Count(typed.Written);
        var meant = near.Select(slip => new Reading(slip.Meant, AsMeant(tokens, place, slip))).Where(reading => typed.Written.Length > ShortMax || reading.Fits || IsAmongChinese(tokens, place));
        return [new Reading(typed.Written, AsTyped(tokens, place, written)), .. meant];
    }

    private string? Meant(List<Token> tokens, int place)
    {
        var readings = Readings(tokens, place);
        if (readings.Count == 0) return null;
        var (best, most) = (0, double.MinValue);
        for (var number = 0; number < readings.Count; number++)
        {
            var score = readings[number].Score(Weights);
            if (score > most) (best, most) = (number, score);
        }

        return best == 0 ? null : readings[best].Word;
    }

    private double[] AsTyped(IReadOnlyList<Token> tokens, int place, int written)
    {
        var (word, length) = (tokens[place], tokens[place].Written.Length);
        return
        [
            written > 0 ? 1 : 0,
            written == 0 && length == 3 ? 1 : 0,
            written == 0 && length == 4 ? 1 : 0,
            written == 0 && length > 4 ? 1 : 0,
            written == 0 && space.Knows(FeatureReader.WordKey(word.Key)) ? 1 : 0,
            0, 0, 0, 0,
            .. InPlace(tokens, place, word, written),
        ];
    }

    private double[] AsMeant(IReadOnlyList<Token> tokens, int place, Slip slip)
    {
        var inPlace = InPlace(tokens, place, Tokenizer.Word(slip.Meant, 0, 0), spelling.Count(slip.Meant));
        return
        [
            0, 0, 0, 0, 0,
            slip.Kind == SlipKind.Other ? 1 : 0,
            slip.AtFirst ? 1 : 0,
            slip.Kind == SlipKind.Two ? 1 : 0,
            inPlace[1] == 0 ? 1 : 0,
            .. inPlace,
        ];
    }

    private double[] InPlace(IReadOnlyList<Token> tokens, int place, Token word, int written)
    {
        var (before, behind) = (Beside(tokens, place, word.Key, place - 1), Beside(tokens, place, word.Key, place + 1));
        return [Math.Log(1 + written), (before > 0 ? 1 : 0) + (behind > 0 ? 1 : 0), Math.Log(1 + before) + Math.Log(1 + behind)];
    }

    // An English word in a Chinese sentence has neighbours that no sample need hold.
    private static bool IsAmongChinese(IReadOnlyList<Token> tokens, int place) =>
        (place > 0 && tokens[place - 1].IsHan) || (place + 1 < tokens.Count && tokens[place + 1].IsHan);

    // How many samples hold a word beside that neighbour; the edge of the text is a neighbour too.
    private int Beside(IReadOnlyList<Token> tokens, int place, ulong key, int neighbour)
    {
        var other = neighbour < 0 || neighbour >= tokens.Count ? FeatureReader.Edge : tokens[neighbour].Key;
        return space.Holding(neighbour < place ? FeatureReader.NeighbourKey(other, key) : FeatureReader.NeighbourKey(key, other));
    }
}

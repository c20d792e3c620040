using System.Globalization;

namespace Cardline.Bot.Model.Checking;

/// <summary>What a known phrase is. A closed set; a new kind is read in <see cref="WordTable"/> and used by one of the readers.</summary>
[Flags]
internal enum WordKind
{
    /// <summary>A word for a number.</summary>
    Number = 1,

    /// <summary>A number and what it counts in one phrase: "twice".</summary>
    Whole = 1 << 1,

    /// <summary>What a number counts.</summary>
    Unit = 1 << 2,

    /// <summary>The name of a month.</summary>
    Month = 1 << 3,

    /// <summary>A day of the week, or a kind of day.</summary>
    Weekday = 1 << 4,

    /// <summary>A day that moves, such as tomorrow, or a part of one.</summary>
    Relative = 1 << 5,

    /// <summary>A place in a row.</summary>
    Ordinal = 1 << 6,

    /// <summary>Holds a word for a number or a negation and means none.</summary>
    Wordlike = 1 << 7,

    /// <summary>Carries nothing by itself.</summary>
    Light = 1 << 8,

    /// <summary>One of several ways to say a thing.</summary>
    Concept = 1 << 9,

    /// <summary>Turns what follows round.</summary>
    Negation = 1 << 10,

    /// <summary>A product, which a number beside it belongs to.</summary>
    Key = 1 << 11,

    /// <summary>A whole sentence that says nothing.</summary>
    Connective = 1 << 12,

    /// <summary>A name that may stand in a sentence of either language.</summary>
    Exempt = 1 << 13,

    /// <summary>A word of a street address.</summary>
    Place = 1 << 14,

    /// <summary>Somebody who may not speak in the bot's answer.</summary>
    Speaker = 1 << 15,
}

/// <summary>A known phrase.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Which one, as a hash; the same for all phrases of one entry.</param>
/// <param name="Value">Of a number, a month and the like.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Turns">Whether it also turns round what follows.</param>
/// <param name="Weighs">Whether a passage must carry it.</param>
/// <param name="Phrase">The hashes of its tokens.</param>
internal sealed record KnownPhrase(WordKind Kind, ulong Name, double Value, Unit Unit, bool Turns, bool Weighs, ulong[] Phrase)
{
    /// <summary>Gets whether a number word multiplies what stands before it.</summary>
    internal bool Multiplies { get; init; }
}

/// <summary>The phrases that the check knows, from <c>words.txt</c> and its two neighbours. Read once.</summary>
internal sealed class WordTable
{
    private readonly Dictionary<ulong, KnownPhrase[]> byFirst;

    private WordTable(Dictionary<ulong, KnownPhrase[]> byFirst, Dictionary<ulong, List<ulong>> opposites) => (this.byFirst, Opposites) = (byFirst, opposites);

    /// <summary>Gets the table.</summary>
    internal static WordTable Instance { get; } = Read();

    /// <summary>Gets each concept's opposites.</summary>
    internal Dictionary<ulong, List<ulong>> Opposites { get; }

    /// <summary>The hash by which entries of one name are known.</summary>
    internal static ulong NameOf(string name) => Stem.Hash("#" + name + "#");

    /// <summary>Finds the longest known phrase that begins at a token.</summary>
    /// <returns>Null when none of these kinds begins there.</returns>
    internal KnownPhrase? At(List<Token> tokens, int at, WordKind kinds)
    {
        if (!byFirst.TryGetValue(tokens[at].Hash, out var candidates)) return null;
        foreach (var candidate in candidates)
        {
            if (kinds.HasFlag(candidate.Kind) && Fits(candidate.Phrase, tokens, at)) return candidate;
        }

        return null;
    }

    private static bool Fits(ulong[] phrase, List<Token> tokens, int at)
    {
        if (at + phrase.Length > tokens.Count) return false;
        for (var i = 1; i < phrase.Length; i++)
        {
            if (tokens[at + i].Hash != phrase[i]) return false;
        }

        return true;
    }

    private static WordTable Read()
    {
        var phrases = new List<KnownPhrase>();
        var opposites = new Dictionary<ulong, List<ulong>>();
        foreach (var resource in (string[])["words.txt", "words-en.txt", "words-zh.txt"])
        {
            using var stream = typeof(WordTable).Assembly.GetManifestResourceStream("Cardline.Bot.Checking." + resource) ?? throw new InvalidOperationException($"{resource} is not in the assembly.");
            using var reader = new StreamReader(stream);
            while (reader.ReadLine() is { } line)
            {
                if (line.Length > 0 && line[0] != '#') Add(line, phrases, opposites);
            }
        }

        // At one length, what says more comes first: a concept before a negation before a word that carries nothing.
        return new WordTable(
            phrases.GroupBy(phrase => phrase.Phrase[0])
                .ToDictionary(group => group.Key, group => group.OrderByDescending(phrase => phrase.Phrase.Length).ThenBy(phrase => Rank(phrase.Kind)).ToArray()),
            opposites);
    }

    private static int Rank(WordKind kind) => kind switch { WordKind.Wordlike => 0, WordKind.Concept => 1, WordKind.Negation => 2, WordKind.Light => 4, _ => 3 };

    private static void Add(string line, List<KnownPhrase> phrases, Dictionary<ulong, List<ulong>> opposites)
    {
        var head = line.Split(':', 2);
        var words = head[0].Split(' ');
        if (words[0] == "opposite")
        {
            Oppose(opposites, NameOf(words[1]), NameOf(words[2]));
            Oppose(opposites, NameOf(words[2]), NameOf(words[1]));
            return;
        }

        var name = words[1];
        var turns = words[0] == "concept-";
        var weighs = words[0] == "concept";
        var kind = Enum.Parse<WordKind>(words[0].TrimEnd('-', '~'), ignoreCase: true);
        var unit = kind switch
        {
            WordKind.Unit => Enum.Parse<Unit>(name, ignoreCase: true),
            WordKind.Whole => Enum.Parse<Unit>(words[2], ignoreCase: true),
            _ => Unit.None,
        };
        foreach (var phrase in head[1].Split(" | ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            phrases.Add(new KnownPhrase(kind, NameOf(name), ValueOf(name), unit, turns, weighs, Hashes(phrase)) { Multiplies = name[0] == 'x' });
        }
    }

    private static void Oppose(Dictionary<ulong, List<ulong>> opposites, ulong one, ulong other)
    {
        if (!opposites.TryGetValue(one, out var list)) opposites[one] = list = [];
        list.Add(other);
    }

    /// <summary>The hashes of a phrase's tokens.</summary>
    internal static ulong[] Hashes(string phrase)
    {
        var folded = string.Create(phrase.Length, phrase, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = TextSigns.Fold(source[i]);
        });
        var tokens = new List<Token>();
        Lexer.Read(folded, tokens);
        return [.. tokens.Select(token => token.Hash)];
    }

    // A vague number is a negative one, so that it equals itself and no real one.
    private static double ValueOf(string name) =>
        double.TryParse(name[0] == '~' ? "-10000" + name[1..] : name.TrimStart('x'), CultureInfo.InvariantCulture, out var value) ? value : 0;
}

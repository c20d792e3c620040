namespace Cardline.Handoff.Detection;

/// <summary>What is known of the texts that a part of a pattern is found in: either all of them, or pieces of which each such text holds some.</summary>
/// <param name="Exact">All texts the part stands for; null when they are too many or not known.</param>
/// <param name="Needs">Where <paramref name="Exact"/> is null: of each of these sets every such text holds at least one piece.</param>
/// <remarks><see cref="Edge"/> in a piece stands for the edge of a word. Whatever is in doubt is left out, so that no text is ever turned away wrongly.</remarks>
internal sealed record PatternPart(IReadOnlyList<string>? Exact, IReadOnlyList<IReadOnlyList<string>> Needs)
{
    /// <summary>The edge of a word, where the pattern says <c>\b</c>. No folded text and no readable pattern holds this character.</summary>
    public const char Edge = '\b';

    private const string EdgeText = "\b";

    /// <summary>Most texts of a part that are listed one by one.</summary>
    public const int ExactMax = 24;

    /// <summary>Most pieces in one set.</summary>
    public const int PiecesMax = 256;

    /// <summary>Most characters of a piece. What is longer is cut into several sets, all of which are needed.</summary>
    public const int PieceCharsMax = 24;

    /// <summary>Most sets kept of one part; more would hardly turn away more texts.</summary>
    public const int NeedsMax = 4;

    /// <summary>Gets the part that stands for no characters.</summary>
    public static PatternPart Empty { get; } = new([string.Empty], []);

    /// <summary>Gets the part of which nothing is known.</summary>
    public static PatternPart Anything { get; } = new(null, []);

    /// <summary>Makes a part that stands for one of some characters.</summary>
    public static PatternPart OneOf(IReadOnlyCollection<string> texts) => new([.. texts.Distinct(StringComparer.Ordinal)], []);

    /// <summary>Puts parts one after another.</summary>
    public static PatternPart Sequence(IReadOnlyList<PatternPart> parts)
    {
        var needs = new List<IReadOnlyList<string>>();
        IReadOnlyList<string> run = [string.Empty];
        var whole = true;
        foreach (var part in parts)
        {
            if (part.Exact is { } exact && Product(run, exact) is { } longer)
            {
                run = longer;
                continue;
            }

            whole = false;
            AddIfTelling(needs, run);
            needs.AddRange(part.Needs);
            run = part.Exact ?? [string.Empty];
        }

        if (whole)
        {
            return new PatternPart(run, []);
        }

        AddIfTelling(needs, run);
        return new PatternPart(null, Best(needs));
    }

    /// <summary>Lets any one of several parts stand.</summary>
    public static PatternPart Either(IReadOnlyList<PatternPart> parts)
    {
        if (parts.All(part => part.Exact is not null))
        {
            var all = OneOf([.. parts.SelectMany(part => part.Exact!)]);
            if (all.Exact!.Count <= ExactMax)
            {
                return all;
            }
        }

        // A text that has what one part needs or what another needs has one of both sets taken together.
        var sets = parts.Select(part => part.Told()).ToList();
        var needs = new List<IReadOnlyList<string>>();
        for (var i = 0; i < sets.Min(set => set.Count); i++)
        {
            AddIfTelling(needs, [.. sets.SelectMany(set => set[i])]);
        }

        return new PatternPart(null, needs);
    }

    /// <summary>Repeats the part.</summary>
    public PatternPart Repeated(int least, int most)
    {
        if (least == 1 && most == 1)
        {
            return this;
        }

        if (least == 0)
        {
            return most == 1 ? Either([Empty, this]) : Anything;
        }

        return new PatternPart(null, Told());
    }

    /// <summary>Leaves out of a set the pieces that hold another one of it: where a shorter piece is looked for, a longer one that holds it adds nothing.</summary>
    public static IReadOnlyList<string> Shortest(IReadOnlyList<string> pieces)
    {
        var kept = new List<string>();
        foreach (var piece in pieces.OrderBy(piece => piece.Length))
        {
            if (!kept.Exists(shorter => piece.Contains(shorter, StringComparison.Ordinal)))
            {
                kept.Add(piece);
            }
        }

        return kept;
    }

    /// <summary>The sets of pieces that a text with this part holds, the most telling one first.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Told()
    {
        if (Exact is null)
        {
            return Needs;
        }

        var needs = new List<IReadOnlyList<string>>();
        AddIfTelling(needs, Exact);
        return needs;
    }

    /// <summary>Every text of the left followed by every text of the right; null when they are too many or too long.</summary>
    private static IReadOnlyList<string>? Product(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        if (left is [""])
        {
            return right;
        }

        if (left.Count * right.Count > ExactMax || Longest(left) + Longest(right) > PieceCharsMax)
        {
            return null;
        }

        var product = new string[left.Count * right.Count];
        for (var i = 0; i < product.Length; i++)
        {
            product[i] = left[i / right.Count] + right[i % right.Count];
        }

        return product;
    }

    private static int Longest(IReadOnlyList<string> texts)
    {
        var longest = 0;
        for (var i = 0; i < texts.Count; i++)
        {
            longest = Math.Max(longest, texts[i].Length);
        }

        return longest;
    }

    private static List<IReadOnlyList<string>> Best(List<IReadOnlyList<string>> needs) =>
        [.. needs.OrderByDescending(set => set.Min(piece => piece.Length)).ThenBy(set => set.Count).Take(NeedsMax)];

    private static void AddIfTelling(List<IReadOnlyList<string>> needs, IReadOnlyList<string> texts)
    {
        var pieces = new HashSet<string>(texts.Count, StringComparer.Ordinal);
        for (var i = 0; i < texts.Count; i++)
        {
            var piece = Piece(texts[i]);
            if (IsEverywhere(piece) || (pieces.Add(piece) && pieces.Count > PiecesMax))
            {
                return;
            }
        }

        needs.Add([.. pieces]);
    }

    /// <summary>A letter or blank alone stands in nearly every text, and looking for it costs more than it spares.</summary>
    private static bool IsEverywhere(string piece) => piece.Trim(Edge) is [] or [<= '\x7F'];

    /// <summary>Keeps an edge only where it is the outer edge of a word in ASCII letters; what <c>\b</c> means elsewhere is left to the pattern.</summary>
    private static string Piece(string text)
    {
        if (!text.Contains(Edge))
        {
            return text;
        }

        var words = text.Replace(EdgeText, string.Empty, StringComparison.Ordinal);
        if (words.Length == 0)
        {
            return words;
        }

        var before = text[0] == Edge && Sieve.IsInWord(words[0]) ? EdgeText : string.Empty;
        var after = text[^1] == Edge && Sieve.IsInWord(words[^1]) ? EdgeText : string.Empty;
        return before + words + after;
    }
}

namespace Cardline.Bot.Model.Checking;

/// <summary>A passage taken apart once, so that each sentence costs only look-ups.</summary>
internal sealed class PreparedPassage
{
    /// <summary>Sentences of a passage that are told apart; the rest count as one. An article has about thirty.</summary>
    internal const int UnitsMax = 64;

    private static readonly ulong Annual = WordTable.NameOf("annual");
    private static readonly ulong Call = WordTable.NameOf("call");

    private readonly Dictionary<ulong, ulong> plain = [];
    private readonly Dictionary<ulong, ulong> negated = [];
    private readonly HashSet<ulong> words = [];
    private readonly int[] keys = new int[UnitsMax];
    private readonly int titleKeys;
    private List<Term> heading = [];
    private HashSet<ulong> title = [];

    internal PreparedPassage(Passage passage)
    {
        Passage = passage;
        IsNoGround = PassageRules.IsNoGround(passage.Markdown);
        Folded = string.Create(passage.Markdown.Length, passage.Markdown, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = TextSigns.Fold(source[i]);
        });
        var unit = 0;
        Add(passage.Name, ref unit);
        titleKeys = Keys;
        var cutter = new SentenceCutter();
        List<string> sentences = [.. cutter.Add(passage.Markdown), .. cutter.End()];
        foreach (var sentence in sentences) Add(sentence, ref unit);
        Units = Math.Min(unit, UnitsMax);
    }

    internal Passage Passage { get; }

    /// <summary>Gets a value indicating whether no sentence may rest on it (<see cref="PassageRules"/>).</summary>
    internal bool IsNoGround { get; }

    /// <summary>Gets the words as they stand, folded.</summary>
    internal string Folded { get; }

    /// <summary>Gets how many sentences it has.</summary>
    internal int Units { get; }

    internal List<Quantity> Quantities { get; } = [];

    internal List<DateMark> Dates { get; } = [];

    internal HashSet<string> Phones { get; } = new(StringComparer.Ordinal);

    internal HashSet<string> Addresses { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the products that it names, as bits.</summary>
    internal int Keys { get; private set; }

    /// <summary>The products that one of its sentences names, as bits.</summary>
    internal int KeysOf(int unit) => keys[unit];

    /// <summary>Says whether a word stands in it.</summary>
    internal bool Holds(ulong word) => words.Contains(word);

    /// <summary>Says whether a number that the passage gives for some products is one for those that a sentence names.</summary>
    /// <remarks>A sentence that names none may use a number of no product, or of the one that the passage is about.</remarks>
    internal bool IsFor(int held, int named) =>
        held == 0 || (named == 0 ? (held & ~titleKeys) == 0 : (held & named) == named);

    /// <summary>Says whether the whole passage is about a term, so that it does not tell one of its sentences from another.</summary>
    internal bool IsTopic(ulong term) => title.Contains(term);

    /// <summary>The sentences that hold a term, as bits.</summary>
    internal ulong Where(ulong term, bool isNegated) => (isNegated ? negated : plain).GetValueOrDefault(term);

    private void Add(string markdown, ref int unit)
    {
        var reading = new Reading(MarkupRules.Plain(markdown, Addresses));
        if (reading.Tokens.Count == 0) return;
        var bit = 1UL << Math.Min(unit++, UnitsMax - 1);
        foreach (var token in reading.Tokens)
        {
            if (token.Kind == TokenKind.Word) words.Add(token.Hash);
        }

        var terms = Terms.Of(reading, single: true);
        // A number to call is there to be called, whatever verb stands beside it.
        if (reading.Phones.Count > 0) terms.Add(new Term(Call, false, true, 0, 1));
        Add(terms, bit);
        // A line of a list is a sentence only together with its heading: "When there is no late charge: you paid in time."
        if (markdown.AsSpan().TrimStart().StartsWith("#")) heading = terms;
        else Add([.. heading.Where(term => !terms.Exists(own => own.Hash == term.Hash || AreOpposed(own.Hash, term.Hash)))], bit);
        if (unit == 1) title = terms.Select(term => term.Hash).ToHashSet();
        Numbers(reading, bit);
    }

    private static bool AreOpposed(ulong one, ulong other) => WordTable.Instance.Opposites.TryGetValue(one, out var opposites) && opposites.Contains(other);

    private void Add(List<Term> terms, ulong bit)
    {
        foreach (var term in terms)
        {
            var into = term.Negated ? negated : plain;
            into[term.Hash] = into.GetValueOrDefault(term.Hash) | bit;
        }
    }

    private void Numbers(Reading reading, ulong bit)
    {
        var unit = System.Numerics.BitOperations.TrailingZeroCount(bit);
        for (var i = 0; i < reading.Tokens.Count; i++)
        {
            if (reading.Known(i, WordKind.Key) is not { } key) continue;
            Keys |= Products.Bit(key.Name);
            keys[unit] |= Products.Bit(key.Name);
            i += key.Phrase.Length - 1;
        }

        keys[unit] |= titleKeys;
        foreach (var quantity in reading.Quantities) Quantities.Add(quantity with { Where = bit, Keys = quantity.Keys | titleKeys });
        // An annual fee is one for a year, whether or not that is said beside the amount.
        if ((Where(Annual, false) & bit) != 0) Quantities.Add(new Quantity(1, Unit.Year, 0, 0) { Where = bit });
        foreach (var date in reading.Dates) Dates.Add(date with { Where = bit });
        Phones.UnionWith(reading.Phones);
        Addresses.UnionWith(reading.Addresses);
    }
}

/// <summary>All passages of a scope, taken apart.</summary>
internal sealed class PreparedScope
{
    internal PreparedScope(GroundScope scope)
    {
        Passages = [.. scope.Passages.Select(passage => new PreparedPassage(passage))];
        IsChinese = scope.Lang.StartsWith("zh", StringComparison.OrdinalIgnoreCase);
    }

    internal PreparedPassage[] Passages { get; }

    internal bool IsChinese { get; }

    /// <summary>Says whether a word stands in any of them.</summary>
    internal bool Holds(ulong word)
    {
        foreach (var passage in Passages)
        {
            if (passage.Holds(word)) return true;
        }

        return false;
    }
}

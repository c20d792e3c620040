namespace Cardline.Bot.Model.Checking;

/// <summary>A passage taken apart once, so that each sentence costs only look-ups.</summary>
internal sealed class PreparedPassage
{
    /// <summary>Sentences of a passage that are told apart; the rest count as one. An article has about thirty.</summary>
    private const int UnitsMax = 64;

    private readonly Dictionary<ulong, ulong> plain = [];
    private readonly Dictionary<ulong, ulong> negated = [];
    private readonly HashSet<ulong> words = [];

    internal PreparedPassage(Passage passage)
    {
        Passage = passage;
        Folded = string.Create(passage.Markdown.Length, passage.Markdown, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = TextSigns.Fold(source[i]);
        });
        var unit = 0;
        Add(passage.Name, ref unit);
        var cutter = new SentenceCutter();
        List<string> sentences = [.. cutter.Add(passage.Markdown), .. cutter.End()];
        foreach (var sentence in sentences) Add(sentence, ref unit);
        Units = Math.Min(unit, UnitsMax);
    }

    internal Passage Passage { get; }

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

    /// <summary>Says whether a word stands in it.</summary>
    internal bool Holds(ulong word) => words.Contains(word);

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

        foreach (var term in Terms.Of(reading, single: true))
        {
            var into = term.Negated ? negated : plain;
            into[term.Hash] = into.GetValueOrDefault(term.Hash) | bit;
        }

        for (var i = 0; i < reading.Tokens.Count; i++)
        {
            if (reading.Known(i, WordKind.Key) is not { } key) continue;
            Keys |= Products.Bit(key.Name);
            i += key.Phrase.Length - 1;
        }

        Quantities.AddRange(reading.Quantities);
        Dates.AddRange(reading.Dates);
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

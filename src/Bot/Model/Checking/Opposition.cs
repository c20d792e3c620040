namespace Cardline.Bot.Model.Checking;

/// <summary>Words whose exchange turns a sentence round: opposites, and those that say how certain or how general it is.</summary>
internal sealed class Opposition
{
    private readonly Dictionary<ulong, List<ulong>> opposites;
    private readonly ulong might = WordTable.NameOf("might");
    private readonly ulong can = WordTable.NameOf("can");
    private readonly ulong depends = WordTable.NameOf("depends");

    // What limits a sentence may be neither added nor left out.
    private readonly ulong[] limits = [WordTable.NameOf("unless")];

    // What makes a claim larger may not be added.
    private readonly ulong[] additions = [WordTable.NameOf("only"), WordTable.NameOf("before"), WordTable.NameOf("always"), WordTable.NameOf("never")];

    // What denies something may not be added to a sentence that denies nothing.
    private readonly ulong[] denials = [Terms.Not, .. new[] { "cannot", "noneed", "never", "without", "exclude", "free", "lose", "declined", "off" }.Select(WordTable.NameOf)];
    private readonly ulong[] denying = [Terms.Not, .. new[] { "cannot", "noneed", "never", "exclude" }.Select(WordTable.NameOf)];

    private Opposition(Dictionary<ulong, List<ulong>> opposites) => this.opposites = opposites;

    internal static Opposition Make() => new(WordTable.Instance.Opposites);

    /// <summary>Says whether a sentence and a unit of a passage agree.</summary>
    /// <param name="terms">Of the sentence.</param>
    /// <param name="passage">The passage.</param>
    /// <param name="unit">The bit of its sentence.</param>
    internal bool Agrees(List<Term> terms, PreparedPassage passage, ulong unit)
    {
        foreach (var term in terms)
        {
            if (Holds(passage, term.Hash, unit)) continue;
            if (opposites.TryGetValue(term.Hash, out var others) && HoldsAny(passage, others, unit)) return false;
            if (Array.IndexOf(additions, term.Hash) >= 0) return false;
        }

        if (Array.Exists(denying, denial => Has(terms, denial)) && !Array.Exists(denials, denial => Holds(passage, denial, unit))) return false;
        foreach (var limit in limits)
        {
            if (Has(terms, limit) != Holds(passage, limit, unit)) return false;
        }

        // What only may happen must not become what does happen.
        return !Holds(passage, might, unit) || Has(terms, might) || Has(terms, can) || Has(terms, depends);
    }

    private static bool Holds(PreparedPassage passage, ulong term, ulong unit) => ((passage.Where(term, false) | passage.Where(term, true)) & unit) != 0;

    private static bool HoldsAny(PreparedPassage passage, List<ulong> terms, ulong unit)
    {
        foreach (var term in terms)
        {
            if (Holds(passage, term, unit)) return true;
        }

        return false;
    }

    private static bool Has(List<Term> terms, ulong hash)
    {
        foreach (var term in terms)
        {
            if (term.Hash == hash) return true;
        }

        return false;
    }
}

namespace Cardline.Bot.Model.Checking;

/// <summary>Notes with each number whether it is the least, the most, or a limit that is passed: "up to 3" is not "at least 3".</summary>
internal static class Bounds
{
    /// <summary>At most this many words stand between a bound and its number.</summary>
    private const int WordsMax = 2;

    /// <summary>The same in Chinese characters, and how far back is looked at all.</summary>
    private const int ReachMax = 8;

    private static readonly ulong AtLeast = WordTable.NameOf("atleast");
    private static readonly ulong AtMost = WordTable.NameOf("atmost");
    private static readonly ulong Within = WordTable.NameOf("within");
    private static readonly ulong[] All = [AtLeast, AtMost, WordTable.NameOf("morethan"), WordTable.NameOf("lessthan"), Within];

    internal static void Read(Reading reading)
    {
        for (var i = 0; i < reading.Quantities.Count; i++)
        {
            var quantity = reading.Quantities[i];
            var first = reading.Tokens.FindIndex(token => token.Start >= quantity.Start);
            var after = reading.Tokens.FindIndex(token => token.Start >= quantity.End);
            var bound = Before(reading, first);
            if (bound == 0 && after > 0 && Known(reading, after) is { } behind) bound = behind.Name;
            if (bound != 0) reading.Quantities[i] = quantity with { Bound = bound };
        }
    }

    /// <summary>Says whether a bound of a passage carries one of a sentence. A sentence may leave a bound out, but neither turn one round nor add one.</summary>
    internal static bool Carries(ulong passage, ulong sentence) =>
        sentence == 0 || sentence == passage || (sentence == AtMost && passage == Within) || (sentence == Within && passage == AtMost);

    private static ulong Before(Reading reading, int number)
    {
        var from = number;
        while (from > 0 && number - from < ReachMax && !Products.Parts(reading.Tokens[from - 1])) from--;
        ulong bound = 0;
        for (var at = from; at < number; at++)
        {
            if (Known(reading, at) is not { } known || at + known.Phrase.Length > number) continue;
            // Another number between the two has taken it.
            at += known.Phrase.Length - 1;
            var reach = reading.Tokens[at].Kind == TokenKind.Han ? ReachMax : WordsMax;
            if (number - at - 1 <= reach && !Array.Exists(reading.Taken[(at + 1)..number], taken => taken)) bound = known.Name;
        }

        return bound;
    }

    private static KnownPhrase? Known(Reading reading, int at) =>
        reading.Known(at, WordKind.Concept) is { } known && Array.IndexOf(All, known.Name) >= 0 && !reading.Taken[at] ? known : null;
}

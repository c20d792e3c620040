namespace Cardline.Bot.Model.Checking;

/// <summary>Holds a sentence against one passage: telephone numbers, addresses, dates, numbers, products, and then the words.</summary>
internal static class Evidence
{
    /// <summary>Finds what the passage does not carry.</summary>
    /// <returns>The fault, the words at fault, and how far the check came; null when the passage carries everything.</returns>
    internal static (SentenceFault Fault, string Found, int Reached)? Fault(Reading reading, List<Term> terms, PreparedPassage passage, bool chinese)
    {
        foreach (var phone in reading.Phones)
        {
            if (!passage.Phones.Contains(phone)) return (SentenceFault.Phone, phone, 0);
        }

        foreach (var address in reading.Addresses)
        {
            if (!passage.Addresses.Contains(address)) return (SentenceFault.Address, address, 1);
        }

        foreach (var date in reading.Dates)
        {
            if (!passage.Dates.Exists(held => held.Carries(date))) return (SentenceFault.Date, reading.Text[date.Start..date.End], 2);
        }

        foreach (var quantity in reading.Quantities)
        {
            if (!Carries(passage, quantity)) return (SentenceFault.Number, reading.Text[quantity.Start..quantity.End], 3);
        }

        for (var i = 0; i < reading.Tokens.Count; i++)
        {
            if (reading.Known(i, WordKind.Place | WordKind.Key) is not { } known) continue;
            if (known.Kind == WordKind.Place && !passage.Folded.Contains(Words(reading, i, known).ToLowerInvariant(), StringComparison.Ordinal)) return (SentenceFault.Address, Words(reading, i, known), 4);
            if (known.Kind == WordKind.Key && (passage.Keys & Products.Bit(known.Name)) == 0) return (SentenceFault.Unsupported, Words(reading, i, known), 4);
            i += known.Phrase.Length - 1;
        }

        var token = Support.Fault(reading, terms, passage, chinese);
        if (token < 0) return null;
        return (SentenceFault.Unsupported, token < reading.Tokens.Count ? reading.Text.Substring(reading.Tokens[token].Start, reading.Tokens[token].Length) : reading.Text, 5);
    }

    private static bool Carries(PreparedPassage passage, Quantity quantity)
    {
        foreach (var held in passage.Quantities)
        {
            if (passage.IsFor(held.Keys, quantity.Keys) && Bounds.Carries(held.Bound, quantity.Bound) && Units.Carries(held, quantity)) return true;
        }

        return false;
    }

    private static string Words(Reading reading, int token, KnownPhrase known) => reading.Text[reading.Tokens[token].Start..reading.Tokens[token + known.Phrase.Length - 1].End];
}

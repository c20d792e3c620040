namespace Cardline.Bot.Model.Checking;

/// <summary>Whether a sentence is in the cardholder's language. Names, products, card schemes and currencies are free; so is Traditional script.</summary>
internal static class LanguageRules
{
    /// <summary>So many words that neither the passages nor the word lists know are another language, when they are most of the sentence.</summary>
    private const int StrangersMax = 3;

    private const WordKind AnyKnown = (WordKind)int.MaxValue;

    internal static string? Fault(Reading reading, PreparedScope scope)
    {
        foreach (var sign in reading.Text)
        {
            if (TextSigns.IsForeign(TextSigns.Fold(sign))) return sign.ToString();
        }

        return scope.IsChinese ? InChinese(reading, scope) : InEnglish(reading, scope);
    }

    private static string? InChinese(Reading reading, PreparedScope scope)
    {
        for (var i = 0; i < reading.Tokens.Count; i++)
        {
            var token = reading.Tokens[i];
            if (token.Kind != TokenKind.Word || reading.Taken[i] || scope.Holds(token.Hash)) continue;
            if (reading.Known(i, WordKind.Exempt) is { } name) i += name.Phrase.Length - 1;
            else return reading.Text.Substring(token.Start, token.Length);
        }

        return null;
    }

    private static string? InEnglish(Reading reading, PreparedScope scope)
    {
        var (strangers, words) = (0, 0);
        for (var i = 0; i < reading.Tokens.Count; i++)
        {
            var token = reading.Tokens[i];
            if (token.Kind == TokenKind.Han)
            {
                var end = i;
                while (end < reading.Tokens.Count && reading.Tokens[end].Kind == TokenKind.Han) end++;
                if (!Stands(reading, i, end, scope)) return reading.Text[token.Start..reading.Tokens[end - 1].End];
                i = end - 1;
            }
            else if (token.Kind == TokenKind.Word && !reading.Taken[i])
            {
                words++;
                if (!scope.Holds(token.Hash) && reading.Known(i, AnyKnown) is null) strangers++;
            }
        }

        return strangers > StrangersMax && strangers * 2 > words ? reading.Text : null;
    }

    // A Chinese name, when a passage has it too.
    private static bool Stands(Reading reading, int from, int to, PreparedScope scope)
    {
        Span<char> run = stackalloc char[to - from];
        for (var i = from; i < to; i++) run[i - from] = reading.Tokens[i].Sign;
        foreach (var passage in scope.Passages)
        {
            if (passage.Folded.AsSpan().Contains(run, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}

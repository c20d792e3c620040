namespace Cardline.Handoff.Detection;

/// <summary>One rule of <c>handoff.yml</c>.</summary>
/// <param name="Id">Its lasting name.</param>
/// <param name="Reason">The reason it is evidence for.</param>
/// <param name="Match">Any of these makes it fire.</param>
/// <param name="Not">A match that overlaps one of these does not count.</param>
/// <param name="Unless">Named groups that keep it from firing.</param>
internal sealed record Rule(string Id, string Reason, IReadOnlyList<Pattern> Match, IReadOnlyList<Pattern> Not, IReadOnlyList<UnlessGroup> Unless)
{
    /// <summary>Gets a value indicating whether it looks at the whole message instead of one sentence after another.</summary>
    public bool WholeMessage { get; init; }

    /// <summary>Returns the words that make the rule fire on a sentence, as written; null when it does not fire.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="sieve">Sifts the parts of it that are looked at alone.</param>
    public string? Evidence(Sentence sentence, Sieve sieve)
    {
        List<(int Start, int End)>? not = null;
        for (var i = 0; i < Match.Count; i++)
        {
            if (Match[i].Spans(sentence.Sifted) is not { Count: > 0 } spans)
            {
                continue;
            }

            not ??= [.. Not.SelectMany(pattern => pattern.Spans(sentence.Sifted))];
            if (Counts(sentence, spans, not, sieve) is { } evidence)
            {
                return evidence;
            }
        }

        return null;
    }

    /// <summary>Whether the words of the rule are found on a sentence, but all of them kept from counting.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="sieve">Sifts the parts of it that are looked at alone.</param>
    public bool IsHeldBack(Sentence sentence, Sieve sieve) => Match.Any(pattern => pattern.IsMatch(sentence.Sifted)) && Evidence(sentence, sieve) is null;

    /// <summary>The first of the places found that nothing keeps from counting.</summary>
    private string? Counts(Sentence sentence, IReadOnlyList<(int Start, int End)> spans, List<(int Start, int End)> not, Sieve sieve)
    {
        foreach (var (start, end) in spans)
        {
            if (!not.Exists(n => n.Start < end && start < n.End) && !Unless.Any(group => group.Holds(sentence, start, end, sieve)))
            {
                return sentence.Text.Written(sentence.Start + start, end - start);
            }
        }

        return null;
    }
}

/// <summary>A named group of patterns that keep rules from firing.</summary>
/// <param name="WholeSentence">True: looked for in the whole sentence. False: from the start of the clause to the end of the words found.</param>
/// <param name="Patterns">Any of these.</param>
internal sealed record UnlessGroup(bool WholeSentence, IReadOnlyList<Pattern> Patterns)
{
    /// <summary>Whether the group keeps a match from counting.</summary>
    public bool Holds(Sentence sentence, int start, int end, Sieve sieve)
    {
        // A part is sifted anew: it may end within a word, where the sentence has no edge of a word.
        var looked = WholeSentence ? sentence.Sifted : sieve.Sift(sentence.Words[sentence.ClauseStart(start)..end]);
        foreach (var pattern in Patterns)
        {
            if (pattern.IsMatch(looked))
            {
                return true;
            }
        }

        return false;
    }
}

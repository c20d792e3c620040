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
    public string? Evidence(Sentence sentence)
    {
        List<(int Start, int End)>? not = null;
        for (var i = 0; i < Match.Count; i++)
        {
            if (Match[i].Spans(sentence.Words) is not { Count: > 0 } spans)
            {
                continue;
            }

            not ??= [.. Not.SelectMany(pattern => pattern.Spans(sentence.Words))];
            if (Counts(sentence, spans, not) is { } evidence)
            {
                return evidence;
            }
        }

        return null;
    }

    /// <summary>The first of the places found that nothing keeps from counting.</summary>
    private string? Counts(Sentence sentence, IReadOnlyList<(int Start, int End)> spans, List<(int Start, int End)> not)
    {
        foreach (var (start, end) in spans)
        {
            if (!not.Exists(n => n.Start < end && start < n.End) && !Unless.Any(group => group.Holds(sentence, start, end)))
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
    public bool Holds(Sentence sentence, int start, int end)
    {
        var from = WholeSentence ? 0 : sentence.ClauseStart(start);
        var to = WholeSentence ? sentence.Words.Length : end;
        var looked = sentence.Words[from..to];
        return Patterns.Any(pattern => pattern.IsMatch(looked));
    }
}

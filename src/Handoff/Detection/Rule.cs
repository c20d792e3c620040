using System.Text.RegularExpressions;

namespace Cardline.Handoff.Detection;

/// <summary>One rule of <c>handoff.yml</c>.</summary>
/// <param name="Id">Its lasting name.</param>
/// <param name="Reason">The reason it is evidence for.</param>
/// <param name="Match">Any of these makes it fire.</param>
/// <param name="Not">A match that overlaps one of these does not count.</param>
/// <param name="Unless">Named groups that keep it from firing.</param>
internal sealed record Rule(string Id, string Reason, IReadOnlyList<Regex> Match, IReadOnlyList<Regex> Not, IReadOnlyList<UnlessGroup> Unless)
{
    /// <summary>Gets a value indicating whether it looks at the whole message instead of one sentence after another.</summary>
    public bool WholeMessage { get; init; }

    /// <summary>Most matches of one pattern looked at in one sentence.</summary>
    public const int MatchesMax = 16;

    /// <summary>Returns the words that make the rule fire on a sentence, as written; null when it does not fire.</summary>
    public string? Evidence(Sentence sentence)
    {
        List<(int Start, int End)>? not = null;
        foreach (var pattern in Match)
        {
            var count = 0;
            foreach (var hit in pattern.EnumerateMatches(sentence.Words))
            {
                if (++count > MatchesMax)
                {
                    break;
                }

                not ??= Spans(sentence.Words);
                var (start, end) = (hit.Index, hit.Index + hit.Length);
                if (hit.Length > 0 && !not.Exists(n => n.Start < end && start < n.End) && !Unless.Any(u => u.Holds(sentence, start, end)))
                {
                    return sentence.Text.Written(sentence.Start + start, hit.Length);
                }
            }
        }

        return null;
    }

    private List<(int Start, int End)> Spans(string words)
    {
        var spans = new List<(int, int)>();
        foreach (var pattern in Not)
        {
            var count = 0;
            foreach (var hit in pattern.EnumerateMatches(words))
            {
                if (++count > MatchesMax)
                {
                    break;
                }

                spans.Add((hit.Index, hit.Index + hit.Length));
            }
        }

        return spans;
    }
}

/// <summary>A named group of patterns that keep rules from firing.</summary>
/// <param name="WholeSentence">True: looked for in the whole sentence. False: from the start of the clause to the end of the words found.</param>
/// <param name="Patterns">Any of these.</param>
internal sealed record UnlessGroup(bool WholeSentence, IReadOnlyList<Regex> Patterns)
{
    /// <summary>Whether the group keeps a match from counting.</summary>
    public bool Holds(Sentence sentence, int start, int end)
    {
        var from = WholeSentence ? 0 : sentence.ClauseStart(start);
        var to = WholeSentence ? sentence.Words.Length : end;
        var looked = sentence.Words.AsSpan(from, to - from);
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

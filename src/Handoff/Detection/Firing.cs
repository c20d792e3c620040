namespace Cardline.Handoff.Detection;

/// <summary>Tries rules and patterns on messages.</summary>
internal static class Firing
{
    /// <summary>The first rule that fires, on the first sentence that it fires on; null when none does.</summary>
    /// <param name="candidates">The rules, in the order in which they are tried.</param>
    /// <param name="burst">The messages.</param>
    /// <param name="sieve">Tells which patterns may be found.</param>
    public static Fired? First(IReadOnlyList<Rule> candidates, Burst burst, Sieve sieve)
    {
        if (burst.Sentences.Count == 0)
        {
            return null;
        }

        foreach (var rule in candidates)
        {
            if (Evidence(rule, burst, sieve) is { } evidence)
            {
                return new Fired(rule.Reason, evidence.Words, rule.Id, evidence.Sentence);
            }
        }

        return null;
    }

    /// <summary>Whether any of the patterns is found.</summary>
    public static bool Found(IReadOnlyList<Pattern> patterns, SiftedText text)
    {
        for (var i = 0; i < patterns.Count; i++)
        {
            if (patterns[i].IsMatch(text))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the words of a rule for a reason are there, but denied, asked about or only mentioned.</summary>
    public static bool IsHeldBack(IReadOnlyList<Rule> candidates, string reason, Burst burst, Sieve sieve)
    {
        foreach (var rule in candidates)
        {
            if (rule.Reason == reason && !rule.WholeMessage && burst.Sentences.Exists(sentence => rule.IsHeldBack(sentence, sieve)))
            {
                return true;
            }
        }

        return false;
    }

    private static (string Words, Sentence Sentence)? Evidence(Rule rule, Burst burst, Sieve sieve)
    {
        foreach (var sentence in rule.WholeMessage ? [burst.Whole] : burst.Sentences)
        {
            if (rule.Evidence(sentence, sieve) is { } evidence)
            {
                return (evidence, sentence);
            }
        }

        return null;
    }
}

/// <summary>A rule that fired.</summary>
/// <param name="Reason">Its reason.</param>
/// <param name="Evidence">The words that made it fire, as written.</param>
/// <param name="Rule">Its id.</param>
/// <param name="Sentence">The sentence on which it fired.</param>
internal sealed record Fired(string Reason, string Evidence, string Rule, Sentence Sentence);

using Cardline.Knowledge;

namespace Cardline.Bot.Model.Checking;

/// <summary>The forbidden words of <c>compliance.yml</c>, ready to be looked for in the tokens of a sentence.</summary>
internal sealed class ForbiddenPatterns
{
    private readonly Dictionary<ulong, List<Part[]>> byFirst = [];

    internal ForbiddenPatterns(ComplianceRules rules)
    {
        Rules = rules;
        Hosts = rules.Links.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var words in rules.Forbidden.Values.SelectMany(list => list)) Add([.. words.Parts.Select(Part.Of)]);
    }

    internal ComplianceRules Rules { get; }

    /// <summary>Gets the hosts that links may lead to.</summary>
    internal HashSet<string> Hosts { get; }

    /// <summary>Finds the first forbidden words.</summary>
    /// <returns>Where they begin and end in the text, or null.</returns>
    internal (int Start, int End)? Find(List<Token> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!byFirst.TryGetValue(tokens[i].Hash, out var patterns)) continue;
            foreach (var pattern in patterns)
            {
                if (End(pattern, 0, tokens, i) is var end and >= 0) return (tokens[i].Start, tokens[Math.Max(i, end - 1)].End);
            }
        }

        return null;
    }

    private void Add(Part[] pattern)
    {
        // Leading parts that may be left out are only a start among others.
        for (var i = 0; i < pattern.Length; i++)
        {
            var rest = pattern[i..];
            foreach (var alternative in pattern[i].Alternatives)
            {
                if (!byFirst.TryGetValue(alternative[0], out var list)) byFirst[alternative[0]] = list = [];
                if (!list.Contains(rest)) list.Add(rest);
            }

            if (!pattern[i].IsOptional) break;
        }
    }

    /// <summary>Matches the parts from one on; the recursion is as deep as the pattern has parts.</summary>
    private static int End(Part[] pattern, int part, List<Token> tokens, int at)
    {
        if (part == pattern.Length) return at;
        if (pattern[part].Gap > 0) return EndOfGap(pattern, part, tokens, at);
        foreach (var alternative in pattern[part].Alternatives)
        {
            if (Fits(alternative, tokens, at) && End(pattern, part + 1, tokens, at + alternative.Length) is var end and >= 0) return end;
        }

        return pattern[part].IsOptional ? End(pattern, part + 1, tokens, at) : -1;
    }

    private static int EndOfGap(Part[] pattern, int part, List<Token> tokens, int at)
    {
        for (var skipped = 0; skipped <= pattern[part].Gap && at + skipped < tokens.Count; skipped++)
        {
            if (End(pattern, part + 1, tokens, at + skipped) is var end and >= 0) return end;
        }

        return -1;
    }

    private static bool Fits(ulong[] alternative, List<Token> tokens, int at)
    {
        if (at + alternative.Length > tokens.Count) return false;
        for (var i = 0; i < alternative.Length; i++)
        {
            if (tokens[at + i].Hash != alternative[i]) return false;
        }

        return true;
    }

    private sealed record Part(ulong[][] Alternatives, bool IsOptional, int Gap)
    {
        internal static Part Of(ForbiddenPart part) =>
            new([.. part.Alternatives.Select(WordTable.Hashes).Where(hashes => hashes.Length > 0)], part.IsOptional, part.Gap);
    }
}

using System.Runtime.CompilerServices;
using Cardline.Knowledge;

namespace Cardline.Bot.Model.Checking;

/// <summary>The check of a model's sentences. Safe for any number of callers at once; a scope's passages are taken apart at its first sentence.</summary>
/// <param name="rules">Gives the bank's rules as they are now; without any, every sentence fails.</param>
internal sealed class GroundCheck(Func<ComplianceRules?> rules) : IGroundCheck
{
    /// <summary>Longer sentences are refused: nobody reads them, and what is long can carry a lie among much that is true.</summary>
    internal const int SentenceCharsMax = 300;

    private readonly ConditionalWeakTable<GroundScope, PreparedScope> prepared = [];
    private volatile ForbiddenPatterns? patterns;

    /// <inheritdoc/>
    public SentenceVerdict Check(string sentence, GroundScope scope)
    {
        if (sentence.Length > SentenceCharsMax) return Failed(SentenceFault.TooLong, sentence.Length.ToString());
        if (MarkupRules.Fault(sentence) is { } markup) return Failed(SentenceFault.Markup, markup);
        if (Patterns() is not { } forbidden) return Failed(SentenceFault.Forbidden, "there is no compliance.yml");
        var known = prepared.GetValue(scope, static fresh => new PreparedScope(fresh));
        var targets = new List<string>();
        var reading = new Reading(MarkupRules.Plain(sentence, targets));
        if (SpeakerRules.Fault(reading) is { } speaker) return Failed(SentenceFault.Markup, speaker);
        if (forbidden.Find(reading.Tokens) is var (start, end)) return Failed(SentenceFault.Forbidden, reading.Text[start..end]);
        if (LinkRules.Fault(targets, reading.Addresses, forbidden.Hosts, known) is { } link) return Failed(SentenceFault.Address, link);
        if (LanguageRules.Fault(reading, known) is { } foreign) return Failed(SentenceFault.Language, foreign);
        return Carried(reading, known);
    }

    private static SentenceVerdict Carried(Reading reading, PreparedScope scope)
    {
        if (IsConnective(reading) && scope.Passages.Length > 0) return new SentenceVerdict(scope.Passages[0].Passage, null, null);
        var terms = Terms.Of(reading, single: false);
        var fault = (Fault: SentenceFault.Unsupported, Found: reading.Text, Reached: -1);
        foreach (var passage in scope.Passages)
        {
            if (passage.IsNoGround) continue;
            var found = Evidence.Fault(reading, terms, passage, scope.IsChinese);
            if (found is null) return new SentenceVerdict(passage.Passage, null, null);
            // The passage that carries most of it says best what is wrong.
            if (found.Value.Reached > fault.Reached) fault = found.Value;
        }

        return Failed(fault.Fault, fault.Found);
    }

    /// <summary>"Here is how it works:" says nothing; only whole sentences of a short list are let through.</summary>
    private static bool IsConnective(Reading reading)
    {
        var end = reading.Tokens.Count;
        while (end > 0 && reading.SignAt(end - 1) is '.' or ':' or '!' or '。' or '\n') end--;
        return reading.Known(0, WordKind.Connective) is { } known && known.Phrase.Length == end && reading.Addresses.Count == 0 && reading.Phones.Count == 0;
    }

    private static SentenceVerdict Failed(SentenceFault fault, string found) => new(null, fault, found);

    private ForbiddenPatterns? Patterns()
    {
        if (rules() is not { } now) return null;
        var compiled = patterns;
        if (compiled is not null && ReferenceEquals(compiled.Rules, now)) return compiled;
        return patterns = new ForbiddenPatterns(now);
    }
}

namespace Cardline.Handoff.Detection;

/// <summary>Messages of the cardholder that stand together, which one turn answers, cut into sentences and sifted.</summary>
internal sealed class Burst
{
    /// <summary>Most messages of a cardholder, sent one after another, that are judged together.</summary>
    public const int MessagesMax = 8;

    /// <summary>Characters of the next sentence that are looked at together with one that is shorter.</summary>
    private const int NextCharsMin = 12;

    /// <summary>Most sentences that are judged alone.</summary>
    private const int AloneMax = 20;

    private readonly RuleSet _rules;
    private readonly IReadOnlyList<SaidTurn> _said;
    private readonly FoldedText _folded;
    private List<Sentence>? _sentences;
    private Likely? _likely;
    private Sentence? _whole;

    private Burst(RuleSet rules, IReadOnlyList<SaidTurn> said, int start, int end)
    {
        (_rules, _said, Start, End) = (rules, said, start, end);
        var joined = Joined();
        (Length, _folded) = (joined.Length, FoldedText.Of(joined, rules.Variants));
    }

    /// <summary>Gets the place of the first message.</summary>
    public int Start { get; }

    /// <summary>Gets the place after the last message.</summary>
    public int End { get; }

    /// <summary>Gets how many messages there are.</summary>
    public int Count => End - Start;

    /// <summary>Gets how many characters they have together.</summary>
    public int Length { get; }

    /// <summary>Gets the folded words of all messages.</summary>
    public string Folded => _folded.Folded;

    /// <summary>Gets a value indicating whether there are words at all, and not only numbers and signs.</summary>
    public bool HasWords => Folded.Any(char.IsLetter);

    /// <summary>Gets the sentences. Of earlier messages only the folded words are looked at as a rule, so they are cut when somebody asks.</summary>
    public List<Sentence> Sentences => _sentences ??= Sentence.Of(_folded, _rules.Sieve);

    /// <summary>Gets how many questions there are.</summary>
    public int Questions => Sentences.Count(sentence => sentence.IsQuestion);

    /// <summary>Gets everything as one sentence, for rules that look at all of it.</summary>
    public Sentence Whole => _whole ??= Sentence.Whole(_folded, _rules.Sieve);

    /// <summary>Gets the last message as it was written; there has to be one.</summary>
    public string LastText => _said[End - 1].Text;

    /// <summary>Reads the messages right before a place, oldest first; none when somebody else spoke there.</summary>
    public static Burst Before(RuleSet rules, IReadOnlyList<SaidTurn> said, int end)
    {
        var start = end;
        while (start > 0 && end - start < MessagesMax && said[start - 1].From == "cardholder")
        {
            start--;
        }

        // Both judgements of a turn ask about the end; what the first made of it is there for the second.
        if (said is not SaidSoFar shared || end != said.Count)
        {
            return new Burst(rules, said, start, end);
        }

        if (shared.LastBurst is { } read && ReferenceEquals(read._rules, rules))
        {
            return read;
        }

        return shared.LastBurst = new Burst(rules, said, start, end);
    }

    /// <summary>Gets what the examples make of the messages; worked out once.</summary>
    public Likely Likely(Learned.Experience learned) => _likely ??= learned.Judge(_folded);

    /// <summary>Judges the sentences alone.</summary>
    /// <returns>What speaks most for a person at once first; nothing when there is only one, or nothing was learnt.</returns>
    public IEnumerable<(Sentence Sentence, Likely Likely)> Alone(Learned.Experience? learned)
    {
        if (learned is null || Sentences.Count < 2)
        {
            return [];
        }

        // Of more than are judged alone, the first and the last half each.
        return Sentences.Where((_, place) => place < AloneMax / 2 || place >= Sentences.Count - (AloneMax / 2))
            .Select(sentence => (Sentence: sentence, Likely: learned.Judge(sentence.Words)))
            .OrderByDescending(one => one.Likely.AtOnce);
    }

    /// <summary>Gets a sentence together with the one after it, which often takes back what it seems to say: "I took the whole box. Of chocolates."</summary>
    /// <returns>Folded words; of what comes after no more than the sentence itself has, so that it cannot drown in a long question.</returns>
    public string WithNext(Sentence sentence)
    {
        if (Sentences.IndexOf(sentence) + 1 is var place && place == Sentences.Count)
        {
            return sentence.Words;
        }

        var next = Sentences[place].Words;
        return $"{sentence.Words}. {next[..Math.Min(next.Length, Math.Max(sentence.Words.Length, NextCharsMin))]}";
    }

    /// <summary>Gets the words that speak most for a reason.</summary>
    public string Evidence(Learned.Experience learned, string reason) => learned.Evidence(_folded, reason);

    /// <summary>Reads the last message alone.</summary>
    public Burst Last() => new(_rules, _said, End - 1, End);

    private string Joined()
    {
        if (Count == 1)
        {
            return _said[Start].Text;
        }

        var texts = new string[Count];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = _said[Start + i].Text;
        }

        return string.Join('\n', texts);
    }
}
